// `npm start` gives the same bits on every run, with one and two threads, natively and in JavaScript; and its pictures.
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { gallery, picture } from '../../demo/picture.ts'
import { ROOT } from '../declarations.ts'
import { programs } from '../util/programs.ts'

let program = ''
beforeAll(async () => {
  program = (await programs('demo', { start: join(ROOT, 'demo/start.ts') })).start
})

function start(backend: string, threads: number): { hash: string; text: string } {
  const options = ['--steps', '2', '--batch', '4', '--hash', '--threads', String(threads)]
  const text = execFileSync(process.execPath, [program, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, THALWEG_BACKEND: backend },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  return { hash: /sha256 of the weights ([0-9a-f]{64})/.exec(text)![1]!, text }
}

test('the same seed, the same bits', () => {
  const one = start('native', 1)
  const two = start('native', 2)
  const js = start('js', 1)
  expect(one.text).toMatch(/^native, \w+, threads 1/)
  expect(js.text).toMatch(/^js, js, threads 1 \(it was chosen\)/)
  expect(two.hash).toBe(one.hash)
  expect(js.hash).toBe(one.hash)
})

test('pictures of Braille dots side by side', () => {
  const pixels = new Float32Array(784)
  pixels[0] = 10
  pixels[29] = 10
  pixels.fill(10, 783)
  const lines = picture(pixels)
  expect(lines.length).toBe(7)
  expect(lines[0]).toBe(`⠑${'⠀'.repeat(13)}`)
  expect(lines[6]).toBe(`${'⠀'.repeat(13)}⢀`)
  const rows = gallery(
    Array.from({ length: 3 }, (_, k) => ({ lines, caption: `digit ${k}` })),
    2
  ).split('\n')
  expect(rows[7]).toBe('digit 0        digit 1       ')
  expect(rows.length).toBe(18)
})

test('wrong arguments: one line, no stack', () => {
  // From the sources, as `npm start` does: tsconfig.json maps `thalweg` to them.
  const args = ['--import', 'tsx', join(ROOT, 'demo/start.ts'), '--steps', 'abc']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  expect(stderr).toBe("npm start --: expected --steps to be a whole number >= 1 but received 'abc'\n")
  expect(status).toBe(2)
})
