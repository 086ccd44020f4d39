// The tarball on processors that this machine does not have: arm64 and two older x86, under qemu. All give the same bits.
import { expect, test } from 'vitest'
import { execute, program, project, type Report, reference, report, XOR } from './machine.ts'
import { nodeOf } from './places.ts'

const folder = project('processors', { 'xor.mjs': program('import', XOR), 'xor.cjs': program('require', XOR) })
const hash = reference(folder)
const well = { predictions: [0, 1, 1, 0], hash }

function emulated(
  emulator: string,
  options: readonly string[],
  node: string,
  file: string,
  env = {}
): Report & { stderr: string } {
  const ended = execute(emulator, [...options, node, file], folder, env)
  return { ...report(ended, true), stderr: ended.stderr }
}

const arm64 = (file: string, env = {}) =>
  emulated('qemu-aarch64', ['-L', '/usr/aarch64-linux-gnu'], nodeOf(20, 'arm64'), file, env)
const x64 = (model: string, file: string) => emulated('qemu-x86_64', ['-cpu', model], nodeOf(20), file)

test('arm64: NEON, by import and by require', () => {
  for (const file of ['xor.mjs', 'xor.cjs'])
    expect(arm64(file)).toMatchObject({ name: 'native', level: 'neon', ...well, stderr: '' })
})

test('arm64 without native code: the JavaScript backend has the same bits there', () => {
  expect(arm64('xor.mjs', { THALWEG_BACKEND: 'js' })).toMatchObject({ name: 'js', ...well })
})

test('Haswell: AVX2', () => {
  expect(x64('Haswell', 'xor.mjs')).toMatchObject({ name: 'native', level: 'avx2', ...well })
})

test('Nehalem, which has no AVX: the JavaScript backend and one notice', () => {
  for (const file of ['xor.mjs', 'xor.cjs']) {
    const told = x64('Nehalem', file)
    expect(told).toMatchObject({ name: 'js', level: 'js', ...well })
    expect(told.stderr.match(/THALWEG_NO_NATIVE/g)).toHaveLength(1)
    expect(told.stderr).toMatch(
      /native code needs AVX2 and FMA .* or NEON, and linux-x64 \(glibc [\d.]+, .+\) has neither/
    )
  }
})
