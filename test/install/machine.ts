// Runs the package where its users have it: a project with the tarball installed, programs that train XOR and tell what
// served them, and a sandbox that has no more than a slim image. Used by every install test.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { gompOf, type Major, nodeOf, type Release, rootOf, TARBALL, WORK } from './places.ts'

export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What `XOR` prints. */
export interface Report {
  readonly node: string
  readonly name: string
  readonly level: string
  readonly threads: number
  readonly reason?: string
  readonly predictions: readonly number[]
  /** Of all parameters and losses: equal hashes are equal bits. */
  readonly hash: string
}

/**
 * The text of a program that defines `train(steps)`, which trains XOR with Adam and returns { predictions, hash }, and
 * `tell(more)`, which prints a line of JSON; `body` follows it. One text for `import` and `require`.
 */
export function program(how: 'import' | 'require', body: string): string {
  const load = (names: string, from: string) =>
    how === 'import' ? `import ${names.replace(/:/g, ' as')} from '${from}'` : `const ${names} = require('${from}')`
  return `
${load('{ createHash }', 'node:crypto')}
${load('{ backend, binaryCrossEntropyWithLogits, manualSeed, setNumThreads, tensor }', 'thalweg')}
${load('{ mlp }', 'thalweg/nn')}
${load('{ Adam }', 'thalweg/optim')}

function train(steps = 200, each = () => {}) {
  manualSeed(7)
  const model = mlp([2, 33, 1])
  const optimizer = new Adam(model.parameters(), { lr: 0.05 })
  const x = tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), y = tensor([[0], [1], [1], [0]])
  const hash = createHash('sha256')
  for (let step = 0; step < steps; step++) {
    optimizer.zeroGrad()
    const loss = binaryCrossEntropyWithLogits(model.forward(x), y)
    each(step)
    loss.backward()
    optimizer.step()
    hash.update(String(loss.item()))
  }
  for (const p of model.parameters()) hash.update(new Uint8Array(p.data.buffer, p.data.byteOffset, p.data.byteLength))
  return { predictions: model.forward(x).toArray().map(([v]) => (v > 0 ? 1 : 0)), hash: hash.digest('hex') }
}

function tell(more = {}) {
  const { name, level, threads, reason } = backend
  console.log(JSON.stringify({ node: process.version, name, level, threads, reason, ...more }))
}
${body}
`
}

/** Trains XOR once and tells. */
export const XOR = 'tell(train())'

/** A new folder with these files and the packed package installed as users do, but offline and without scripts. */
export function project(name: string, files: Record<string, string> = {}): string {
  const folder = join(WORK, name)
  write(folder, { 'package.json': '{ "private": true }', ...files })
  well(execute(process.execPath, [npm(), ...INSTALL, `--cache=${join(folder, '.npm')}`, TARBALL], folder))
  return folder
}

export function write(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

// Without --offline npm tries for a minute to look up the optional peers before it does the same.
const INSTALL = ['install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', '--loglevel=error']

// The npm that runs these tests, or the one on the PATH.
function npm(): string {
  const found =
    process.env.npm_execpath ??
    spawnSync('sh', ['-c', 'readlink -f "$(command -v npm)"'], { encoding: 'utf8' }).stdout.trim()
  return found
}

/** Runs a command without thalweg's, npm's and vitest's variables; without a shell; a hang ends after four minutes. */
export function execute(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {}
): Ended {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(THALWEG|NODE_|VITEST|npm_|CI$|TEST$|DEV$|PROD$|MODE$)/.test(key)
  )
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    encoding: 'utf8',
    timeout: 240_000,
    maxBuffer: 1e8
  })
  if (error) throw error
  return { status, signal, stdout, stderr }
}

/** Expects that a program ended with code 0 (and silently, unless warnings are allowed); returns its last line. */
export function well(ended: Ended, warnings = false): string {
  expect({ status: ended.status, signal: ended.signal, stderr: warnings ? '' : ended.stderr }, ended.stderr).toEqual({
    status: 0,
    signal: null,
    stderr: ''
  })
  return ended.stdout.trim().split('\n').at(-1)!
}

export function report(ended: Ended, warnings = false): Report {
  return JSON.parse(well(ended, warnings)) as Report
}

let known: string | undefined

/** The hash of XOR trained in JavaScript on this machine: what every other way must give. */
export function reference(folder: string): string {
  if (known === undefined) {
    write(folder, { 'reference.mjs': program('import', XOR) })
    const told = report(execute(process.execPath, ['reference.mjs'], folder, { THALWEG_BACKEND: 'js' }))
    expect(told).toMatchObject({ name: 'js', predictions: [0, 1, 1, 0] })
    known = told.hash
  }
  return known
}

/**
 * Runs Node of a major version on a release of Debian of which there are only the C and C++ libraries: no network, no
 * shell, no compiler, no Python. `folder` is the one thing that can be written, as /app.
 */
export function sandbox(release: Release, major: Major, folder: string, args: readonly string[], gomp = false): Ended {
  const bind = (what: string, where: string) => ['--ro-bind', what, where]
  const home = join(npm(), '../..')
  const flags = [
    ...bind(rootOf(release), '/'),
    ...bind(join(nodeOf(major), '..'), '/node'),
    ...bind(home, '/npm'),
    ...(gomp ? bind(gompOf(release), '/gomp') : []),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--bind', folder, '/app', '--chdir', '/app'],
    ...['--unshare-all', '--die-with-parent', '--clearenv', '--setenv', 'HOME', '/tmp', '--setenv', 'PATH', '/node'],
    ...(gomp ? ['--setenv', 'LD_LIBRARY_PATH', '/gomp'] : [])
  ]
  return execute('bwrap', [...flags, '/node/node', ...args], folder)
}

/** As `project`, but installed by the Node and in the sandbox that will use it. */
export function sandboxProject(release: Release, major: Major): string {
  const folder = join(WORK, `${release}-${major}`.replace(/\W+/g, '-'))
  write(folder, {
    'package.json': '{ "private": true }',
    'xor.mjs': program('import', XOR),
    'xor.cjs': program('require', XOR)
  })
  writeFileSync(join(folder, 'thalweg.tgz'), readFileSync(TARBALL))
  well(sandbox(release, major, folder, ['/npm/bin/npm-cli.js', ...INSTALL, '--cache=/tmp/npm', './thalweg.tgz']))
  return folder
}
