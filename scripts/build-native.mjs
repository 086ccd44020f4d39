// Builds the addon: through cmake-js where cmake is installed, else through node-gyp. `--with gyp|cmake` forces one.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { has, missingTools, withoutAddon } from './toolchain.mjs'

const require = createRequire(import.meta.url)
const missing = missingTools()
if (missing !== undefined) {
  console.error(`build:native: ${withoutAddon(missing)}`)
  process.exit(1)
}
const forced = process.argv.includes('--with') ? process.argv[process.argv.indexOf('--with') + 1] : undefined
const system = forced ?? (has('cmake') ? 'cmake' : 'gyp')
const jobs = String(availableParallelism())

const bin = (name, entry) => join(dirname(require.resolve(`${name}/package.json`)), entry)
// node-gyp downloads headers unless given the folder where the running Node keeps them.
const prefix = resolve(process.execPath, '../..')
const headers = existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : []
const args =
  system === 'cmake'
    ? [bin('cmake-js', 'bin/cmake-js'), 'compile', '--parallel', jobs]
    : [bin('node-gyp', 'bin/node-gyp.js'), 'rebuild', '--jobs', jobs, ...headers]

// The loader prefers a prebuilt binary, which this build makes stale.
rmSync(join('prebuilds', `${process.platform}-${process.arch}`), { recursive: true, force: true })
console.log(`building the addon with ${system === 'cmake' ? 'cmake-js' : 'node-gyp'}`)
const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit' })
if (error) throw error
process.exitCode = status ?? 1
