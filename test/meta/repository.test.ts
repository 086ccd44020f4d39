// What must stay true of the repository: generated code is fresh, every kernel has what belongs to it, files are short.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CASES } from '../backend/cases/index.ts'
import { DECLARATIONS, DEF, ROOT } from '../declarations.ts'

const LONGEST = 400
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

function files(folder: string, kind: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => kind.test(path))
}

test('generated code is what the generators make now', () => {
  const { status, text } = run('codegen/generate.mjs', '--check')
  expect(text).toBe('')
  expect(status).toBe(0)
})

function run(...args: string[]): { status: number; text: string } {
  try {
    return { status: 0, text: execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }) }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string }
    return { status, text: stderr }
  }
}

test('every kernel has a line in kernels.def that says what it does', () => {
  // The gradient of a kernel is described with it.
  const described = (name: string) => new RegExp(`^#.*\\b${name}: \\S`, 'm').test(DEF)
  const names = DECLARATIONS.map(({ name }) => name)
  expect(names.filter((name) => !described(name) && !described(name.replace(/Backward$/, '')))).toEqual([])
})

test('every kernel has a case for the comparison of levels', () => {
  expect(DECLARATIONS.map(({ name }) => name).filter((name) => !(name in CASES))).toEqual([])
})

test('every kernel has its own test', () => {
  const general = /(fuzz|arguments|backend|threads|wrong)\.test\.ts$/
  const tests = files('test', /\.test\.ts$/).filter((path) => !general.test(path) && !path.startsWith('test/meta'))
  // A case file may have its kernels' tests next to the cases.
  const nextToCases = files('test/backend/cases', /(?<!index)\.ts$/).map(
    (path) => read(path).split('export const tests')[1]
  )
  const text = [...tests.map(read), ...nextToCases].join('\n')
  const names = DECLARATIONS.map(({ name }) => name)
  expect(names.filter((name) => !new RegExp(`['"\`]${name}['"\`]`).test(text))).toEqual([])
})

test(`files that people write have at most ${LONGEST} lines`, () => {
  const written = ['lib', 'native', 'codegen', 'test', 'scripts'].flatMap((folder) =>
    files(folder, /\.(ts|mjs|cc|h|rule)$/)
  )
  const long = written
    .filter((path) => !path.includes('/gen/'))
    .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONGEST)
  expect(long).toEqual([])
})

test('every source of a build system exists, and every kernel file is built', () => {
  const { baseline } = JSON.parse(read('native/sources.json')) as { baseline: string[] }
  const level = 'native/dispatch/level.cc'
  const kernels = files('native/kernels', /\.cc$/).sort()
  expect([...baseline, level, ...kernels].sort()).toEqual(files('native', /\.cc$/).sort())
  // binding.gyp reads the folder with a program, which prints the same list; cmake globs it.
  const [, program] = /"<!@\(node -p \\"(.*readdirSync.*)\\"\)"/.exec(read('binding.gyp'))!
  expect(run('-p', program!).text.trim().split(' ')).toEqual(kernels)
  expect(read('binding.gyp')).toContain(`"${level}",`)
  expect(read('CMakeLists.txt')).toContain(
    `file(GLOB_RECURSE kernels CONFIGURE_DEPENDS \${CMAKE_CURRENT_SOURCE_DIR}/native/kernels/*.cc)\nlist(PREPEND kernels ${level})`
  )
})

test('the lock file names no host', () => {
  expect(
    read('package-lock.json').match(/https?:\/\/(?!opencollective|github\.com|tidelift|paypal|www\.)[^"]*\.tgz/g)
  ).toBeNull()
  expect(read('package-lock.json')).not.toContain('"resolved": "http')
})

test('no function of the engine that differs between versions goes into the bits of a run', () => {
  // power of lib/backend/math.ts and the functions of gen/math.ts are the same everywhere; 2 ** n is exact.
  const engine = /Math\.(pow|exp|expm1|log|log1p|log2|sin|cos|tan|tanh|cbrt|hypot)\b|(?<!\b2) \*\* /
  const folders = ['autograd', 'nn', 'ops', 'optim', 'tensor', 'train']
  const found = folders
    .flatMap((folder) => files(join('lib', folder), /\.ts$/))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .map((line, k) => ({ line, at: `${path}:${k + 1}` }))
    )
    .filter(({ line }) => engine.test(line.replace(/\/\/.*|^\s*\/?\*.*/, '')))
  expect(found.map(({ at, line }) => `${at} ${line.trim()}`)).toEqual([])
})

test('the library calls kernels by name: nothing but calls.ts and generated code lists sizes and numbers in order', () => {
  const names = DECLARATIONS.map(({ name }) => name).join('|')
  const positional = new RegExp(`(?<![\\w.])(?:run|new PreparedCall)\\(\\s*'(?:${names})'`)
  const callers = files('lib', /\.ts$/).filter((path) => !path.includes('/gen/') && positional.test(code(path)))
  expect(callers).toEqual(['lib/backend/calls.ts'])
  // The pattern finds what it forbids.
  expect("run('copy', [x, y], [1, 3, 1, 1])").toMatch(positional)
})

// A file without its comments.
function code(path: string): string {
  return read(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

test('an optimizer is three files that people write: its rule, its class, its golden data', () => {
  const guide = read('docs/contributing/add-an-optimizer.md')
  expect(guide).toContain('Three files by hand')
  expect(guide.match(/^\*\*\d\. /gm)).toHaveLength(3)
  // One that nothing else names: a list of optimizers kept by hand would be a fourth file.
  const own = ['lib', 'native', 'codegen', 'test'].flatMap((folder) => files(folder, /\.(ts|mjs|cc|h|def|rule|py)$/))
  const naming = own.filter((path) => {
    const text = read(path)
    return (
      /\badan\b/i.test(text) &&
      !path.includes('/gen/') &&
      // The benchmark measures some of them, by choice.
      !path.startsWith('lib/bench/') &&
      !text.includes('Do not edit.') &&
      !path.startsWith('test/meta')
    )
  })
  expect(naming.sort()).toEqual([
    'lib/optim/optimizers/adan.ts',
    'native/rules/optim/adan.rule',
    'test/golden/optimizers/adan.ts'
  ])
})

test('no code outside of the optimizers knows one by its name', () => {
  const classes = [...read('lib/optim/optimizers/byName.ts').matchAll(/^ {2}(\w+): typeof/gm)].map((match) => match[1]!)
  const named = new RegExp(`'(${[...classes, 'LBFGS', 'SAM', 'Lookahead'].join('|')})'`)
  const code = files('lib', /\.ts$/).filter((path) => !/\/(gen|optimizers|bench)\//.test(path))
  const naming = code.flatMap((path) =>
    read(path)
      .split('\n')
      .filter((line) => named.test(line.replace(/"[^"]*"/g, '')) && !/^\s*(\*|\/\*|\/\/)/.test(line))
      .map((line) => `${path}: ${line.trim()}`)
  )
  expect(naming).toEqual([])
})

// V8 adds each property behind a spread by a call of its runtime, 0.6 to 1 us; a spread that comes last costs 0.1 us.
test('objects that kernel calls take end with what is spread into them', () => {
  const wrong = files('lib', /\.ts$/).flatMap((path) =>
    Array.from(read(path).matchAll(/kernels\.\w+\(\s*\{([^{}]*)\}/g), ([, fields]) => fields!)
      .filter((fields) => /\.\.\.[^,]*,\s*\w/.test(fields.replace(/\([^()]*\)|\[[^[\]]*\]/g, '')))
      .map((fields) => `${path}: {${fields}}`)
  )
  expect(wrong).toEqual([])
})
