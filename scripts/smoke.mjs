// Builds the library and trains XOR natively with the binary that `npm run prebuild` has just made: for machines that the
// install tests do not run on. Called by the workflow that makes the binaries.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const readme = readFileSync('README.md', 'utf8')
const quickStart = /^## Quick start\r?\n[\s\S]*?^```js\r?\n([\s\S]*?)^```/m.exec(readme)[1]
const run = (command, args, options) => {
  const { status } = spawnSync(command, args, { stdio: ['pipe', 'inherit', 'inherit'], ...options })
  if (status !== 0) process.exit(status ?? 1)
}
run('npm', ['run', 'build:lib'], { shell: process.platform === 'win32' })
// A package may import itself by its own name.
const env = { ...process.env, THALWEG_BACKEND: 'native' }
run(process.execPath, ['--input-type=module', '-'], { input: quickStart, env })
