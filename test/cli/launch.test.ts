// `thalweg launch`: the command lines of both MPIs, what is refused, and a real run from a config file.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import { commandOf, type Job, launch } from '../../lib/cli/launch.ts'
import { main } from '../../lib/cli/main.ts'
import { checkConfig } from '../../lib/config/check.ts'
import { ROOT } from '../declarations.ts'
import { type EngineName, missing, run } from '../distributed/mpirun.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const job: Job = {
  engine: 'openmpi',
  mpirun: 'mpirun',
  ranks: 4,
  hosts: [],
  root: false,
  threads: 2,
  command: ['node', 'a.mjs']
}
const line = (changes: Partial<Job>): string => commandOf({ ...job, ...changes }).join(' ')

test('the command lines of both MPIs', () => {
  expect(line({})).toBe('mpirun --oversubscribe --bind-to none -n 4 -x THALWEG_NUM_THREADS=2 node a.mjs')
  expect(line({ root: true })).toContain('mpirun --allow-run-as-root --oversubscribe')
  expect(line({ hosts: ['a', 'b', 'c'] })).toBe(
    'mpirun --host a:2,b:2,c:2 --bind-to none -n 4 -x THALWEG_NUM_THREADS=2 node a.mjs'
  )
  expect(line({ engine: 'mpich', root: true })).toBe('mpirun -bind-to none -n 4 -genv THALWEG_NUM_THREADS 2 node a.mjs')
  expect(line({ engine: 'mpich', hosts: ['a', 'b'] })).toContain('-hosts a,b -ppn 2 -n 4')
})

async function told(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const ended = { code: 0, out: '', error: '' }
  ended.code = await main(['launch', ...args], {
    out: (text) => {
      ended.out += text
    },
    error: (text) => {
      ended.error += text
    }
  })
  return ended
}

test('help, and what is refused', async () => {
  expect((await told('--help')).out).toContain('-n, --ranks N')
  expect(await told()).toMatchObject({
    code: 2,
    error: 'thalweg launch: expected train, search or a program but received none of them'
  })
  expect(await told('-n', '0', 'train')).toMatchObject({ code: 2, error: expect.stringContaining('ranks') })
  expect(await told('--rank', '2', 'train')).toMatchObject({
    code: 2,
    error: 'thalweg launch: unknown flag --rank; did you mean --ranks?'
  })
  expect(await told('--engine', 'lam', 'train')).toMatchObject({ code: 2, error: expect.stringContaining("'openmpi'") })
})

const engines = (['openmpi', 'mpich'] as const).filter((engine) => missing(engine) === null)
if (engines.length === 0) console.log(`left out: thalweg launch: ${missing('openmpi')}`)

test.runIf(engines.length > 0)('--dry-run shows the command, with the flags of the program after it', async () => {
  const { code, out } = await told('--dry-run', '-n', '3', '--engine', engines[0]!, 'a.mjs', '-n', '7', '--help')
  expect(code).toBe(0)
  expect(out).toMatch(/-n 3 .*a\.mjs -n 7 --help$/)
  expect(await told('--dry-run', 'trian')).toMatchObject({
    code: 2,
    error: 'thalweg launch: expected train, search or a program of JavaScript (.mjs, .js, .ts) but received trian'
  })
})

test.runIf(engines.length > 0)('an MPI that is not there is named', async () => {
  const path = process.env.PATH
  process.env.PATH = '/nowhere'
  try {
    await expect(launch(['train'], { out: () => undefined, error: () => undefined })).rejects.toThrow(
      'thalweg launch: cannot find an MPI; install it (Debian: apt-get install openmpi-bin, or mpich); tried mpirun.openmpi, mpirun, mpiexec, mpirun.mpich, mpiexec.hydra'
    )
  } finally {
    process.env.PATH = path
  }
})

const CONFIG = `
import { Generator, randn, tensor } from '${ROOT}/lib/index.ts'
import { DataLoader, TensorDataset } from '${ROOT}/lib/data/index.ts'
import { mlp } from '${ROOT}/lib/nn/index.ts'
import { uniform } from '${ROOT}/lib/search/index.ts'
const x = randn([64, 6], { generator: new Generator(5) })
const y = tensor(Array.from({ length: 64 }, (_, k) => k % 3), { dtype: 'int32' })
export default {
  model: () => mlp([6, 8, 3]),
  data: ({ seed }) => ({ train: new DataLoader(new TensorDataset(x, y), { batchSize: 16, shuffle: true, seed }) }),
  optimizer: { name: 'AdamW', lr: 1e-2 },
  loss: 'crossEntropy',
  epochs: 2,
  DISTRIBUTED
}`

