// The long form, `npm run test:mpi`: one hash for every number of ranks, threads, level, backend, MPI and way of summing,
// and jobs that lose a rank at random moments, continued by another number of ranks. Prints what happened.
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolders } from '../util/folder.ts'
import { type Ended, each, missing, orphans, programs, ranks, run } from './mpirun.ts'

const ROUNDS = Number(process.env.THALWEG_MPI_ROUNDS ?? 0)
const LONG = ROUNDS > 0
if (!LONG) console.log('left out: the long form of the tests over MPI: npm run test:mpi')
const engines = (['openmpi', 'mpich'] as const).filter((engine) => {
  const reason = missing(engine)
  if (LONG && reason !== null) console.log(`left out: ${engine}: ${reason}`)
  return reason === null
})

const folder = temporaryFolders()
const NONE = ['', 'none', '0', '9']
const MODES = { float32: [], bfloat16: ['bfloat16'] } as const
type Mode = keyof typeof MODES
let path = ''
const alone = {} as Record<Mode, Ended>

beforeAll(async () => {
  if (!LONG) return
  path = (await programs('soak', 'train')).train
  for (const mode of Object.keys(MODES) as Mode[]) {
    alone[mode] = await run([process.execPath, path, ...NONE, ...MODES[mode]])
    expect(alone[mode].stderr).toBe('')
    console.log(`one process, sums in ${mode}: weights ${alone[mode].said[0]!.weights}`)
  }
}, 120_000)

const of = (ended: Ended, name: string): Set<unknown> => new Set(each(ended, name))
const random = (below: number): number => Math.floor(Math.random() * below)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

// The time of the kill; null if the process had ended.
async function killAfter(ms: number, pid: string): Promise<number | null> {
  await sleep(ms)
  const now = performance.now()
  try {
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL')
    return now
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ESRCH')
    return null
  }
}

function expectEnd(ended: Ended, mode: Mode, what: string): void {
  expect(ended.code, `${what}: ${ended.stderr}`).toBe(0)
  for (const name of ['weights', 'rows']) expect(of(ended, name), what).toEqual(of(alone[mode], name))
}

// A file needs a test, also where there is no MPI.
if (!LONG || engines.length === 0) {
  test(`the long form: ${LONG ? 'there is no MPI here' : 'npm run test:mpi'}`, (context) => context.skip())
}

describe.runIf(LONG).each(engines)('%s', (engine) => {
  test('one hash: ranks 1, 2, 3, 4 and 8, threads 1 and 2, AVX-512, AVX2 and JavaScript in one job', async () => {
    for (const threads of ['1', '2']) {
      for (const n of [1, 2, 3, 4, 8]) {
        for (const mode of Object.keys(MODES) as Mode[]) {
          const env = { THALWEG_TEST_MIX: '1', THALWEG_NUM_THREADS: threads }
          const ended = await ranks(engine, n, path, [...NONE, ...MODES[mode]], env)
          const sent = (Math.max(...ended.said.map((line) => line.sent as number)) / 1e6).toFixed(2)
          const what = `${engine}: ${n} ranks, threads ${threads}, sums in ${mode}`
          console.log(`${what}: weights ${[...of(ended, 'weights')].join(' and ')}, at most ${sent} MB sent`)
          expect(ended.said).toHaveLength(n)
          expectEnd(ended, mode, what)
        }
      }
    }
  }, 900_000)

  test(
    `${ROUNDS} times a rank dies, sticks or throws at a random step, and another number of ranks continues`,
    async () => {
      for (let k = 0; k < ROUNDS; k++) {
        const [before, after] = [2 + random(3), 1 + random(4)]
        const [harm, rank, step] = [['kill', 'stop', 'throw'][random(3)]!, random(before), 1 + random(11)]
        const what = `${harm} of rank ${rank} of ${before} at step ${step}, then ${after} ranks`
        const own = folder(`${engine}-${k}`)
        const broken = await ranks(engine, before, path, [own, harm, String(rank), String(step)])
        console.log(`${engine}: ${what}: ended after ${broken.seconds.toFixed(1)} s with ${broken.code}`)
        expect(broken.code, what).not.toBe(0)
        expect(orphans(`train.mjs ${own}`), what).toBe('')
        expectEnd(await ranks(engine, after, path, [own]), 'float32', what)
      }
    },
    120_000 * ROUNDS
  )

  test(
    `${ROUNDS} times SIGKILL for a random rank at a random moment, and another number of ranks continues`,
    async () => {
      // How long a job of so many ranks lasts from when all of them are there.
      const lasts = new Map<number, number>()
      const noticed: number[] = []
      for (let k = 0; noticed.length < ROUNDS; k++) {
        expect(k, 'jobs that ended before they were harmed').toBeLessThan(4 * ROUNDS)
        const mode = (['float32', 'bfloat16'] as const)[k % 2]!
        const modes = [...MODES[mode], ...(random(2) === 0 ? ['zero'] : [])]
        const before = 2 + random(3)
        const after = [1, 2, 3, 4].filter((n) => n !== before)[random(3)]!
        const own = folder(`${engine}-any-${k}`)
        const running = ranks(engine, before, path, [own, 'any', '0', '0', ...modes])
        const pids = Array.from({ length: before }, (_, rank) => `${own}/pid-${rank}`)
        while (!pids.every((pid) => existsSync(pid))) await sleep(5)
        const began = performance.now()
        const [rank, moment] = [random(before), Math.random() * (lasts.get(before) ?? 0)]
        const killed = lasts.has(before) ? await killAfter(moment, pids[rank]!) : null
        const broken = await running
        if (killed === null || broken.code === 0) {
          // Undisturbed, or killed after its last word: the next one counts.
          expectEnd(broken, mode, 'undisturbed')
          if (!lasts.has(before)) lasts.set(before, performance.now() - began)
          continue
        }
        const notice = (performance.now() - killed) / 1000
        const what = `SIGKILL for rank ${rank} of ${before} after ${moment.toFixed(0)} ms (${mode}${modes.includes('zero') ? ', divided states' : ''}), then ${after} ranks`
        expect(orphans(`train.mjs ${own}`), what).toBe('')
        const ended = await ranks(engine, after, path, [own, 'none', '0', '0', ...modes])
        expectEnd(ended, mode, what)
        noticed.push(notice)
        const resumed = ended.said[0]!.resumed ? 'resumed' : 'from the start'
        console.log(
          `${engine}: ${what}, ${resumed}: noticed after ${notice.toFixed(2)} s, code ${broken.code}, the same hash`
        )
      }
      noticed.sort((a, b) => a - b)
      console.log(
        `${engine}: ${noticed.length} kills: noticed after ${noticed[noticed.length >> 1]!.toFixed(2)} s (median), ${noticed.at(-1)!.toFixed(2)} s at most`
      )
    },
    180_000 * ROUNDS
  )
})
