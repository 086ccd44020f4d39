// Finds the addon's file and loads it: a prebuilt binary that fits this machine, else a local build. If there is none
// it reports that, with the machine and how to get a native one. Never throws. Called by native.ts alone.
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SIGNATURE } from './gen/signature.ts'

// Webpack replaces a createRequire that it sees imported, and what it puts there cannot load a binary.
const { createRequire } = process.getBuiltinModule('node:module')

/** What the addon exports. */
export interface Addon {
  open(): unknown
  readonly signature?: string
}

/** The addon, or why it is missing and what to do about it. */
export function loadAddon(): Addon | string {
  const places = ownFolders()
  const root = firstOf(places, packageRoot) ?? firstOf(places, installedRoot)
  const failures: string[] = []
  // A bundle may lie far from the package: then the binaries are looked for next to the bundle.
  for (const folder of root === undefined ? places : [root]) {
    for (const path of [join(folder, 'prebuilds', prebuild()), join(folder, 'build', 'Release', 'thalweg.node')]) {
      const addon = load(path)
      if (typeof addon === 'object') return addon
      if (addon !== undefined) failures.push(addon)
    }
  }
  if (failures.length > 0) return failures.join('; ')
  if (root === undefined) {
    return (
      `no addon for ${machine()} was found next to ${places[0] ?? 'this bundle'}; keep thalweg out of the bundle (external), ` +
      'or copy its folder prebuilds there'
    )
  }
  const packed = isThere(join(root, 'prebuilds')) || isClone(root) ? '' : ', which was packed without any binary'
  return `no addon for ${machine()} was found in ${root}${packed}; ${isClone(root) ? BUILD_CLONE : BUILD}`
}

/** This machine in words, such as "linux-x64 (glibc 2.36, AMD EPYC 9B14)". */
export function machine(): string {
  const processor = cpus()[0]?.model.trim() || 'unknown processor'
  const details = process.platform === 'linux' ? [`${libc()} ${glibcVersion() ?? ''}`.trim(), processor] : [processor]
  return `${process.platform}-${process.arch} (${details.join(', ')})`
}

// --yes: without a terminal npx refuses to fetch what it would ask about.
const NEEDS = '(it needs a C++20 compiler, make and python3)'
const BUILD = `to build one: npm explore thalweg -- npx --yes node-gyp rebuild ${NEEDS}`
const BUILD_CLONE = `to build one: npm run build:native ${NEEDS}`

// Messages of dlopen or Node, and their remedies. A missing file is not a failure.
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/loading addons is disabled/, 'start Node with --allow-addons (permission model) and without --no-addons'],
  [/GLIBC_|GLIBCXX_|CXXABI_/, `the binary needs glibc 2.28 and libstdc++ of gcc 8 or newer; ${BUILD}`],
  [/lib(stdc\+\+|gcc_s)/, "install libstdc++ (Debian's package libstdc++6)"]
]

function load(path: string): Addon | string | undefined {
  try {
    const addon = createRequire(path)(path) as Addon
    if (addon.signature === SIGNATURE) return addon
    return `${path} was built from other kernels (${addon.signature ?? 'none'}, expected ${SIGNATURE}); ${BUILD}`
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'MODULE_NOT_FOUND') return undefined
    const remedy = REMEDIES.find(([pattern]) => pattern.test(message))?.[1] ?? BUILD
    return `${path} could not be loaded on ${machine()}: ${message.split('\n')[0]}; ${remedy}`
  }
}

// The binary of this machine, from the folder prebuilds on.
function prebuild(): string {
  const tag = process.platform === 'linux' ? `.${libc()}` : ''
  return join(`${process.platform}-${process.arch}`, `thalweg${tag}.node`)
}

let knownLibc: 'glibc' | 'musl' | undefined

// The C library that Node itself was linked with: its program header names the loader. A glibc binary may well load on
// musl and crash later, so this is checked first.
function libc(): 'glibc' | 'musl' {
  knownLibc ??= (interpreter() ?? (glibcVersion() === undefined ? 'musl' : '')).includes('musl') ? 'musl' : 'glibc'
  return knownLibc
}

function interpreter(): string | undefined {
  try {
    const file = openSync(process.execPath, 'r')
    try {
      const head = Buffer.alloc(4096)
      readSync(file, head, 0, head.length, 0)
      return /\/lib[\w./-]*\/ld-[\w.-]+/.exec(head.toString('latin1'))?.[0]
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

// Some milliseconds: for messages, and where the program itself cannot be read (the permission model).
function glibcVersion(): string | undefined {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined
  return report?.header?.glibcVersionRuntime
}

// Where this file is: lib/backend in the repository, dist when published, somebody's output when bundled. A bundler
// that makes CommonJS of a module leaves import.meta empty and knows __dirname; webpack writes the path of the source
// there, which need not exist where the bundle runs, so the folder of the program is the last to be asked.
function ownFolders(): string[] {
  const folders: string[] = []
  try {
    const url = import.meta.url as string | undefined
    if (url !== undefined) folders.push(dirname(fileURLToPath(url)))
  } catch {
    // A bundle inside of something that is not a file.
  }
  if (typeof __dirname === 'string') folders.push(__dirname)
  const program = process.argv[1]
  if (program !== undefined) folders.push(dirname(resolve(program)))
  return [...new Set(folders)].filter((folder) => isAbsolute(folder) && isThere(folder))
}

// Under the permission model even this question may be refused, by an error.
function isThere(path: string): boolean {
  try {
    return existsSync(path)
  } catch {
    return false
  }
}

function firstOf<T>(places: readonly string[], find: (place: string) => T | undefined): T | undefined {
  for (const place of places) {
    const found = find(place)
    if (found !== undefined) return found
  }
  return undefined
}

// The folder of this package, at or above `folder`.
function packageRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (isRoot(at)) return at
    if (dirname(at) === at) return undefined
  }
}

// For a bundle: the package that is installed where the bundle could import it from.
function installedRoot(folder: string): string | undefined {
  try {
    return dirname(createRequire(folder + sep).resolve('thalweg/package.json'))
  } catch {
    return undefined
  }
}

// The repository, not a package made of it.
function isClone(root: string): boolean {
  return isThere(join(root, 'codegen'))
}

function isRoot(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string } | null
    return manifest?.name === 'thalweg'
  } catch {
    // No manifest, no leave to read it, or somebody else's broken one.
    return false
  }
}
