import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveCheckpoint } from '../../lib/checkpoint/index.ts'
import { CheckpointError, OptionError } from '../../lib/errors.ts'
import { Tensor, tensor } from '../../lib/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

// Tensors as what can be compared.
const plain = (value: unknown): unknown =>
  value instanceof Tensor
    ? { tensor: [...value.shape], dtype: value.dtype, data: [...value.data] }
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, plain(v)]))
        : value

describe('a checkpoint', () => {
  test('gives back what it was given, whatever that is', async () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.boolean(),
      fc.string(),
      fc.constant(null),
      fc.array(fc.float(), { maxLength: 3 }).map((data) => tensor(data)),
      fc.constantFrom(tensor(1, { dtype: 'float64' }), tensor([1, 2], { dtype: 'int32' }), tensor([[true, false]]))
    )
    const key = fc.oneof(fc.string(), fc.constantFrom('$tensor', '$number', '$$', '__metadata__', 'a.b', '__proto__x'))
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 })
      )
    }))
    await fc.assert(
      fc.asyncProperty(tree, async (state) => {
        await saveCheckpoint(file('any'), state as never)
        expect(plain(await loadCheckpoint(file('any')))).toEqual(plain(state))
      }),
      { numRuns: 60 }
    )
  })

  test('names tensors by their path, and tells apart those whose paths read the same', async () => {
    await saveCheckpoint(file('names'), { a: { 'b.c': tensor([1]) }, 'a.b': { c: tensor([2]) }, skipped: undefined })
    const { tensors } = await loadSafetensors(file('names'))
    expect(Object.keys(tensors)).toEqual(['a.b.c', 'a.b.c#2'])
    expect(plain(await loadCheckpoint(file('names')))).toEqual(
      plain({ a: { 'b.c': tensor([1]) }, 'a.b': { c: tensor([2]) } })
    )
  })

  test('holds what was there at the time of the call; calls for one path take effect in their order', async () => {
    const x = tensor(new Float32Array(100_000).fill(0))
    const saving = Array.from({ length: 8 }, (_, k) => {
      x.data.fill(k)
      return saveCheckpoint(file('order'), { x, k })
    })
    x.data.fill(99)
    await saving[3]
    await Promise.all(saving)
    const { x: read, k } = (await loadCheckpoint(file('order'))) as { x: Tensor; k: number }
    expect([k, read.data[0], read.data[99_999]]).toEqual([7, 7, 7])
  })

  test('refuses what it cannot hold, and says where it is', async () => {
    await expect(saveCheckpoint(file('no'), { a: [1, { b: () => 1 }] } as never)).rejects.toThrow(
      new OptionError(
        'saveCheckpoint: expected a.1.b to be a plain object, an array, a tensor or JSON but received the function b'
      )
    )
    await expect(saveCheckpoint(file('no'), { a: new Map() } as never)).rejects.toThrow('but received a Map')
    const round: Record<string, unknown> = {}
    round.again = round
    await expect(saveCheckpoint(file('no'), round as never)).rejects.toThrow('a state of at most 100 levels')
    expect(existsSync(file('no'))).toBe(false)
  })
})

