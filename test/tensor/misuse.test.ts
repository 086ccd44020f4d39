// Tensors made of what does not fit, read in odd ways, or whose memory somebody took away.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { keep, scope } from '../../lib/autograd/scope.ts'
import { enableGrad, noGrad } from '../../lib/autograd/tape.ts'
import { BufferError, OptionError, ShapeError, ThalwegError } from '../../lib/errors.ts'
import { arange, fromArray, full, linspace, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator } from '../../lib/tensor/random.ts'

const any = (value: unknown): never => value as never

test('what creation refuses', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  const range = 'expected numbers that fit int32, from -2^31 to 2^31 - 1, but received'
  const refused: [() => unknown, string][] = [
    [() => tensor(any(cyclic)), 'tensor: expected arrays nested at most 64 deep but found more'],
    [() => tensor([1, 2 ** 31], { dtype: 'int32' }), `tensor: ${range} 2147483648`],
    [() => tensor([Number.NaN], { dtype: 'int32' }), `tensor: ${range} NaN`],
    [() => tensor(new Float64Array([-1e10]), { dtype: 'int32' }), `tensor: ${range} -10000000000`],
    [() => full([1], 2 ** 31, { dtype: 'int32' }), `full: ${range} 2147483648`],
    [() => arange(2 ** 31 - 1, 2 ** 31 + 1), `arange: ${range} 2147483648`],
    [
      () => tensor(BigInt64Array.of(2n ** 53n)),
      'tensor: expected numbers that fit int64, from -(2^53 - 1) to 2^53 - 1, but received 9007199254740992'
    ],
    [
      () => tensor([1, 256], { dtype: 'uint8' }),
      'tensor: expected numbers that fit uint8, from 0 to 255, but received 256'
    ],
    [() => full([1], -1, { dtype: 'uint8' }), 'full: expected numbers that fit uint8, from 0 to 255, but received -1'],
    [() => fromArray(Float64Array.of(2 ** 53), [1], { dtype: 'int64' }), 'fromArray: expected numbers that fit int64'],
    [() => tensor(any(new DataView(new ArrayBuffer(8)))), 'tensor: expected a typed array of numbers'],
    [() => tensor([1], any({ dtpe: 'int32' })), 'tensor: unknown option dtpe; did you mean dtype?'],
    [() => zeros([1], any(null)), 'zeros: expected an object of options but received null'],
    [() => zeros(any([5n])), 'zeros: expected a shape of whole numbers >= 0 but received [5n]'],
    [() => zeros(new Array(65).fill(1)), 'zeros: expected a shape of at most 64 dimensions but received 65'],
    [() => full([1], any('x')), "full: expected value to be a number but received 'x'"],
    [() => linspace(0, any('1'), 3), "linspace: expected end to be a finite number but received '1'"],
    [() => fromArray(any(undefined)), 'fromArray: expected values to be a typed array but received undefined'],
    [() => keep(any(undefined)), 'keep: expected t to be a tensor but received undefined'],
    [() => noGrad(any(undefined)), 'noGrad: expected a function but received undefined'],
    [() => enableGrad(any(1)), 'enableGrad: expected a function but received 1'],
    [() => new Generator(1).setState(any(null)), 'Generator.setState: expected { seed, counter }']
  ]
  for (const [call, message] of refused) {
    expect(call).toThrow(ThalwegError)
    expect(call).toThrow(message)
  }
  expect(tensor([-(2 ** 31), 2 ** 31 - 1, 1.5], { dtype: 'int32' }).toArray()).toEqual([-(2 ** 31), 2 ** 31 - 1, 1])
  expect(full([2], any(false), { dtype: 'bool' }).toArray()).toEqual([false, false])
})

test('printing and toArray leave a view what it is', () => {
  const x = arange(4).reshape([2, 2])
  const view = x.transpose()
  expect(String(view)).toContain('[1, 3]')
  expect(view.toArray()).toEqual([
    [0, 2],
    [1, 3]
  ])
  view.fill_(7)
  expect(x.toArray()).toEqual([
    [7, 7],
    [7, 7]
  ])
})

test('an empty tensor prints at once, however large a size is', () => {
  expect(String(zeros([2 ** 40, 0]))).toBe('tensor([], size=[1099511627776, 0])')
})

test('a tensor whose buffer was transferred says so', () => {
  const array = new Float32Array(3)
  const x = fromArray(array)
  const one = fromArray(new Float32Array(1), [])
  for (const t of [x, one]) structuredClone(0, { transfer: [t.data.buffer as ArrayBuffer] })
  for (const call of [() => x.data, () => String(x), () => x.toArray(), () => one.item()]) {
    expect(call).toThrow(BufferError)
    expect(call).toThrow('its ArrayBuffer was transferred to another thread or detached')
  }
  expect(() => x.add(1)).toThrow(BufferError)
})

test('a buffer that was transferred inside a scope is not handed out again', () => {
  const sizes = [3, 100, 5000]
  for (const n of sizes) scope(() => structuredClone(0, { transfer: [ones([n]).data.buffer as ArrayBuffer] }))
  for (const n of sizes) expect(scope(() => ones([n]).sum().item())).toBe(n)
})

test('a grad of the user is added to as it is laid out, and refused when it does not fit', () => {
  const leaf = ones([2, 3], { requiresGrad: true })
  const factors = tensor([
    [1, 2, 3],
    [4, 5, 6]
  ])
  const expected = factors.toArray()
  for (const grad of [zeros([3, 2]).transpose(), zeros([1]).expand([2, 3])]) {
    leaf.grad = grad
    leaf.mul(factors).sum().backward()
    expect(leaf.grad.toArray()).toEqual(expected)
    leaf.grad = grad
    ones([1, 3])
      .linear(leaf)
      .mul(tensor([[1, 10]]))
      .sum()
      .backward()
    expect(leaf.grad.toArray()).toEqual([
      [1, 1, 1],
      [10, 10, 10]
    ])
  }
  const backward = () => leaf.mul(factors).sum().backward()
  leaf.grad = zeros([3])
  expect(backward).toThrow(
    new ShapeError('backward: expected the grad of a leaf to have its shape [2, 3] but it has [3]')
  )
  leaf.grad = zeros([2, 3], { dtype: 'float64' })
  expect(backward).toThrow('backward: expected the grad of a leaf to be float32 but received float64')
  leaf.grad = any(5)
  expect(backward).toThrow(OptionError)
  expect(() => leaf.sum().backward(undefined, any({ retain: true }))).toThrow('backward: unknown option retain')
})
