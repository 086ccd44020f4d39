// The pool of threads alone, under the thread sanitizer.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { has } from './child.ts'

const compiles = process.platform === 'linux' && has('g++')
const program = temporaryFolder()('pool')
beforeAll(() => {
  const sources = ['native/core/pool.cc', 'test/native/pool.cc'].map((path) => join(ROOT, path))
  const flags = ['-std=c++20', '-O1', '-g', '-fsanitize=thread', `-I${join(ROOT, 'native')}`]
  if (compiles) execFileSync('g++', [...flags, ...sources, '-o', program])
})

test.runIf(compiles).each([
  ['one caller', ['1', '3000', '2']],
  ['more threads than processors', ['1', '2000', '9']],
  ['four callers at once', ['4', '800', '4']]
])('every unit is done once, without a race: %s', (_, args) => {
  expect(execFileSync(program, args, { encoding: 'utf8' })).toBe('0 wrong\n')
})
