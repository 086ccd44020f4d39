// Runs after `npm install` in a clone and before `npm pack` or `npm publish` (never for users of the published package):
// builds the addon and the library; for a package, the binaries of every target that this machine can make. A machine
// without a compiler gets the library alone, and one line that says what to install.
import { spawnSync } from 'node:child_process'
import { missingTools, withoutAddon } from './toolchain.mjs'

const packing = ['pack', 'publish'].includes(process.env.npm_command)
const missing = packing ? undefined : missingTools()
const native = packing ? 'prebuild' : 'build:native'
for (const script of missing === undefined ? [native, 'build:lib'] : ['build:lib']) {
  // `npm pack` prints the name of its file to stdout; what is built here is reported elsewhere.
  const stdio = ['inherit', packing ? 2 : 'inherit', 'inherit']
  const { status } = spawnSync('npm', ['run', script], { stdio, shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
if (missing !== undefined) console.error(`thalweg: ${withoutAddon(missing)}`)
