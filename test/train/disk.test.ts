// Disks that really fail, in its own process: what the run says, what is left on the disk, and that it continues.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsdown'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { linesOf, shownIn } from './loggers/read.ts'
import { learned, problem } from './problem.ts'

const BUNDLE = join(ROOT, 'build-test/disk')
const file = temporaryFolder()
let whole = ''

beforeAll(async () => {
  rmSync(BUNDLE, { recursive: true, force: true })
  const entry = { disk: join(ROOT, 'test/train/disk.ts') }
  await build({ entry, outDir: BUNDLE, config: false, format: 'esm', dts: false, platform: 'node', logLevel: 'error' })
  const { trainer, loader } = problem({ accumulate: 1 })
  await trainer.fit(loader, { epochs: 6 })
  whole = learned(trainer)
})

interface Told {
  readonly error: { readonly name: string; readonly message: string; readonly cause: string } | null
  readonly warnings: readonly string[]
  readonly good: readonly number[]
  readonly epoch: number
  readonly saved: number
  readonly temporary: readonly string[]
  readonly learned: string
}

// Runs the program behind a shell command that ends in "$@"; `then` runs in the same place afterwards.
function run(before: string, scenario: string, folder: string, onFailure: string, then = ':'): Told {
  const shell = `${before} "$@"; code=$?; ${then}; exit $code`
  const args = ['-c', shell, 'sh', process.execPath, join(BUNDLE, 'disk.mjs'), scenario, folder, onFailure]
  const { stdout, stderr, status } = spawnSync('sh', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${status}: ${stderr}`)
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Told
}

const works = (...command: [string, ...string[]]): boolean => spawnSync(command[0], command.slice(1)).status === 0

const steps = Array.from({ length: 78 }, (_, k) => k + 1)
const stepsOf = (path: string): number[] =>
  (linesOf(path) as { step: number; loss?: number }[]).flatMap(({ step, loss }) => (loss === undefined ? [] : +step))

// All steps, once each, in all logs.
function complete(folder: string): void {
  expect(stepsOf(join(folder, 'log.jsonl'))).toEqual(steps)
  expect(stepsOf(join(folder, 'log.csv'))).toEqual(steps)
  const shown = shownIn(join(folder, 'events')).filter(([, { tag }]) => tag === 'loss')
  expect(shown.map(([step]) => step)).toEqual(steps)
}

// What a run says when saving fails in the epochs 2 and 3 with this code.
function warned(told: Told, code: string, loggers: readonly string[]): void {
  expect(told.error).toBe(null)
  expect(told.epoch).toBe(6)
  expect(told.learned).toBe(whole)
  expect(told.good).toEqual([0, 1, 1, 1, 4, 5])
  expect([told.saved, told.temporary]).toEqual([6, []])
  const saving = told.warnings.filter((text) => text.startsWith('THALWEG_CHECKPOINT'))
  expect(saving.length).toBe(2)
  for (const text of saving) {
    expect(text).toMatch(
      /^THALWEG_CHECKPOINT ModelCheckpoint: the run continues without a checkpoint: saveCheckpoint: .*could not/
    )
    expect(text).toContain(`could not be written (${code}: `)
  }
  const logging = told.warnings.filter((text) => text.startsWith('THALWEG_LOG'))
  const failed = logging.map((text) => /although the logger (\w+) failed: (\w+)/.exec(text)!.slice(1))
  // In the order in which their writes ended.
  expect(failed.sort()).toEqual(loggers.map((name) => [name, code]))
}

const namespace = works('unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /tmp')
if (!namespace) console.log('skipped: a disk that is full (no user namespace with its own tmpfs on this machine)')

describe.skipIf(!namespace)('a disk that is full', () => {
  // A tmpfs of one mebibyte, which is copied out at the end.
  const onTmpfs = (name: string, onFailure: string): Told => {
    for (const folder of [`${name}-disk`, name]) mkdirSync(file(folder))
    const disk = file(`${name}-disk`)
    const inside = `mount -t tmpfs -o size=1m tmpfs ${disk} && "$@"; code=$?; cp -r ${disk}/. ${file(name)}; exit $code`
    return run(`unshare -rm sh -c '${inside}' sh`, 'full', disk, onFailure)
  }

  test('warn: the last good file stays, the run continues, and nothing is missing in the logs', () => {
    const told = onTmpfs('warn', 'warn')
    warned(told, 'ENOSPC', ['CsvLogger', 'JsonLinesLogger', 'TensorBoardLogger'])
    complete(file('warn'))
  })

  test('throw: the training ends and says why; the last good file stays', () => {
    const told = onTmpfs('throw', 'throw')
    expect(told.error).toMatchObject({ name: 'CheckpointError', cause: 'ENOSPC' })
    expect(told.error!.message).toMatch(/^saveCheckpoint: .*last.safetensors: could not be written \(ENOSPC: no space/)
    expect(told.error!.message).toContain('a file that was there before is untouched')
    expect(told).toMatchObject({ epoch: 2, saved: 1, temporary: [] })
    expect(told.good.slice(0, 2)).toEqual([0, 1])
  })
})

test('files that may not grow beyond a limit: whole lines, one warning each, and the run continues', () => {
  mkdirSync(file('limit'))
  const told = run('ulimit -f 100;', 'limit', file('limit'), 'warn')
  expect(told).toMatchObject({ error: null, epoch: 6, saved: 6, temporary: [], learned: whole })
  expect(told.good).toEqual([0, 1, 2, 3, 4, 5])
  const names = told.warnings.map((text) => /^THALWEG_LOG .* the logger (\w+) failed: EFBIG/.exec(text)?.[1])
  expect(names.sort()).toEqual(['JsonLinesLogger', 'TensorBoardLogger'])
  const logged = stepsOf(file('limit/log.jsonl'))
  expect(logged).toEqual(steps.slice(0, logged.length))
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.length).toBeLessThan(78)
  expect(readFileSync(file('limit/log.jsonl')).length).toBeLessThanOrEqual(102_400)
  expect(stepsOf(file('limit/log.csv'))).toEqual(steps)
})

// Root may write anywhere, unless it is without that capability.
const root = process.getuid?.() === 0
const drop = root ? 'setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all' : ''
const locks = (() => {
  mkdirSync(file('lock'))
  chmodSync(file('lock'), 0o555)
  return !works('sh', '-c', `${drop} touch ${file('lock/a')}`) && works('sh', '-c', `${drop} true`)
})()
if (!locks) console.log('skipped: a folder that may not be written to (nothing on this machine keeps this user out)')

test.skipIf(!locks)('a folder that may not be written to', () => {
  mkdirSync(file('locked'))
  const told = run(drop, 'locked', file('locked'), 'warn')
  // Files that are there can still be written; only new ones cannot be made.
  warned(told, 'EACCES', [])
  complete(file('locked'))
  mkdirSync(file('locked2'))
  const thrown = run(drop, 'locked', file('locked2'), 'throw')
  expect(thrown.error).toMatchObject({ name: 'CheckpointError', cause: 'EACCES' })
  expect(thrown).toMatchObject({ epoch: 2, saved: 1, temporary: [] })
  expect(existsSync(file('locked2/last.safetensors'))).toBe(true)
})
