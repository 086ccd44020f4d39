// The layers of the library and of the native code: each uses only what lies to its left, and nothing goes in circles.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const GROUND = ['errors', 'util', 'backend', 'tensor']
const OPS = [...GROUND, 'autograd', 'ops']
const TRAIN = [
  ...OPS,
  'nn',
  'metrics',
  'optim',
  'data',
  'checkpoint',
  'distributed',
  'landscapes',
  'report',
  'watch',
  'train'
]
// What each folder of lib (or file directly in it) may import, itself apart.
const LIB: Record<string, readonly string[]> = {
  errors: [],
  util: ['errors'],
  backend: ['errors', 'util'],
  tensor: ['errors', 'util', 'backend'],
  linalg: ['errors', 'backend', 'tensor'],
  optim: [...GROUND, 'autograd', 'linalg'],
  autograd: GROUND,
  ops: [...GROUND, 'autograd', 'linalg'],
  nn: OPS,
  metrics: OPS,
  distributions: OPS,
  data: GROUND,
  preprocessing: [...GROUND, 'data'],
  checkpoint: GROUND,
  distributed: GROUND,
  landscapes: OPS,
  train: TRAIN,
  inspect: TRAIN,
  search: TRAIN,
  config: [...TRAIN, 'search'],
  analyze: [...TRAIN, 'config', 'inspect', 'plot'],
  plot: [...TRAIN, 'linalg', 'inspect', 'search'],
  cli: [...TRAIN, 'config', 'inspect', 'search', 'analyze', 'plot'],
  report: ['errors', 'util'],
  watch: ['errors', 'util'],
  bench: TRAIN,
  index: TRAIN
}
// gen holds what the generator makes of rules and kernels.def: it lies between simd and kernels, but for the functions
// of math.h, which are a part of simd.
const NATIVE: Record<string, readonly string[]> = {
  core: [],
  mpi: ['core'],
  simd: ['core'],
  gen: ['core', 'simd'],
  kernels: ['core', 'simd', 'gen'],
  dispatch: ['core', 'simd', 'gen', 'kernels'],
  binding: ['core', 'simd', 'gen', 'kernels', 'dispatch', 'mpi']
}

interface Source {
  /** Path from lib or native. */
  path: string
  folder: string
  text: string
}

function sources(root: string, kind: RegExp): Source[] {
  return readdirSync(join(ROOT, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => kind.test(path))
    .map((path) => ({
      path,
      folder: path.split('/')[0]!.replace(/\.\w+$/, ''),
      text: readFileSync(join(ROOT, root, path), 'utf8')
    }))
}

// The files of lib that a file imports; `types` says whether imports of types alone count.
function imports({ path, text }: Source, types: boolean): string[] {
  const found = text.matchAll(/^(?:import|export)\s(type\s)?[^'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'/gm)
  return [...found]
    .filter(([, type]) => types || type === undefined)
    .map(([, , from, bare]) => relative(join(ROOT, 'lib'), join(ROOT, 'lib', dirname(path), (from ?? bare)!)))
}

const lib = sources('lib', /\.ts$/)
const native = sources('native', /\.(cc|h)$/)

test('the folders of lib import to their left only', () => {
  const wrong = lib.flatMap((source) =>
    imports(source, true)
      .map((path) => ({ path, to: path.split('/')[0]!.replace(/\.\w+$/, '') }))
      // The entry of a folder that hands out tensors sees to it that they have their methods.
      .filter(({ path }) => !(path === 'ops/methods.ts' && /^\w+\/index\.ts$/.test(source.path)))
      // thalweg/train hands out what inspects a run.
      .filter(({ to }) => !(to === 'inspect' && source.path === 'train/index.ts'))
      .filter(({ to }) => to !== source.folder && !LIB[source.folder]?.includes(to))
      .map(({ path }) => `lib/${source.path} imports ${path}`)
  )
  // The one arrow against the order: a type alone, so that the Tensor's methods, which ops attach, are known where it
  // is.
  expect(wrong).toEqual(['lib/tensor/tensor.ts imports ops/methods.ts'])
  expect(lib.map((s) => s.folder).filter((folder) => !(folder in LIB))).toEqual([])
})

test('no file of lib imports itself in a circle', () => {
  const graph = new Map(lib.map((source) => [source.path, imports(source, false)]))
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) expect.fail(`circle: ${[...way.slice(way.indexOf(path)), path].join(' -> ')}`)
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
})

test('the folders of native include to their left only', () => {
  const wrong = native.flatMap(({ path, folder, text }) =>
    [...text.matchAll(/^#include "([^"]+)"/gm)]
      .map(([, included]) => included!)
      .filter((included) => {
        const to = included === 'gen/math.h' ? 'simd' : included.split('/')[0]!
        return to !== folder && !NATIVE[folder]?.includes(to)
      })
      .map((included) => `native/${path} includes ${included}`)
  )
  expect(wrong).toEqual([])
  expect(native.map((s) => s.folder).filter((folder) => !(folder in NATIVE))).toEqual([])
})

test('only binding knows Node-API, only core/parallel.cc knows OpenMP', () => {
  const users = (what: RegExp) => native.filter(({ text }) => what.test(text)).map(({ path }) => path)
  expect(users(/#include\s*[<"](node|napi|v8|uv|js_native)/).filter((path) => !path.startsWith('binding/'))).toEqual([])
  expect(users(/^\s*#pragma\s+omp|#include\s*<omp\.h>|\bomp_\w+\b|\bGOMP_/m)).toEqual(['core/parallel.cc'])
})