describe('a file that cannot be written', () => {
  const { open } = fs
  afterEach(() => {
    fs.open = open
    syncBuiltinESMExports()
  })

  const keepsTheLast = async (path: string, message: string) => {
    const failed: unknown = await saveCheckpoint(path, { a: 2 }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(CheckpointError)
    expect((failed as Error).message).toMatch(`saveCheckpoint: ${path}: could not be written (${message}`)
    expect((failed as Error).message).toContain('a file that was there before is untouched')
    expect((failed as Error).cause).toMatchObject({ code: message.slice(0, message.indexOf(':')) })
  }

  test('disk full', async () => {
    await saveCheckpoint(file('full'), { a: 1 })
    fs.open = (async (...args: Parameters<typeof open>) => {
      const handle = await open(...args)
      handle.write = () =>
        Promise.reject(
          Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
        )
      return handle
    }) as typeof open
    syncBuiltinESMExports()
    await keepsTheLast(file('full'), 'ENOSPC: no space left on device, write')
    expect(await loadCheckpoint(file('full'))).toEqual({ a: 1 })
    expect(readdirSync(dirname(file('full'))).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('no permission', async () => {
    await saveCheckpoint(file('locked'), { a: 1 })
    fs.open = (() =>
      Promise.reject(
        Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', syscall: 'open' })
      )) as typeof open
    syncBuiltinESMExports()
    await keepsTheLast(file('locked'), 'EACCES: permission denied')
    fs.open = open
    syncBuiltinESMExports()
    expect(await loadCheckpoint(file('locked'))).toEqual({ a: 1 })
  })

  test('folder gone, or a folder in its place', async () => {
    await keepsTheLast(file('nowhere/a'), 'ENOENT: no such file or directory')
    mkdirSync(file('folder'))
    await keepsTheLast(file('folder'), 'EISDIR: illegal operation on a directory')
  })
})

test('what killed writers left behind goes away after a minute, what others are writing stays', async () => {
  const old = new Date(Date.now() - 61_000)
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const leave = (name: string, time?: Date) => {
    writeFileSync(file(name), '')
    if (time) utimesSync(file(name), time, time)
    return name
  }
  const gone = leave(`.run.${dead}.00000000.tmp`, old)
  const stay = [
    leave(`.run.${process.pid}.00000000.tmp`, old),
    leave(`.run.${dead}.00000001.tmp`),
    leave(`.other.${dead}.00000000.tmp`, old),
    leave('.run.notes.tmp', old)
  ]
  await saveCheckpoint(file('run'), {})
  const names = readdirSync(dirname(file('run')))
  expect(names).not.toContain(gone)
  for (const name of stay) {
    expect(names).toContain(name)
    rmSync(file(name))
  }
})

// THALWEG_PYTHON names a Python that has torch and safetensors.
const python = process.env.THALWEG_PYTHON ?? 'python3'
const torch = spawnSync(python, ['-c', 'import torch, safetensors']).status === 0
if (!torch)
  console.log(`skipped: a checkpoint in PyTorch and back (${python} has no torch and safetensors; set THALWEG_PYTHON)`)

test.skipIf(!torch)('a checkpoint in PyTorch and back: equal values', async () => {
  const { problem, bitsOf } = await import('../train/problem.ts')
  const { trainer, loader } = problem()
  await trainer.fit(loader, { steps: 3 })
  await trainer.save(file('to-torch'))
  const program = `
import sys, torch
from safetensors.torch import load_file, save_file
tensors = load_file(sys.argv[1])
weights = {k[6:]: v for k, v in tensors.items() if k.startswith('model.')}
model = torch.nn.Sequential(torch.nn.Linear(6, 16), torch.nn.BatchNorm1d(16), torch.nn.ReLU(), torch.nn.Dropout(0.25), torch.nn.Linear(16, 3))
model.load_state_dict(weights)
model.eval()
x = torch.linspace(-1, 1, 12).reshape(2, 6)
print(model(x).flatten().tolist())
save_file(model.state_dict(), sys.argv[2])
`
  const { stdout, stderr } = spawnSync(python, ['-c', program, file('to-torch'), file('from-torch')], {
    encoding: 'utf8'
  })
  expect(stderr).toBe('')
  const { tensors } = await loadSafetensors(file('from-torch'))
  const before = bitsOf(trainer)
  trainer.model.loadStateDict(tensors)
  expect(bitsOf(trainer)).toBe(before)
  const x = tensor(Array.from({ length: 12 }, (_, k) => -1 + (2 * k) / 11)).reshape([2, 6])
  const y = (trainer.model.eval() as never as { forward(x: Tensor): Tensor }).forward(x)
  const got = JSON.parse(stdout) as number[]
  for (const [k, value] of [...y.data].entries()) expect(value).toBeCloseTo(got[k]!, 5)
  expect(readFileSync(file('from-torch')).length).toBeGreaterThan(0)
})
