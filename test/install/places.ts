// Where setup.ts puts what the install tests use, none of it in folders that git sees; and which versions are meant.
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../declarations.ts'

/** Downloads and what is unpacked from them: kept from run to run. */
export const CACHE = join(ROOT, 'build-install/cache')
/** What one run makes, outside of the clone: no tool that looks upwards finds the clone's settings. Gone at its end. */
export const WORK = join(tmpdir(), `thalweg-install-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`)
/** What `npm pack` made. */
export const TARBALL = join(WORK, 'thalweg.tgz')

/** Node's binaries, as npm packages: the oldest that is supported and the newest of each line. */
export const NODES = { 20: '20.20.2', 22: '22.23.3', 24: '24.9.0', 26: '26.10.0' } as const
export type Major = keyof typeof NODES
export const MAJORS = Object.keys(NODES).map(Number) as Major[]

export function nodeOf(major: Major, arch: 'x64' | 'arm64' = 'x64'): string {
  return join(CACHE, `node-linux-${arch}-${NODES[major]}`, 'bin/node')
}

/** Debian releases; of each the few libraries that Node and the addon need and nothing else. */
export const RELEASES = { 'Debian 11': 'bullseye', 'Debian 12': 'bookworm' } as const
export type Release = keyof typeof RELEASES
/** libatomic1 is for Node 26 alone, which does not start without it. */
export const LIBRARIES = ['libc6', 'libgcc-s1', 'libstdc++6', 'libatomic1']

/** A jest that is installed for the tests of runners. */
export const JEST = { folder: join(CACHE, 'jest-30.5.2'), version: '30.5.2' }

/** The root file system of a release. */
export function rootOf(release: Release): string {
  return join(CACHE, RELEASES[release])
}

/** A folder with the release's libgomp.so.1, which is not in its root. */
export function gompOf(release: Release): string {
  return join(CACHE, `${RELEASES[release]}-libgomp1/usr/lib/x86_64-linux-gnu`)
}

/** Runtimes, package managers and a bundler that the package is tried in, all from npm. */
export const TOOLS = {
  '@oven/bun-linux-x64': '1.4.5',
  '@deno/linux-x64-glibc': '2.9.6',
  pnpm: '12.21.0',
  '@yarnpkg/cli-dist': '4.18.1',
  rollup: '4.68.8',
  '@rollup/plugin-node-resolve': '16.0.3'
} as const

/** The folder that holds them; each set of versions has its own. */
export const TOOL_FOLDER = join(
  CACHE,
  `tools-${createHash('sha256').update(JSON.stringify(TOOLS)).digest('hex').slice(0, 8)}`
)

/** A file of one of these tools. */
export function toolFile(path: string): string {
  return join(TOOL_FOLDER, 'node_modules', path)
}
