// `npm start`: builds what is missing, then runs demo/start.ts against the built library, as a user's program runs.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const run = (command, args, options = {}) => {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options })
  if (status !== 0) process.exit(status ?? (signal ? 1 : 0))
}
const shell = process.platform === 'win32'
if (!existsSync(join(root, 'build/Release/thalweg.node'))) run('npm', ['run', 'build:native'], { shell })
if (!existsSync(join(root, 'dist/optim.mjs'))) run('npm', ['run', 'build:lib'], { shell })
// tsconfig.json maps `thalweg` to the sources; demo/tsconfig.json does not.
const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'demo/tsconfig.json') }
run(process.execPath, ['--import', 'tsx', join(root, 'demo/start.ts'), ...process.argv.slice(2)], { env })
