// Bundles test/backend/fuzz.ts and runs it with a given addon: `node scripts/fuzz.mjs [--addon path] [--node command...] --
// [arguments of fuzz.ts]`. The bundle and the addon are staged as their own small package, so that the library in
// it finds this addon and no other. --node is the command that stands for node, such as "qemu-aarch64 -L /cross node".
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'tsdown'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const split = process.argv.indexOf('--', 2)
const own = process.argv.slice(2, split < 0 ? undefined : split)
const rest = split < 0 ? [] : process.argv.slice(split + 1)
const { values } = parseArgs({
  args: own,
  options: {
    addon: { type: 'string', default: join(root, 'build/Release/thalweg.node') },
    node: { type: 'string', default: process.execPath }
  }
})

const stage = join(root, 'build-fuzz', String(process.pid))
mkdirSync(join(stage, 'build/Release'), { recursive: true })
writeFileSync(join(stage, 'package.json'), JSON.stringify({ name: 'thalweg', type: 'module' }))
copyFileSync(values.addon, join(stage, 'build/Release/thalweg.node'))
await build({
  entry: { fuzz: join(root, 'test/backend/fuzz.ts') },
  outDir: join(stage, 'dist'),
  config: false,
  format: 'esm',
  dts: false,
  logLevel: 'error',
  platform: 'node'
})
const [command, ...before] = values.node.split(' ')
const { status, signal } = spawnSync(command, [...before, join(stage, 'dist/fuzz.mjs'), ...rest], { stdio: 'inherit' })
rmSync(stage, { recursive: true })
if (signal) console.error(`ended by ${signal}`)
process.exitCode = status ?? 1
