// Files that travel between Python and here. What Python wrote is checked in (test/golden/checkpoint.py made it) and
// always read; so is a file from here that Python has read, which must still be written with the same bytes. Where a
// Python with torch and safetensors is found, it writes and reads again.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { type Tensor, tensor, zeros } from '../../lib/index.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const golden = (name: string): string => join(ROOT, 'test/golden/checkpoint', name)

const VALUES = [0, -0, 1, -1.5, 2 ** -20, Infinity, -Infinity, Number.NaN]
// float16 has 10 bits of fraction and subnormals down to 2^-24, bfloat16 the exponents of float32: all values are
// exact.
const EXPECTED: Record<string, [dtype: string, shape: number[], values: number[]]> = {
  f32: ['float32', [2, 4], VALUES],
  f64: ['float64', [8], VALUES.map((v) => v / 3)],
  f16: ['float32', [8], VALUES],
  bf16: ['float32', [8], VALUES],
  i64: ['int64', [1, 3], [-(2 ** 31), 2 ** 31 - 1, 0]],
  i32: ['int32', [2], [-7, 7]],
  i16: ['int32', [2], [-(2 ** 15), 2 ** 15 - 1]],
  i8: ['int32', [2], [-128, 127]],
  u8: ['uint8', [2], [0, 255]],
  bool: ['bool', [2, 1], [1, 0]],
  scalar: ['float32', [], [2.5]],
  empty: ['float32', [0, 3], []]
}

async function readsAll(path: string, without: string | null, metadata: object): Promise<void> {
  const file = await loadSafetensors(path)
  expect(file.metadata).toEqual(metadata)
  const names = [...Object.keys(EXPECTED), 'layer.0.weight'].filter((name) => name !== without)
  expect(Object.keys(file.tensors).sort()).toEqual(names.sort())
  for (const name of names) {
    const { dtype, shape, data } = file.tensors[name]!
    if (name === 'layer.0.weight') {
      expect([dtype, shape]).toEqual(['float32', [4, 3]])
      const rows = Array.from({ length: 12 }, (_, k) => -1 + (2 * (Math.floor(k / 3) + 4 * (k % 3))) / 11)
      for (const [k, value] of [...data].entries()) expect(value).toBeCloseTo(rows[k]!, 6)
    } else expect([name, dtype, shape, [...data]]).toEqual([name, ...EXPECTED[name]!])
  }
}

test('what PyTorch and NumPy wrote', async () => {
  await readsAll(golden('torch.safetensors'), null, { format: 'pt', note: 'ünï "q"' })
  await readsAll(golden('numpy.safetensors'), 'bf16', {})
})

const ours = (): Record<string, Tensor> => ({
  'layer.weight': tensor(VALUES).reshape([2, 4]),
  double: tensor(VALUES, { dtype: 'float64' }),
  whole: tensor([-(2 ** 31), 2 ** 31 - 1], { dtype: 'int32' }),
  flags: tensor([[true, false]]),
  scalar: tensor(2.5),
  empty: zeros([0, 3]),
  'ünï "q"': tensor([1])
})
const METADATA = { note: 'ünï "q"' }

test('a file from here has the bytes that Python has read', async () => {
  await saveSafetensors(file('ours'), ours(), METADATA)
  expect(readFileSync(file('ours')).equals(readFileSync(golden('ours.safetensors')))).toBe(true)
})

// THALWEG_PYTHON names a Python that has torch and safetensors.
const python = process.env.THALWEG_PYTHON ?? 'python3'
const found = spawnSync(python, ['-c', 'import torch, safetensors']).status === 0
if (!found)
  console.log(`skipped: safetensors with PyTorch (${python} has no torch and safetensors; set THALWEG_PYTHON)`)

function run(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(python, [join(ROOT, 'test/golden/checkpoint.py'), ...args], {
    encoding: 'utf8'
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

test.skipIf(!found)('in Python now: read, and written', async () => {
  await saveSafetensors(file('now'), ours(), METADATA)
  const read = JSON.parse(run('--check', file('now'))) as { metadata: object; tensors: Record<string, unknown> }
  const floats = ['0.0', '-0.0', '1.0', '-1.5', '9.5367431640625e-07', 'inf', '-inf', 'nan']
  expect(read).toEqual({
    metadata: METADATA,
    tensors: {
      'layer.weight': ['torch.float32', [2, 4], floats],
      double: ['torch.float64', [8], floats],
      whole: ['torch.int32', [2], ['-2147483648', '2147483647']],
      flags: ['torch.bool', [1, 2], ['True', 'False']],
      scalar: ['torch.float32', [], ['2.5']],
      empty: ['torch.float32', [0, 3], []],
      'ünï "q"': ['torch.float32', [1], ['1.0']]
    }
  })
  run('--write', file('theirs'))
  await readsAll(file('theirs'), null, { format: 'pt', note: 'ünï "q"' })
})
