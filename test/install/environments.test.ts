// The package in other runtimes, under package managers, in test runners and in bundlers: the native addon is found and the
// bits are those of Node. Public reports: jest#11864 and jest#10189 (values of another realm), confluent-kafka-javascript#258
// (an addon in vitest's threads), webpack#20549 and next.js#61844 (an addon in a bundle), berry#6580 (Yarn PnP).
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { execute, program, project, reference, report, write, XOR } from './machine.ts'
import { nodeOf, TARBALL, toolFile, WORK } from './places.ts'

const folder = project('environments', { 'xor.mjs': program('import', XOR) })
const trained = { name: 'native', predictions: [0, 1, 1, 0], hash: reference(folder) }

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
      YARN_GLOBAL_FOLDER: './global'
    }
    const place = installed('yarn', [yarn, 'add', 'thalweg@file:./thalweg.tgz'], env)
    expect(report(execute(process.execPath, [yarn, 'node', 'xor.mjs'], place, env), true)).toMatchObject(trained)
  })
})

// Values that Node makes are of another realm than those of the program there.
const RUNNER = (globals: string) =>
  `${globals}
${program('import', '')}
import { readFileSync } from 'node:fs'
import { saveCheckpoint, loadCheckpoint } from 'thalweg/checkpoint'

test('trains, saves and loads', async () => {
  expect(backend.name).toBe('native')
  expect(train().hash).toBe('${trained.hash}')
  const file = 'state-' + process.pid + '.safetensors'
  const path = import.meta.dirname + '/' + file
  const state = structuredClone({ list: [1, { two: 2 }], name: 'x' })
  await saveCheckpoint(path, { state, x: tensor([1, 2]) })
  const back = await loadCheckpoint(path)
  expect(JSON.stringify(back.state)).toBe(JSON.stringify(state))
  expect(back.x.toArray()).toEqual([1, 2])
  expect(tensor(new Float32Array(readFileSync(path).subarray(0, 2))).shape).toEqual([2])
})
`

describe('test runners', () => {
  write(folder, {
    'runner.test.mjs': RUNNER("import { expect, test } from 'vitest'"),
    'jest.test.mjs': RUNNER(''),
    'vitest.config.mjs': 'export default { test: { include: ["runner.test.mjs"] } }',
    'jest.config.json': '{ "testMatch": ["**/jest.test.mjs"], "transform": {}, "moduleFileExtensions": ["mjs", "js"] }'
  })

  test.each(['threads', 'forks', 'vmThreads', 'vmForks'])('vitest, pool %s', (pool) => {
    // vitest is looked up from the project, as its users have it.
    write(folder, { 'node_modules/vitest/package.json': '{ "type": "module", "exports": "./index.mjs" }' })
    write(folder, { 'node_modules/vitest/index.mjs': `export * from '${toolFile('vitest/dist/index.js')}'` })
    const ended = execute(process.execPath, [toolFile('vitest/vitest.mjs'), 'run', '--pool', pool], folder)
    expect(ended.status, ended.stdout + ended.stderr).toBe(0)
    expect(ended.stdout).toMatch(/1 passed/)
  })

  test('jest', () => {
    const args = ['--experimental-vm-modules', toolFile('jest/bin/jest.js'), '-c', 'jest.config.json']
    const ended = execute(process.execPath, args, folder)
    expect(ended.status, ended.stdout + ended.stderr).toBe(0)
    expect(ended.stderr).toMatch(/1 passed/)
  })
})

describe('bundlers', () => {
  const bundled = (script: string, out: string) => {
    write(folder, { 'bundle.mjs': script })
    const made = execute(process.execPath, ['bundle.mjs'], folder)
    expect(made.status, made.stdout + made.stderr).toBe(0)
    return report(execute(process.execPath, [out], folder))
  }

  test('webpack', () => {
    const script = `
      import { createRequire } from 'node:module'
      const webpack = createRequire(import.meta.url)('${toolFile('webpack')}')
      const output = { path: process.cwd() + '/webpack', filename: 'out.cjs' }
      webpack({ context: process.cwd(), mode: 'production', target: 'node', entry: './xor.mjs', output }, (error, stats) => {
        if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())
      })`
    expect(bundled(script, 'webpack/out.cjs')).toMatchObject(trained)
  })

  test.each(['es', 'cjs'])('rollup, as %s', (format) => {
    const ending = format === 'es' ? 'mjs' : 'cjs'
    const names = `entryFileNames: '[name].${ending}', chunkFileNames: '[name].${ending}'`
    const script = `
      import { rollup } from '${toolFile('rollup/dist/es/rollup.js')}'
      import resolve from '${toolFile('@rollup/plugin-node-resolve/dist/es/index.js')}'
      const bundle = await rollup({ input: 'xor.mjs', plugins: [resolve({ exportConditions: ['node'] })] })
      await bundle.write({ dir: 'rollup', format: '${format}', ${names} })`
    expect(bundled(script, `rollup/xor.${ending}`)).toMatchObject(trained)
  })

  test.each([false, true])('vite for servers, dependencies bundled: %s', (noExternal) => {
    const script = `
      import { build } from '${toolFile('vite/dist/node/index.js')}'
      const ssr = ${noExternal} ? { noExternal: true } : {}
      await build({ logLevel: 'error', build: { ssr: 'xor.mjs', outDir: 'vite-${noExternal}' }, ssr })`
    expect(bundled(script, `vite-${noExternal}/xor.mjs`)).toMatchObject(trained)
  })
})
