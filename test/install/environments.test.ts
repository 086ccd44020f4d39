// The package in other runtimes, under package managers that have no node_modules of the usual kind, where Node refuses to
// sync files, and bundled by rollup: the addon is found and the bits are those of Node. Public report: berry#6580 (Yarn
// PnP; fsync is refused).
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { execute, program, project, reference, report, write, XOR } from './machine.ts'
import { nodeOf, TARBALL, toolFile, WORK } from './places.ts'

const folder = project('environments', { 'xor.mjs': program('import', XOR) })
const trained = { name: 'native', predictions: [0, 1, 1, 0], hash: reference(folder) }

const ofNpm = (name: string): string => execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim()

describe('runtimes', () => {
  test('Bun', () => {
    expect(report(execute(toolFile('@oven/bun-linux-x64/bin/bun'), ['xor.mjs'], folder))).toMatchObject(trained)
  })

  test('Deno, with leave to read, to ask for the machine and to load addons', () => {
    const leave = ['--allow-read', '--allow-env', '--allow-sys', '--allow-ffi', '--no-prompt']
    const args = ['run', ...leave, '--node-modules-dir=manual', 'xor.mjs']
    expect(report(execute(toolFile('@deno/linux-x64-glibc/deno'), args, folder))).toMatchObject(trained)
  })
})

describe('saving', () => {
  const body = `
    const { saveCheckpoint, loadCheckpoint } = await import('thalweg/checkpoint')
    const result = train()
    await saveCheckpoint('state.safetensors', { x: tensor([1, 2]) })
    tell({ ...result, x: (await loadCheckpoint('state.safetensors')).x.toArray() })`
  write(folder, { 'save.mjs': program('import', body) })

  test.each([24, 26] as const)('Node %i with --permission: where fsync is refused, too', (major) => {
    const leave = ['--allow-addons', '--allow-fs-read=*', '--allow-fs-write=*']
    const ended = execute(nodeOf(major), ['--permission', ...leave, 'save.mjs'], folder)
    expect(report(ended, true)).toMatchObject({ ...trained, x: [1, 2] })
  })
})

describe('package managers', () => {
  function installed(name: string, args: readonly string[], env: Record<string, string> = {}): string {
    const place = join(WORK, name)
    mkdirSync(place, { recursive: true })
    write(place, {
      'package.json': '{ "private": true, "name": "place" }',
      'xor.mjs': program('import', XOR),
      'yarn.lock': ''
    })
    copyFileSync(TARBALL, join(place, 'thalweg.tgz'))
    const ended = execute(process.execPath, args, place, env)
    expect(ended.status, ended.stdout + ended.stderr).toBe(0)
    return place
  }

  test('pnpm: links into a store', () => {
    const args = ['add', '--offline', '--ignore-scripts', '--store-dir', './store', './thalweg.tgz']
    const place = installed('pnpm', [toolFile('pnpm/bin/pnpm.mjs'), ...args])
    expect(report(execute(process.execPath, ['xor.mjs'], place))).toMatchObject(trained)
  })

  test('Yarn PnP: no node_modules', () => {
    const yarn = toolFile('@yarnpkg/cli-dist/bin/yarn.js')
    const env = {
      YARN_ENABLE_TELEMETRY: '0',
      YARN_ENABLE_SCRIPTS: '0',
      YARN_ENABLE_GLOBAL_CACHE: '0',
      YARN_GLOBAL_FOLDER: './global',
      // Yarn does not read npm's settings: where the registry is, and whom it may trust.
      YARN_NPM_REGISTRY_SERVER: ofNpm('registry'),
      ...(ofNpm('cafile') === 'null' ? {} : { YARN_HTTPS_CA_FILE_PATH: ofNpm('cafile') })
    }
    const place = installed('yarn', [yarn, 'add', 'thalweg@file:./thalweg.tgz'], env)
    expect(report(execute(process.execPath, [yarn, 'node', 'xor.mjs'], place, env), true)).toMatchObject(trained)
  })
})

test.each(['es', 'cjs'])('rollup with its plugin for packages, as %s', (format) => {
  const ending = format === 'es' ? 'mjs' : 'cjs'
  const script = `
    import { rollup } from '${toolFile('rollup/dist/es/rollup.js')}'
    import resolve from '${toolFile('@rollup/plugin-node-resolve/dist/es/index.js')}'
    const bundle = await rollup({ input: 'xor.mjs', plugins: [resolve({ exportConditions: ['node'] })] })
    const names = { entryFileNames: '[name].${ending}', chunkFileNames: '[name].${ending}' }
    await bundle.write({ dir: 'rollup', format: '${format}', ...names })`
  write(folder, { 'bundle.mjs': script })
  const made = execute(process.execPath, ['bundle.mjs'], folder)
  expect(made.status, made.stdout + made.stderr).toBe(0)
  expect(report(execute(process.execPath, [`rollup/xor.${ending}`], folder))).toMatchObject(trained)
})
