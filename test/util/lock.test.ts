// Locks between processes. The numbers are those of public reports.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { int, search } from '../../lib/search/index.ts'
import { Lock } from '../../lib/util/lock.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from './folder.ts'
import { programs } from './programs.ts'

const file = temporaryFolder()
const claims = () => readdirSync(file('.')).filter((name) => name.endsWith('.lock'))

test('one holder at a time; a link is the same file; long names', () => {
  for (const name of ['a', 'n'.repeat(255)]) {
    writeFileSync(file(name), '')
    const lock = Lock.take('call', file(name))
    expect(() => Lock.take('call', file(name))).toThrow(OptionError)
    expect(() => Lock.take('call', file(name))).toThrow(
      `call: ${file(name)} is being written by this process; wait for its end or give another file`
    )
    lock.release()
    Lock.take('call', file(name)).release()
  }
  symlinkSync(file('a'), file('link'))
  const lock = Lock.take('call', file('link'))
  expect(() => Lock.take('call', file('a'))).toThrow('is being written')
  lock.release()
  expect(claims()).toEqual([])
})

test('a claim of a process that is gone, or whose number another process has now, is removed; of another machine it holds', () => {
  const lock = Lock.take('call', file('b'))
  const [mine] = claims()
  lock.release()
  const [, pid, begin, host] = /^\.b\.(\d+)-(\w*)-(\w+)-/.exec(mine!)!
  writeFileSync(file(`.b.4194304-${begin}-${host}-00000000.lock`), '')
  writeFileSync(file(`.b.${pid}-0123456789ab-${host}-00000000.lock`), '')
  Lock.take('call', file('b')).release()
  expect(claims()).toEqual([])
  writeFileSync(file(`.b.1-${begin}-0123456789ab-00000000.lock`), '')
  expect(() => Lock.take('call', file('b'))).toThrow(
    'is being written by another machine; wait for its end or give another file (if it has ended, delete'
  )
  expect(claims().length).toBe(1)
})

const PROGRAM = `
import { search, int } from '${join(ROOT, 'lib/search/index.ts')}'
const wait = () => new Promise((resolve) => setTimeout(resolve, 40))
try {
  const { trials } = await search({ k: int(1, 20) }, async ({ k }) => { await wait(); return k }, { method: 'grid', file: process.argv[2] })
  console.log('done ' + trials.length)
} catch (error) {
  console.log(error.message)
}
`

test('optuna#390, #5138: of two processes on one search file the second is refused at its start; after a kill the next continues', async () => {
  writeFileSync(file('search.mts'), PROGRAM)
  const program = (await programs('lock', { search: file('search.mts') })).search
  const path = file('trials.jsonl')
  const start = () => {
    const child = spawn(process.execPath, [program, path], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
    })
    const end = once(child, 'exit').then(() => said.trim())
    return { child, end }
  }
  const both = await Promise.all([start().end, start().end])
  expect(both.filter((said) => said === 'done 20').length).toBe(1)
  expect(both.find((said) => said !== 'done 20')).toContain(`search: ${path} is being written by process`)
  expect(await start().end).toBe('done 20')
  expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBe(21)
  // Killed in the middle.
  writeFileSync(path, '')
  const killed = start()
  while (readFileSync(path, 'utf8').split('\n').length < 5) await new Promise((resolve) => setTimeout(resolve, 5))
  killed.child.kill('SIGKILL')
  await killed.end
  expect(await start().end).toBe('done 20')
  expect(readdirSync(file('.')).filter((name) => name.startsWith('.trials'))).toEqual([])
}, 60_000)

test('two searches of one process on one file: the second is refused', async () => {
  const run = () => search({ k: int(1, 3) }, async ({ k }) => k, { method: 'grid', file: file('own.jsonl') })
  const first = run()
  await expect(run()).rejects.toThrow('is being written by this process')
  expect((await first).trials.length).toBe(3)
  expect((await run()).trials.length).toBe(3)
})
