// A run process that is killed at any instant and started again ends with the bits of one that was never killed.
// `npm run test:kill` kills it 50 times instead of a few.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'tsdown'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { linesOf, shownIn } from './loggers/read.ts'

// In short: one kill after which each of the other two ways continues with bfloat16.
const KILLS = {
  float32: Number(process.env.THALWEG_KILLS ?? 6),
  bfloat16: Number(process.env.THALWEG_KILLS ?? 2)
}
const BUNDLE = join(ROOT, 'build-test/train')
const file = temporaryFolder()

beforeAll(async () => {
  rmSync(BUNDLE, { recursive: true, force: true })
  mkdirSync(BUNDLE, { recursive: true })
  const entry = { killed: join(ROOT, 'test/train/killed.ts') }
  await build({ entry, outDir: BUNDLE, config: false, format: 'esm', dts: false, platform: 'node', logLevel: 'error' })
})

interface Ended {
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

// Runs the program; kills it after so many milliseconds of training, counted from its first checkpoint on.
function run(path: string, epochs: number, env: Record<string, string>, after?: number): Promise<Ended> {
  const child = spawn(process.execPath, [join(BUNDLE, 'killed.mjs'), path, String(epochs)], {
    env: { ...process.env, ...env }
  })
  const out = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => {
    out.stdout += text
  })
  child.stderr.on('data', (text) => {
    out.stderr += text
  })
  if (after !== undefined) {
    const began = Date.now()
    const first = setInterval(() => {
      if (!existsSync(path) || statSync(path).mtimeMs < began) return
      clearInterval(first)
      setTimeout(() => child.kill('SIGKILL'), after)
    }, 2)
    child.on('exit', () => clearInterval(first))
  }
  return new Promise((resolve) => child.on('close', (_, signal) => resolve({ ...out, signal })))
}

const results = new Map<string, string>()

const ways = [
  { THALWEG_NUM_THREADS: '1', THALWEG_BACKEND: 'native' },
  { THALWEG_NUM_THREADS: '2', THALWEG_BACKEND: 'native', BACKGROUND: '1' },
  { THALWEG_NUM_THREADS: '1', THALWEG_BACKEND: 'js' }
]

test.each(['float32', 'bfloat16'] as const)(
  'killed again and again, with other threads, queued calls and the other backend after each, %s',
  async (precision) => {
    const kind = (name: string): string => file(`${name}-${precision}`)
    const kills = KILLS[precision]
    const epochs = 4 + 2 * kills
    const way = (k: number): Record<string, string> => ({ ...ways[k % 3]!, PRECISION: precision })
    const whole = await run(kind('whole'), epochs, way(0))
    expect(whole.stderr).toBe('')
    expect(whole.stdout).toMatch(/^\d+ [0-9a-f]{64}\n$/)
    let killed = 0
    let last: Ended | null = null
    for (let k = 0; last === null; k++) {
      const ended = await run(kind('killed'), epochs, way(k), killed < kills ? 40 * Math.random() : undefined)
      expect(ended.stderr).toBe('')
      if (ended.signal === 'SIGKILL') killed++
      else last = ended
    }
    expect(killed).toBe(kills)
    expect(last.stdout).toBe(whole.stdout)
    // The logs have nothing twice and lack nothing.
    for (const suffix of ['jsonl', 'csv']) {
      expect(linesOf(`${kind('killed')}.${suffix}`)).toEqual(linesOf(`${kind('whole')}.${suffix}`))
    }
    expect(readdirSync(`${kind('killed')}.tb`).length).toBeGreaterThan(1)
    expect(shownIn(`${kind('killed')}.tb`)).toEqual(shownIn(`${kind('whole')}.tb`))
    expect(shownIn(`${kind('whole')}.tb`).length).toBeGreaterThan(epochs)
    results.set(precision, whole.stdout)
  },
  60_000 + KILLS.float32 * 10_000
)

test('the two precisions have learned something else', () => {
  const [single, half] = ['float32', 'bfloat16'].map((precision) => results.get(precision)?.split(' ')[1])
  expect(half).toBeDefined()
  expect(half).not.toBe(single)
})

test('in a worker thread: the same bits', async () => {
  const whole = await run(file('process'), 2, ways[0]!)
  const worker = new Worker(join(BUNDLE, 'killed.mjs'), {
    argv: [file('thread'), '2'],
    stdout: true,
    env: { ...process.env, ...ways[1] }
  })
  let stdout = ''
  worker.stdout.on('data', (text) => {
    stdout += text
  })
  const code = await new Promise((resolve) => worker.on('exit', resolve))
  expect([code, stdout]).toEqual([0, whole.stdout])
})

const places = ['open', '0', '1', '8', '9', '500', '4096', '8191', 'sync', 'rename', 'renamed', 'folder']

test('killed in each part of the write of a checkpoint', async () => {
  const whole = await run(file('untouched'), 1, ways[0]!)
  await Promise.all(
    [0, 1].map(async (worker) => {
      for (const place of places.filter((_, k) => k % 2 === worker)) {
        const path = file(`at-${place}`)
        const killed = await run(path, 1, { ...ways[1]!, KILL: place })
        expect([place, killed.signal, killed.stdout]).toEqual([place, 'SIGKILL', ''])
        const after = await run(path, 1, ways[0]!)
        expect([place, after.stderr, after.stdout]).toEqual([place, '', whole.stdout])
      }
    })
  )
  const left = readdirSync(file('.')).filter((name) => name.includes('.tmp'))
  expect(left.length).toBeGreaterThan(0)
})
