// Optimizer states divided over real ranks: the bits of whole states for every optimizer and whatever meets gradients or
// states, checkpoints that any number of ranks continues, and the memory that was planned. `npm run test:mpi` measures a
// model of 50 million parameters.
import { cpSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolders } from '../util/folder.ts'
import { type Ended, type EngineName, each, missing, programs, ranks, run } from './mpirun.ts'

const LONG = Number(process.env.THALWEG_MPI_ROUNDS ?? 0) > 0
const folder = temporaryFolders()
const paths = { train: '', zero: '', memory: '' }
let alone: Ended
let trained: Ended

beforeAll(async () => {
  Object.assign(paths, await programs('zero', 'train', 'zero', 'memory'))
  alone = await run([process.execPath, paths.zero, 'whole', folder('alone')])
  trained = await run([process.execPath, paths.train])
}, 120_000)

describe.each(['openmpi', 'mpich'] as const)('%s', (engine: EngineName) => {
  const reason = missing(engine)
  if (reason !== null) console.log(`left out: ${engine}: ${reason}`)

  const numbers = LONG ? [2, 3, 4] : engine === 'openmpi' ? [2] : [3]
  test.skipIf(reason !== null).each(numbers)(
    '%i ranks have the bits of whole states, and each a part of the states',
    async (n) => {
      const ended = await ranks(engine, n, paths.zero, ['zero', folder(`${engine}-${n}`)])
      expect(ended.stderr).toBe('')
      expect(ended.said).toHaveLength(n)
      for (const line of ended.said) expect(line.hashes).toEqual(alone.said[0]!.hashes)
      // Each parameter has its states on one rank.
      const whole = alone.said[0]!.counts as Record<string, number>
      const counts = each(ended, 'counts') as Record<string, number>[]
      for (const name of Object.keys(whole)) {
        expect(
          counts.reduce((sum, own) => sum + own[name]!, 0),
          name
        ).toBe(whole[name])
      }
      expect(Math.max(...counts.map(({ Adam }) => Adam!))).toBeLessThan(whole.Adam!)
    }
  )
})

const reason = missing('openmpi')

test.skipIf(reason !== null)('killed, and continued by other ranks, or by one process with whole states', async () => {
  const path = folder('killed')
  const broken = await ranks('openmpi', 3, paths.train, [path, 'kill', '1', '9', 'zero'])
  expect(broken.code, broken.stderr).not.toBe(0)
  const copy = folder('copied')
  cpSync(path, copy, { recursive: true })
  for (const ended of await Promise.all([
    ranks('openmpi', 2, paths.train, [path, 'none', '0', '9', 'zero']),
    run([process.execPath, paths.train, copy])
  ])) {
    expect(ended.stderr).toBe('')
    expect(new Set(each(ended, 'resumed'))).toEqual(new Set([true]))
    expect(new Set(each(ended, 'weights'))).toEqual(new Set(each(trained, 'weights')))
    expect(new Set(each(ended, 'rows'))).toEqual(new Set(each(trained, 'rows')))
  }
})

test.skipIf(reason !== null)('a rank that throws: rank 0 still saves what all have reached', async () => {
  const path = folder('thrown')
  const broken = await ranks('openmpi', 3, paths.train, [path, 'throw', '2', '9', 'zero'])
  expect(each(broken, 'message')).toContain('Trainer.fit: cannot continue because rank 2 failed: on purpose')
  // Of the step at which it threw: the next one begins where it ended.
  const ended = await run([process.execPath, paths.train, path])
  expect(each(ended, 'weights')).toEqual(each(trained, 'weights'))
})

test('what cannot be divided is refused by name, with one rank as with many', () => {
  const advice = 'leave out zeroRedundancy, or use an optimizer such as AdamW'
  const divided = (kind: string): string =>
    `cannot divide the states of ${kind} over the ranks because it does not step each parameter by itself; ${advice}`
  const refusals = alone.said[0]!.refusals as Record<string, string>
  expect(refusals).toEqual({
    prodigy: `ERR_OPTION: Trainer: ${divided('Prodigy')}`,
    scheduleFree: `ERR_OPTION: Trainer: ${divided('ScheduleFreeAdamW')}`,
    plain: `ERR_OPTION: Trainer: ${divided('optimizer')}`,
    switched: `ERR_OPTION: Trainer.setOptimizer: ${divided('Prodigy')}`,
    stateDict: 'nothing'
  })
})

// The growth of resident memory of each rank, without and with divided states.
async function growths(n: number, width: number): Promise<{ mode: string; growth: number; planned: number }[]> {
  const all = []
  for (const mode of ['whole', 'zero']) {
    const env = { NODE_OPTIONS: '--expose-gc' }
    const ended = await ranks('openmpi', n, paths.memory, [String(width), mode], env)
    expect(ended.said, ended.stderr).toHaveLength(n)
    const planned = Math.max(...(each(ended, 'planned') as number[]))
    // The plan is that of the rank that has most.
    expect(Math.max(...(each(ended, 'held') as number[]))).toBe(planned)
    const growth = Math.max(...(each(ended, 'growth') as number[]))
    const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
    const parameters = ended.said[0]!.parameters as number
    console.log(`${mega(parameters)} of parameters, ${n} ranks, ${mode}: ${mega(growth)} more, states ${mega(planned)}`)
    all.push({ mode, growth, planned })
  }
  return all
}

test.skipIf(reason !== null)(
  'a rank takes the memory of its part of the states',
  async () => {
    for (const n of LONG ? [1, 2, 4] : [2]) {
      const [whole, zero] = await growths(n, LONG ? 2500 : 1000)
      const saved = whole!.planned - zero!.planned
      expect(zero!.planned).toBeLessThanOrEqual((whole!.planned / n) * 1.01)
      // Buffers for messages vary by some megabytes.
      if (n > 1) expect(whole!.growth - zero!.growth).toBeGreaterThan(0.6 * saved)
    }
  },
  300_000
)
