// `thalweg watch` in its own process: it serves what lies under a folder, says what it does, and ends with Ctrl-C.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { main } from '../../lib/cli/main.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'
import { collect } from '../watch/events.ts'

const inFolder = temporaryFolder()
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

test('it serves logs that exist and that appear later, and ends with Ctrl-C', async () => {
  const [runs, later] = [inFolder('runs'), inFolder('later')]
  mkdirSync(`${runs}/a`, { recursive: true })
  writeFileSync(`${runs}/a/log.jsonl`, '{"step":1,"loss":2}\n{"step":2,"loss":1}\n')
  const { cli } = await programs('cli-watch', { cli: join(ROOT, 'lib/cli/index.ts') })
  const child = spawn(process.execPath, [cli, 'watch', runs, later], { cwd: ROOT })
  children.push(child)
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  await vi.waitFor(() => expect(out).toMatch(/\(Ctrl-C ends\)\n/), { timeout: 60_000 })
  expect(out).toMatch(
    `${later} does not exist yet; the page waits for it\nwatching ${runs}, ${later}: http://127.0.0.1:`
  )
  const url = /http:\S+/.exec(out)![0]
  mkdirSync(later)
  writeFileSync(`${later}/log.jsonl`, '{"step":7,"loss":3}\n')
  const seen = await collect(url, ({ size }) => size === 2)
  expect(seen.get('runs/a')!.curves.get('loss')).toEqual([
    [1, 2],
    [2, 1]
  ])
  expect(seen.get('later')!.step).toBe(7)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test.each([
  [['--port', '99999'], 'thalweg watch: expected --port to be a whole number >= 0 and <= 65535 but received'],
  [['--prot', '1'], 'thalweg watch: unknown flag --prot; did you mean --port?'],
  [['--host', '203.0.113.1'], 'thalweg watch: cannot listen on 203.0.113.1, port 0, because ']
])('%j is refused', async (args, message) => {
  const error: string[] = []
  expect(await main(['watch', ...args], { out: () => undefined, error: (line) => void error.push(line) })).toBe(2)
  expect(error.join('\n')).toContain(message)
})

test('help', async () => {
  const out: string[] = []
  expect(await main(['watch', '--help'], { out: (line) => void out.push(line), error: () => undefined })).toBe(0)
  expect(out.join('\n')).toMatch(/Usage: thalweg watch \[folder or log\] \.\.\..*--host ADDRESS/s)
})
