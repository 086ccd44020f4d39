// `npm start`: builds what is missing or older than the kernels, then runs demo/start.ts against the built library, as a
// user's program runs.
// Without a compiler it trains on the JavaScript backend; the program's first line names the backend.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingTools, withoutAddon } from './toolchain.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const run = (command, args, options = {}) => {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options })
  if (status !== 0) process.exit(status ?? (signal ? 1 : 0))
}
const shell = process.platform === 'win32'
const prebuilt = join(root, 'prebuilds', `${process.platform}-${process.arch}`)
if (!existsSync(join(root, 'build/Release/thalweg.node')) && !existsSync(prebuilt)) {
  const missing = missingTools()
  if (missing === undefined) run('npm', ['run', 'build:native'], { shell })
  else console.error(`thalweg: ${withoutAddon(missing)}`)
}
// The addon of other kernels than those that the library was built for is not used.
const [library, kernels] = ['dist/optim.mjs', 'lib/backend/gen/signature.ts'].map((path) => join(root, path))
if (!existsSync(library) || statSync(library).mtimeMs < statSync(kernels).mtimeMs)
  run('npm', ['run', 'build:lib'], { shell })
// tsconfig.json maps `thalweg` to the sources; demo/tsconfig.json does not.
const env = { ...process.env, TSX_TSCONFIG_PATH: join(root, 'demo/tsconfig.json') }
run(process.execPath, ['--import', 'tsx', join(root, 'demo/start.ts'), ...process.argv.slice(2)], { env })
