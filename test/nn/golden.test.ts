// Every layer against PyTorch in float64: names and shapes of its state dict, outputs, gradients, running statistics
// (test/golden/modules.json, made by modules.py next to it).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as nn from '../../lib/nn/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

interface Numbers {
  shape: number[]
  data: number[]
  dtype?: string
}
interface Case {
  layer: string
  args: unknown[]
  options: Record<string, unknown>
  state: Record<string, Numbers>
  same: boolean
  inputs: Numbers[]
  outputs: Numbers[]
  upstream: Numbers[]
  inputGrads: (Numbers | null)[]
  grads: Record<string, Numbers>
  buffersAfter: Record<string, Numbers>
  eval: Numbers[]
}
interface Masked {
  batchFirst: boolean
  kind: 'bool' | 'float' | 'heads'
  average: boolean
  state: Record<string, Numbers>
  x: Numbers
  mask: Numbers
  padding: Numbers
  output: Numbers
  weights: Numbers
}

const path = new URL('../golden/modules.json', import.meta.url)
const file = JSON.parse(readFileSync(path, 'utf8')) as { layers: Case[]; attention: Masked[] }

const read = (n: Numbers, dtype: 'float64' | 'int32' | 'bool' = 'float64'): Tensor =>
  tensor(n.data, { shape: n.shape, dtype })
const states = (all: Record<string, Numbers>): nn.StateDict =>
  Object.fromEntries(Object.entries(all).map(([name, n]) => [name, read(n, n.dtype === 'int64' ? 'int32' : 'float64')]))

function close(got: Tensor | null | undefined, want: Numbers, what: string): void {
  expect(got?.shape, `${what}: shape`).toEqual(want.shape)
  const { data } = got!
  for (let k = 0; k < want.data.length; k++) {
    const wanted = want.data[k]!
    if (!(Math.abs(data[k]! - wanted) <= 1e-10 * Math.max(1, Math.abs(wanted)))) {
      expect.fail(`${what}: element ${k} is ${data[k]} instead of ${wanted}`)
    }
  }
}

const flat = (result: unknown): Tensor[] => (result instanceof Tensor ? [result] : (result as unknown[]).flatMap(flat))

type Made = nn.Module & { forward: (...inputs: Tensor[]) => unknown }

const WITHOUT_DTYPE = /Pool|Flatten|Identity|Dropout|LU$|Sigmoid|Tanh|Softmax|Softplus/

function make(c: Case): Made {
  const Layer = (nn as never as Record<string, new (...args: unknown[]) => Made>)[c.layer]!
  const options = WITHOUT_DTYPE.test(c.layer) ? c.options : { ...c.options, dtype: 'float64' }
  return Object.keys(options).length > 0 ? new Layer(...c.args, options) : new Layer(...c.args)
}

file.layers.forEach((c, number) => {
  test(`${number}: ${c.layer}(${JSON.stringify(c.args)}, ${JSON.stringify(c.options)})`, () => {
    const module = make(c)
    const own = module.stateDict()
    expect(Object.keys(own)).toEqual(Object.keys(c.state))
    for (const [name, n] of Object.entries(c.state)) expect(own[name]!.shape, name).toEqual(n.shape)
    expect(module.loadStateDict(states(c.state))).toEqual({ missing: [], unexpected: [] })

    const isIndex = c.layer === 'Embedding'
    let inputs = c.inputs.map((n) => read(n, isIndex ? 'int32' : 'float64'))
    if (c.same) inputs = inputs.map(() => inputs[0]!)
    if (!isIndex) for (const x of inputs) x.requiresGrad = true
    const outputs = flat(module.forward(...inputs))
    expect(outputs.length).toBe(c.outputs.length)
    outputs.forEach((y, k) => {
      close(y, c.outputs[k]!, `output ${k}`)
    })
    outputs.forEach((y, k) => {
      y.backward(read(c.upstream[k]!), { retainGraph: true })
    })
    inputs.forEach((x, k) => {
      if (c.inputGrads[k] !== null) close(x.grad, c.inputGrads[k]!, `gradient of input ${k}`)
    })
    const parameters = new Map(module.namedParameters())
    expect([...parameters.keys()]).toEqual(Object.keys(c.grads))
    for (const [name, g] of Object.entries(c.grads)) close(parameters.get(name)!.grad, g, `gradient of ${name}`)
    const after = module.stateDict()
    for (const [name, n] of Object.entries(c.buffersAfter)) close(after[name], n, name)
    flat(module.eval().forward(...inputs)).forEach((y, k) => {
      close(y, c.eval[k]!, `eval ${k}`)
    })
  })
})

file.attention.forEach((c, number) => {
  test(`${number}: masks ${c.kind}, batchFirst ${c.batchFirst}, average ${c.average}`, () => {
    const module = new nn.MultiheadAttention(6, 2, { batchFirst: c.batchFirst, dtype: 'float64' })
    module.loadStateDict(states(c.state))
    const x = read(c.x)
    const bool = c.kind === 'bool' ? 'bool' : 'float64'
    const masks = { attnMask: read(c.mask, bool), keyPaddingMask: read(c.padding, bool) }
    const [y, weights] = module.forward(x, x, x, { ...masks, needWeights: true, averageAttnWeights: c.average })
    close(y, c.output, 'output')
    close(weights, c.weights, 'weights')
    close(module.forward(x, x, x, masks), c.output, 'output of the kernel')
  })
})