const program = [process.execPath, '--import', 'tsx', join(ROOT, 'lib/cli/index.ts')]

function config(name: string, distributed: string): string {
  const path = file(name)
  writeFileSync(path, CONFIG.replace('DISTRIBUTED', distributed))
  return path
}

async function weights(folder: string): Promise<unknown> {
  const state = await loadCheckpoint(`${folder}/last.safetensors`)
  expect(state.shards).toBe(4)
  return Object.values(state.model).map((t) => (t as { toArray(): unknown }).toArray())
}

test.runIf(engines.length > 0)('a config file on two ranks, resumed on one, has the bits of one', async () => {
  const engine = engines.at(-1) as EngineName
  const path = config('sharded.config.mjs', 'distributed: { shards: 4 }')
  const flags = ['train', path, '--quiet', '--checkpoints']
  const alone = await run([...program, ...flags, file('alone'), '--epochs', '3'])
  expect(alone.stderr).toBe('')
  expect(alone.stdout).toContain('ranks 1, shards 4')
  const two = await run([...program, 'launch', '-n', '2', '--engine', engine, ...flags, file('two')])
  expect(two.stderr).toBe('')
  expect(two.code).toBe(0)
  // One rank speaks.
  expect(two.stdout.match(/ranks 2 \(/g)).toHaveLength(1)
  expect(two.stdout.match(/epochs 2, steps 8/g)).toHaveLength(1)
  const resumed = await run([...program, ...flags, file('two'), '--epochs', '3', '--resume'])
  expect(resumed.code).toBe(0)
  expect(await weights(file('two'))).toEqual(await weights(file('alone')))
})

test.runIf(engines.length > 0)('a config without distributed on two ranks is refused', async () => {
  const path = config('plain.config.mjs', '')
  const engine = engines.at(-1) as EngineName
  const { code, stderr } = await run([...program, 'launch', '-n', '2', '--engine', engine, 'train', path])
  expect(code).not.toBe(0)
  expect(stderr).toContain('expected distributed: { shards: 8 } because mpirun started 2')
  expect(stderr).toContain('train --resume continues from the last one')
})

test.runIf(engines.length > 0)(
  'a search on two ranks has one output, one file and the result of one rank',
  async () => {
    const path = config(
      'search.config.mjs',
      `search: { space: { lr: uniform(0.001, 0.1) }, trials: 5, method: 'random', metric: 'trainLoss' }`
    )
    const engine = engines.at(-1) as EngineName
    const flags = ['search', path, '--quiet', '--engine', 'mpi', '--json']
    const job = (n: number): string[] => [
      'launch',
      '-n',
      String(n),
      '--engine',
      engine,
      ...flags,
      file(`result-${n}.json`)
    ]
    const results = []
    for (const n of [1, 2]) {
      const ended = await run([...program, ...job(n), '--file', file(`trials-${n}.jsonl`)])
      expect(ended.stderr).toBe('')
      expect(ended.code).toBe(0)
      expect(ended.stdout.match(/5 trials by random/g)).toHaveLength(1)
      const { trials } = JSON.parse(readFileSync(file(`result-${n}.json`), 'utf8'))
      results.push(trials.map(({ seconds, ...rest }: { seconds: number }) => rest))
      expect(
        readFileSync(file(`trials-${n}.jsonl`), 'utf8')
          .trim()
          .split('\n')
      ).toHaveLength(6)
    }
    expect(results[1]).toEqual(results[0])
  }
)

test('wrong fields of distributed', () => {
  const config = { model: () => null, data: () => null, optimizer: { name: 'SGD' }, loss: 'mseLoss' }
  const check = (fields: object) => () => checkConfig('a.mjs', { ...config, ...fields }, true)
  expect(check({ distributed: { shards: 4, timeout: 5 } })).not.toThrow()
  expect(check({ distributed: { shard: 4 } })).toThrow('a.mjs: distributed: unknown option shard; did you mean shards?')
  expect(check({ distributed: { shards: 0 } })).toThrow('a.mjs: distributed: expected shards')
  expect(check({ trainer: { distributed: {} } })).toThrow(
    'a.mjs: expected distributed outside trainer but it is inside'
  )
})
