// Layers and losses that are not about images against PyTorch in float64, on both backends: state dict, outputs, gradients and
// gradients of gradients (test/golden/families.json, made by families.py next to it).
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { grad } from '../../lib/autograd/grad.ts'
import { type BackendName, setBackend } from '../../lib/backend/index.ts'
import * as root from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { add, mul, sum } from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: (number | string)[]
  dtype?: 'float64' | 'int32' | 'bool'
  leaf?: boolean
}
interface Case {
  call?: string
  layer?: string
  construct?: unknown[]
  /** A function that changes how its weight is computed, and its options. */
  wrap?: [string, unknown]
  state?: Record<string, Numbers>
  train?: boolean
  args: unknown[]
  outputs: Numbers[]
  upstream: Numbers[]
  first: (Numbers | null)[]
  weights?: Numbers[]
  second?: (Numbers | null)[]
}

const path = new URL('../golden/families.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }

afterEach(() => setBackend('native'))

const read = ({ shape, data, dtype = 'float64' }: Numbers): Tensor => tensor(data.map(Number), { shape, dtype })

// Arguments as ours; the tensors that want gradients are put into `leaves`.
function decode(value: unknown, leaves: Tensor[]): unknown {
  if (Array.isArray(value)) return value.map((each) => decode(each, leaves))
  if (typeof value !== 'object' || value === null) return value
  if ('tensor' in value) {
    const numbers = value.tensor as Numbers
    const t = read(numbers)
    if (numbers.leaf) {
      t.requiresGrad = true
      leaves.push(t)
    }
    return t
  }
  if ('packed' in value) {
    return nn.packPaddedSequence(...(decode(value.packed, leaves) as Parameters<typeof nn.packPaddedSequence>))
  }
  if ('layer' in value) return make(value as never, [])
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each, leaves)]))
}

type Made = nn.Module & { forward: (...args: unknown[]) => unknown }

type Wrap = (module: nn.Module, options: unknown) => nn.Module

function make(
  { layer, construct, wrap }: Pick<Required<Case>, 'layer' | 'construct' | 'wrap'>,
  leaves: Tensor[]
): Made {
  const Layer = (nn as never as Record<string, new (...args: unknown[]) => Made>)[layer]!
  const made = new Layer(...(decode(construct, leaves) as unknown[])).to('float64')
  if (wrap === undefined) return made
  return (nn as never as Record<string, Wrap>)[wrap[0]]!(made, wrap[1]) as Made
}

function flat(result: unknown): Tensor[] {
  if (result instanceof Tensor) return [result]
  if (result instanceof nn.PackedSequence) return [result.data]
  return typeof result === 'object' && result !== null ? Object.values(result).flatMap(flat) : []
}

function close(got: Tensor | null | undefined, want: Numbers | null, what: string): void {
  if (want === null) {
    expect(got == null || got.data.every((v) => v === 0), `${what}: unused`).toBe(true)
    return
  }
  // What does not depend on a leaf may have no gradient here and zeros there.
  if (got == null && want.data.every((v) => v === 0)) return
  expect(got?.shape, `${what}: shape`).toEqual(want.shape)
  for (const [k, text] of want.data.entries()) {
    const [value, wanted] = [got!.data[k]!, Number(text)]
    const near = Object.is(value, wanted) || Math.abs(Number(value) - wanted) <= 1e-10 * Math.max(1, Math.abs(wanted))
    if (!near) expect.fail(`${what}: element ${k} is ${value} instead of ${wanted}`)
  }
}

// sum(a * b) over those of a that have a graph; null where none has.
function dots(a: readonly (Tensor | null)[], b: readonly (Numbers | null)[]): Tensor | null {
  const terms = a.flatMap((t, k) => (t?.requiresGrad ? [sum(mul(t, read(b[k]!)))] : []))
  return terms.length === 0 ? null : terms.reduce((x, y) => add(x, y))
}

function check(c: Case): void {
  const leaves: Tensor[] = []
  let result: unknown
  if (c.call !== undefined) {
    const call = ({ ...root, ...nn } as never as Record<string, (...args: unknown[]) => unknown>)[c.call]!
    result = call(...(decode(c.args, leaves) as unknown[]))
  } else {
    const module = make(c as never, leaves).train(c.train)
    expect(Object.keys(module.stateDict())).toEqual(Object.keys(c.state!))
    module.loadStateDict(Object.fromEntries(Object.entries(c.state!).map(([name, n]) => [name, read(n)])))
    result = module.forward(...(decode(c.args, leaves) as unknown[]))
    leaves.push(...module.parameters())
  }
  const outputs = flat(result)
  expect(outputs.length).toBe(c.outputs.length)
  for (const [k, y] of outputs.entries()) close(y, c.outputs[k]!, `output ${k}`)
  if (c.first.length === 0) return
  const total = dots(outputs, c.upstream)!
  const first = grad(total, leaves, { retainGraph: true, allowUnused: true })
  for (const [k, g] of first.entries()) close(g, c.first[k]!, `gradient ${k}`)
  if (c.second === undefined || c.second.every((g) => g === null)) return
  const onTape = grad(total, leaves, { createGraph: true, allowUnused: true })
  const again = dots(onTape, c.weights!)
  const second = again === null ? leaves.map(() => null) : grad(again, leaves, { allowUnused: true })
  for (const [k, g] of second.entries()) close(g, c.second[k]!, `second gradient ${k}`)
}

describe.each<BackendName>(['native', 'js'])('%s', (backend) => {
  cases.forEach((c, number) => {
    test(`${number}: ${c.call ?? `${c.layer} ${JSON.stringify(c.construct).slice(0, 80)}`}`, () => {
      setBackend(backend)
      check(c)
    })
  })
})
