// What the build says where its tools are missing: scripts run with a PATH that holds chosen programs only.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'

const folder = temporaryFolder()

// Runs Node in the repository with these programs on the PATH and no others.
function run(programs: readonly string[], args: readonly string[], env: Record<string, string> = {}) {
  const path = folder(`bin-${programs.join('-')}`)
  mkdirSync(path, { recursive: true })
  for (const name of programs) writeFileSync(join(path, name), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...env, PATH: path } })
}

function missing(programs: readonly string[], env: Record<string, string> = {}): unknown {
  const program = `import { missingTools } from './scripts/toolchain.mjs'; console.log(missingTools() ?? 'nothing')`
  return run(programs, ['--input-type=module', '--eval', program], env).stdout.trim()
}

test.skipIf(process.platform === 'win32')('the tools that are missing are named', () => {
  expect(missing([])).toBe('a C++20 compiler, make and python3')
  expect(missing(['make', 'python3'])).toBe('a C++20 compiler')
  expect(missing(['clang++'])).toBe('make and python3')
  expect(missing(['g++', 'make'])).toBe('python3')
  expect(missing(['c++', 'make', 'python3'])).toBe('nothing')
  expect(missing(['g++', 'ninja', 'cmake'])).toBe('nothing')
  expect(missing(['g++', 'make', 'python3'], { CXX: 'other++ -m64' })).toBe('a C++20 compiler')
  expect(missing(['other++', 'make', 'python3'], { CXX: 'other++ -m64' })).toBe('nothing')
})

test.skipIf(process.platform === 'win32')(
  'npm run build:native without a compiler ends with one line that helps',
  () => {
    const ended = run(['make'], ['scripts/build-native.mjs'])
    expect(ended.status).toBe(1)
    expect(ended.stdout).toBe('')
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
    expect(ended.stderr).toContain('no native addon: a C++20 compiler and python3 not found')
    expect(ended.stderr).toContain('apt-get install g++ make python3')
  }
)

test('a target that was asked for and cannot be built is an error', () => {
  const ended = run([], ['scripts/prebuild.mjs', 'plan9-x64'])
  expect(ended.status).toBe(1)
  expect(ended.stderr).toMatch(/^prebuild: expected one of .* but received plan9-x64/)
})
