// Makes the binaries of the published package: `npm run prebuild [-- target...]` puts prebuilds/<platform>-<arch>/*.node
// there with prebuildify, which calls this very file again as its node-gyp (see `compile`), which drives cmake-js.
// Without targets: those that this machine has the tools for: its own platform and, cross-compiled on Linux x86-64,
// of arm64; what is left out is said at the end. With THALWEG_PREBUILD=all a missing tool is an error.
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { has, missingTools } from './toolchain.mjs'

const require = createRequire(import.meta.url)
const self = fileURLToPath(import.meta.url)
const root = join(dirname(self), '..')
const host = `${process.platform}-${process.arch}`

// What a target that this machine does not run by itself needs: `out` is its own build folder.
const CROSS = {
  'linux-arm64': {
    out: 'build-arm64',
    toolchain: 'cmake/aarch64-linux-gnu.cmake',
    compiler: 'aarch64-linux-gnu-g++',
    strip: 'aarch64-linux-gnu-strip',
    package: 'g++-aarch64-linux-gnu'
  }
}

function fail(message) {
  console.error(`prebuild: ${message}`)
  process.exit(1)
}

function settings(target) {
  if (target === host) return { out: 'build', strip: 'strip' }
  const cross = host === 'linux-x64' ? CROSS[target] : undefined
  if (!cross) fail(`expected one of ${[host, ...Object.keys(CROSS)].join(', ')} but received ${target}`)
  return cross
}

// Stands for `node-gyp rebuild` inside prebuildify, in the folder of the stage: builds with cmake-js in the target's
// own build folder, incrementally, and leaves a copy where prebuildify looks for it, to be stripped and moved.
function compile() {
  const { out, toolchain } = settings(process.env.THALWEG_PREBUILD_TARGET)
  // Only cmake-js cross-compiles; node-gyp stands in for it where there is no cmake.
  if (out === 'build' && !has('cmake')) {
    const { status } = spawnSync(process.execPath, [join(root, 'scripts/build-native.mjs')], {
      stdio: 'inherit',
      cwd: root
    })
    if (status !== 0) process.exit(status ?? 1)
    return handOver(out)
  }
  const bin = join(dirname(require.resolve('cmake-js/package.json')), 'bin/cmake-js')
  const jobs = String(availableParallelism())
  const args = [bin, 'compile', '--directory', root, '--out', join(root, out), '--parallel', jobs]
  if (toolchain) args.push(`--CDCMAKE_TOOLCHAIN_FILE=${join(root, toolchain)}`)
  // clang-cl understands the flags of native/sources.json; cl does not.
  if (process.platform === 'win32') args.push('--toolset', 'ClangCL')
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  handOver(out)
}

function handOver(out) {
  mkdirSync('build/Release', { recursive: true })
  copyFileSync(join(root, out, 'Release/thalweg.node'), 'build/Release/thalweg.node')
}

// Why a target cannot be built here, undefined when it can.
function obstacle(target) {
  const { compiler, package: name } = settings(target)
  const missing = missingTools()
  if (missing !== undefined) return `${missing} not found`
  if (compiler === undefined) return undefined
  if (!has('cmake')) return 'cmake not found'
  return has(compiler) ? undefined : `${compiler} not found: apt-get install ${name}`
}

async function prebuild(target) {
  const [platform, arch] = target.split('-')
  const { strip } = settings(target)
  const stage = join(root, 'build-prebuild', target)
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  const folder = join(root, 'prebuilds', target)
  rmSync(folder, { recursive: true, force: true })
  // prebuildify starts a program without arguments of ours, so what it starts is a file of one line.
  const windows = process.platform === 'win32'
  const program = join(stage, windows ? 'gyp.cmd' : 'gyp.sh')
  const line = `"${process.execPath}" "${self}" --compile`
  writeFileSync(program, windows ? `@${line}\r\n` : `#!/bin/sh\nexec ${line}\n`)
  chmodSync(program, 0o755)
  process.env.THALWEG_PREBUILD_TARGET = target
  // A glibc binary without its tag would be loaded on musl.
  await promisify(require('prebuildify'))({
    name: 'thalweg',
    platform,
    arch,
    napi: true,
    strip: true,
    stripBin: strip,
    tagLibc: platform === 'linux',
    cwd: stage,
    out: root,
    nodeGyp: windows ? `"${program}"` : program
  })
  rmSync(stage, { recursive: true })
  return folder
}

async function main() {
  const named = process.argv.slice(2)
  const required = named.length > 0 || process.env.THALWEG_PREBUILD === 'all'
  const usual = host === 'linux-x64' ? [host, ...Object.keys(CROSS)] : [host]
  const leftOut = []
  for (const target of named.length > 0 ? named : usual) {
    const why = obstacle(target)
    if (why !== undefined) {
      if (required) fail(`cannot build ${target}: ${why}`)
      leftOut.push(`${target} (${why})`)
      // A stale binary would go into the package.
      rmSync(join(root, 'prebuilds', target), { recursive: true, force: true })
      continue
    }
    const folder = await prebuild(target)
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      console.log(`${relative(root, path)}: ${(statSync(path).size / 1e6).toFixed(2)} MB`)
    }
  }
  if (leftOut.length === 0) return
  const none = existsSync(join(root, 'prebuilds'))
    ? ''
    : '; there is no binary at all: users get the JavaScript backend'
  console.error(`prebuild: left out ${leftOut.join(', ')}${none}`)
}

if (process.argv.includes('--compile')) compile()
else await main()
