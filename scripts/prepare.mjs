// Runs after `npm install` in a clone (never for users of the published package): builds the addon and the library.
import { spawnSync } from 'node:child_process'

for (const script of ['build:native', 'build:lib']) {
  const { status } = spawnSync('npm', ['run', script], { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
