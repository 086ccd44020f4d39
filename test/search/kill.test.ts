// A search that is killed with SIGKILL again and again ends with the trials of one that never was.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'

const inFolder = temporaryFolder()
const TRIALS = 24
const KILLS = Number(process.env.THALWEG_KILLS ?? 4)

let program = ''
beforeAll(async () => {
  program = (await programs('search-kill', { killed: join(ROOT, 'test/search/killed.ts') })).killed
})

// Runs until the file has so many trials and some milliseconds more, then kills; or to the end.
async function run(file: string, log: string, kill?: { lines: number; wait: number }): Promise<number | null> {
  const child = spawn(process.execPath, [program, file, log, String(TRIALS)], { stdio: 'inherit' })
  const exit = once(child, 'exit') as Promise<[number | null]>
  let ended = false
  void exit.then(() => {
    ended = true
  })
  if (kill !== undefined) {
    const lines = (): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 2 : 0)
    while (!ended && lines() < kill.lines) await new Promise((resolve) => setTimeout(resolve, 2))
    await new Promise((resolve) => setTimeout(resolve, kill.wait))
    child.kill('SIGKILL')
  }
  return (await exit)[0]
}

test('a file that cannot grow: the search ends with an error, the file stays whole, and another process continues', async () => {
  const [file, log] = [inFolder('small.jsonl'), inFolder('small.log')]
  const command = `ulimit -f 2; exec "${process.execPath}" ${program} ${file} ${log} ${TRIALS}`
  const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' })
  expect(stderr).toContain(`DataError: search: cannot write ${file}: it was written in part`)
  expect(status).toBe(1)
  const text = readFileSync(file, 'utf8')
  expect(text.endsWith('}\n')).toBe(true)
  expect(await run(file, log)).toBe(0)
  expect(trialsOf(file).length).toBe(TRIALS)
}, 60_000)

// Everything but the time that trials took.
function trialsOf(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.slice(1).map((line) => ({ ...(JSON.parse(line) as object), seconds: 0 }))
}

test(`killed ${KILLS} times`, async () => {
  const whole = inFolder('whole.jsonl')
  expect(await run(whole, inFolder('whole.log'))).toBe(0)
  const [file, log] = [inFolder('killed.jsonl'), inFolder('killed.log')]
  let seed = 7
  for (let k = 0; k < KILLS; k++) {
    seed = (seed * 16807) % 2147483647
    expect(await run(file, log, { lines: Math.floor((TRIALS * (k + 0.5)) / KILLS), wait: seed % 25 })).toBe(null)
  }
  expect(await run(file, log)).toBe(0)
  expect(trialsOf(file)).toEqual(trialsOf(whole))
  expect(trialsOf(file).length).toBe(TRIALS)
  // A trial that had ended before a kill was not begun again: at most one of each process was.
  const begun = readFileSync(log, 'utf8').trimEnd().split('\n')
  expect(begun.length).toBeGreaterThanOrEqual(TRIALS)
  expect(begun.length).toBeLessThanOrEqual(TRIALS + KILLS)
}, 60_000)
