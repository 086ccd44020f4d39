// The command line: what `info` says in each situation, and what wrong commands are told.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import { describe, type Info, info } from '../../lib/cli/info.ts'
import { main } from '../../lib/cli/main.ts'
import { ROOT } from '../declarations.ts'

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const lines = { out: [] as string[], error: [] as string[] }
  const code = await main(args, { out: (line) => lines.out.push(line), error: (line) => lines.error.push(line) })
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

test('info: a line for each fact, with the reason', async () => {
  const { code, out, error } = await run('info')
  expect([code, error]).toEqual([0, ''])
  const lines = out.split('\n').map((line) => line.replace(/ +/, ' '))
  expect(lines[0]).toBe(`thalweg ${version}`)
  expect(lines[1]).toBe(`node ${process.version}`)
  expect(lines[2]).toMatch(/^machine \w+-\w+ \(/)
  expect(lines[3]).toMatch(/^backend (native: an addon for this machine was found|js: \S+)/)
  expect(lines[4]).toMatch(/^level (avx512|avx2|neon): the best of .*js$/)
  expect(lines[5]).toMatch(/^threads \d+: \S+/)
  expect(lines.length).toBe(6)
})

test('info: why', () => {
  expect(info({ THALWEG_BACKEND: 'native' }).why.backend).toBe('THALWEG_BACKEND=native')
  expect(info({ THALWEG_LEVEL: 'avx2' }).why).toMatchObject({
    backend: 'THALWEG_LEVEL=avx2',
    level: 'THALWEG_LEVEL=avx2'
  })
  expect(info({ THALWEG_NUM_THREADS: '1' }).why.threads).toBe('THALWEG_NUM_THREADS=1')
  expect(info({}).why.threads).toMatch(/processors/)
  try {
    setBackend('js')
    const facts = info({})
    expect(facts).toMatchObject({ backend: 'js', level: 'js', threads: 1 })
    expect(facts.why).toEqual({
      backend: 'it was chosen',
      level: 'the JavaScript backend has no other',
      threads: 'the JavaScript backend runs on one'
    })
    expect(describe(facts)).toContain('backend  js: it was chosen')
  } finally {
    setBackend('native')
  }
})

test('info --json', async () => {
  const facts = JSON.parse((await run('info', '--json')).out) as Info
  expect(facts).toEqual(JSON.parse(JSON.stringify(info())))
})

test('help, version and wrong commands', async () => {
  expect(await run()).toEqual(await run('help'))
  expect((await run('--help')).out).toContain('info [--json]')
  expect((await run('--version')).out).toBe(version)
  expect(await run('info', '--help')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Usage: .*--json +as JSON/s)
  })
  expect((await run('train', '--help')).out).toContain('--epochs N             epochs of the whole run')
  expect(await run('inof')).toMatchObject({
    code: 2,
    error: expect.stringContaining('unknown command inof; did you mean info?')
  })
  expect((await run('constructor')).code).toBe(2)
  expect(await run('info', '--jsom')).toMatchObject({
    code: 2,
    error: 'thalweg info: unknown flag --jsom; did you mean --json?'
  })
})

test('the program', () => {
  const program = ['--import', 'tsx', join(ROOT, 'lib/cli/index.ts'), 'info']
  const text = execFileSync(process.execPath, program, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, THALWEG_BACKEND: 'js' }
  })
  expect(text).toContain('backend  js: THALWEG_BACKEND=js')
})
