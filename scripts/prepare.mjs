// Runs after `npm install` in a clone and before `npm pack` or `npm publish` (never for users of the published package):
// builds the addon and the library, for a package with the binaries of every target that this machine can make.
import { spawnSync } from 'node:child_process'

const packing = ['pack', 'publish'].includes(process.env.npm_command)
for (const script of [packing ? 'prebuild' : 'build:native', 'build:lib']) {
  // What `npm pack` prints is the name of its file, so what is built here tells of itself elsewhere.
  const stdio = ['inherit', packing ? 2 : 'inherit', 'inherit']
  const { status } = spawnSync('npm', ['run', script], { stdio, shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
