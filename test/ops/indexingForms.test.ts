// Ops that sort, scan, index and arrange, beyond what golden data say: forms of calling, views, ops in place, dtypes, errors.
import { describe, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { noGrad } from '../../lib/autograd/tape.ts'
import { setBackend } from '../../lib/backend/index.ts'
import { AutogradError, IndexError, OptionError, ShapeError } from '../../lib/errors.ts'
import * as ops from '../../lib/ops/index.ts'
import { arange, logspace, ones, tensor, zeros } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

const ints = (...values: number[]): Tensor => tensor(values, { dtype: 'int32' })
const x = arange(12, { dtype: 'float32' }).reshape([3, 4])
const plain = (y: unknown): unknown =>
  y instanceof Tensor ? [y.dtype, y.toArray()] : Object.values(y as object).map((part) => plain(part))

test.each<[string, unknown, unknown]>([
  ['sort', x.sort(0, { descending: true }), x.sort({ dim: 0, descending: true })],
  ['argsort', x.argsort(0), x.argsort({ dim: 0 })],
  ['topk', x.topk(2, { largest: false }), x.topk({ k: 2, largest: false })],
  ['kthvalue', x.kthvalue(2), x.kthvalue({ k: 2 })],
  ['median', x.median(1, { keepdim: true }), x.median({ dim: 1, keepdim: true })],
  ['quantile', x.quantile(0.5, { dim: 1 }), x.quantile({ q: 0.5, dim: 1 })],
  ['quantile of a tensor', x.quantile(tensor([0.5]), { dim: 1 }), x.quantile([0.5], { dim: 1 })],
  ['cumsum', x.cumsum(1), x.cumsum({ dim: 1 })],
  ['diff', x.diff(2, { dim: 1 }), x.diff({ n: 2, dim: 1 })],
  ['narrow', x.narrow(1, 1, 2), x.narrow({ dim: 1, start: 1, length: 2 })],
  ['select', x.select(1, 2), x.select({ dim: 1, index: 2 })],
  ['movedim', x.movedim(0, 1), x.movedim({ source: 0, destination: 1 })],
  ['moveaxis', x.moveaxis(0, 1), x.movedim(0, 1)],
  ['swapdims', x.swapdims(0, 1), x.T],
  ['repeat', x.repeat(2, 1), x.repeat({ repeats: [2, 1] })],
  ['unflatten', x.unflatten(1, [2, 2]), x.unflatten({ dim: 1, sizes: [2, 2] })],
  ['split', x.split([1, 3], { dim: 1 }), x.split({ splitSize: [1, 3], dim: 1 })],
  ['concat', ops.concat(x, x, 1), ops.cat(x, x, { dim: 1 })],
  ['rowStack', ops.rowStack(x, x), ops.vstack(x, x)],
  ['mT', x.mT, x.t()],
  ['unfold', x.unfold(1, 2, 2), x.unfold({ dimension: 1, size: 2, step: 2 })],
  ['maskedFill', x.maskedFill(x.gt(3), 0), x.maskedFill(x.gt(3), { value: 0 })],
  ['maskedFill by a scalar', x.maskedFill(x.gt(3), tensor(0)), x.maskedFill(x.gt(3), 0)],
  ['indexFill', x.indexFill(ints(0), 1, 5), x.indexFill(ints(0), { dim: 1, value: 5 })],
  ['scatter', x.scatter(ints(0).reshape([1, 1]), { dim: 0, value: 5 }), x.clone().put([0, 0], 5)],
  ['take of int64', x.take(tensor([3], { dtype: 'int64' })), tensor([3])]
])('%s by position and by name', (name, given, named) => {
  expect(plain(given), name).toEqual(plain(named))
})

describe('at', () => {
  test('numbers and slices give views, tensors give copies', () => {
    const y = zeros([2, 3])
    y.at(':', 1).add_(1)
    y.at([null, null, 2], '2:').add_(5)
    expect(y.toArray()).toEqual([
      [0, 1, 5],
      [0, 1, 0]
    ])
    y.at(ints(0)).add_(9)
    expect(y.sum().item()).toBe(7)
  })

  test('put writes through views and adds up where it is asked to', () => {
    const y = zeros([3, 2])
    expect(y.T.put([':', ints(0, 2)], tensor([1, 2]))).toBeInstanceOf(Tensor)
    expect(y.toArray()).toEqual([
      [1, 1],
      [0, 0],
      [2, 2]
    ])
    y.put([ints(1, 1)], 1, { accumulate: true })
    expect(y.at(1).toArray()).toEqual([2, 2])
    y.put(0, true)
    expect(y.at(0).toArray()).toEqual([1, 1])
  })

  const refused: [() => unknown, new (message: string) => Error, string][] = [
    [() => x.at(3), IndexError, 'at: expected an index from -3 to 2 for a size of 3 but received 3'],
    [() => x.at(0, 0, 0), IndexError, 'at: expected at most 2 indices for 2 dimensions but received 3'],
    [() => x.at('...', '...'), OptionError, "at: expected '...' once but received it 2 times"],
    [() => x.at('a' as never), OptionError, "at: expected a number, ':', 'start:end:step'"],
    [() => x.at([0, 1, 0]), OptionError, 'at: expected a step that is not 0'],
    [() => x.at([0.5]), OptionError, 'at: expected [start, end, step] of whole numbers but received [0.5]'],
    [() => x.at(ints(5)), IndexError, 'at: expected index from -3 to 2 but received 5 at position 0'],
    [() => x.at(tensor([true])), IndexError, 'at: expected a mask of shape [3] for these dimensions but received [1]'],
    [() => x.at(tensor([0.5])), ShapeError, 'at: expected index to be int32 or int64 but received float32'],
    [() => x.put([[null, null, -1]], 1), OptionError, 'put: expected steps above 0 but received a negative one'],
    [() => x.put(0, ones([3])), ShapeError, 'copy_: expected an operand that broadcasts'],
    [() => x.put([ints(0)], ones([3])), ShapeError, 'put: shapes do not broadcast: [3] and [1, 4]']
  ]
  test.each(refused)('%s', (call, kind, message) => {
    expect(call).toThrow(kind)
    expect(call).toThrow(message)
  })
})

describe('in place', () => {
  test('the same as the op that makes a new tensor, also through a view', () => {
    const [mask, index, source] = [x.gt(5), ints(2, 0), ones([2, 4])]
    const calls: Record<string, (t: Tensor, name: string) => Tensor> = {
      maskedFill: (t, name) => call(t, name, mask, -1),
      maskedScatter: (t, name) => call(t, name, mask, ones([12])),
      scatter: (t, name) => call(t, name, ints(2, 0, 1, 1).reshape([1, 4]), ones([1, 4]), 0),
      scatterAdd: (t, name) => call(t, name, ints(2, 0, 1, 1).reshape([1, 4]), ones([1, 4]), 0),
      scatterReduce: (t, name) =>
        call(t, name, ints(2, 0, 1, 1).reshape([1, 4]), ones([1, 4]), { dim: 0, reduce: 'amax' }),
      indexAdd: (t, name) => call(t, name, index, source, 0),
      indexCopy: (t, name) => call(t, name, index, source, 0),
      indexFill: (t, name) => call(t, name, index, { dim: 1, value: 4 }),
      indexReduce: (t, name) => call(t, name, index, source, { dim: 0, reduce: 'prod' }),
      indexPut: (t, name) => call(t, name, [index], 3),
      tril: (t, name) => call(t, name, 1),
      triu: (t, name) => call(t, name),
      cumsum: (t, name) => call(t, name, 1),
      cumprod: (t, name) => call(t, name, 0)
    }
    for (const [name, run] of Object.entries(calls)) {
      const wanted = run(x, name).toArray()
      const own = x.clone()
      expect(run(own, `${name}_`), name).toBe(own)
      expect(own.toArray(), name).toEqual(wanted)
      const wide = zeros([4, 3])
      const view = wide.T
      view.copy_(x)
      run(view, `${name}_`)
      expect(wide.T.toArray(), name).toEqual(wanted)
    }
  })

  const call = (t: Tensor, name: string, ...rest: unknown[]): Tensor =>
    (t as unknown as Record<string, (...rest: unknown[]) => Tensor>)[name]!(...rest)

  test('fillDiagonal_', () => {
    expect(zeros([2, 3]).fillDiagonal_(5).toArray()).toEqual([
      [5, 0, 0],
      [0, 5, 0]
    ])
    const wrapped = zeros([7, 3]).fillDiagonal_(1, { wrap: true })
    expect(wrapped.sum(1).toArray()).toEqual([1, 1, 1, 0, 1, 1, 1])
    expect(zeros([2, 2, 2]).fillDiagonal_(1).sum().item()).toBe(2)
  })

  test('a leaf that requires a gradient is left alone outside noGrad', () => {
    const leaf = tensor([1, 2], { requiresGrad: true })
    expect(() => leaf.maskedFill_(leaf.gt(1), 0)).toThrow(AutogradError)
    expect(() => leaf.put(0, 5)).toThrow('put: a leaf that requires a gradient was to be changed in place')
    noGrad(() => leaf.put(0, 5))
    expect(leaf.toArray()).toEqual([5, 2])
  })
})

test('integers and bools keep their dtype; positions are int32, counts and sums int64', () => {
  expect(plain(ints(3, 1).sort())).toEqual([
    ['int32', [1, 3]],
    ['int32', [1, 0]]
  ])
  expect(plain(ints(3, 1).topk(1).values)).toEqual(['int32', [3]])
  expect(plain(ints(3, 1).cumsum(0))).toEqual(['int64', [3, 4]])
  expect(plain(ints(3, 1).cumsum(0, { dtype: 'float32' }))).toEqual(['float32', [3, 4]])
  expect(plain(tensor([true, false]).flip(0))).toEqual(['bool', [false, true]])
  expect(ints(0, 1).bincount().dtype).toBe('int64')
  expect(() => tensor([2 ** 52, 2 ** 52], { dtype: 'int64' }).cumsum(0)).toThrow(
    'cumsum: expected numbers that fit int64'
  )
  expect(plain(ints(1, 5).scatterReduce(ints(0, 0), ints(7, 8), { dim: 0, reduce: 'mean' }))).toEqual(['int32', [5, 5]])
})

test('sort, topk and scans of large tensors: the same bits on both backends and for any dimension', () => {
  const big = randn([40, 300], { generator: new Generator(3) })
  const run = (name: 'native' | 'js'): unknown[] => {
    setBackend(name)
    return [0, 1].flatMap((dim) => [
      plain(big.sort(dim)),
      plain(big.topk(7, { dim })),
      plain(big.cumsum(dim)),
      plain(big.cumprod(dim)),
      plain(big.logcumsumexp(dim))
    ])
  }
  const js = run('js')
  expect(run('native')).toEqual(js)
})

test('logspace', () => {
  expect(logspace(0, 4, 3, { base: 2 }).toArray()).toEqual([1, 4, 16])
  expect(logspace(-1, 1, 3, { dtype: 'float64' }).toArray()).toEqual([0.1, 1, 10])
  expect(() => logspace(0, 1, 2, { base: Number.NaN })).toThrow('logspace: expected base to be a finite number')
})

test.each<[() => unknown, string]>([
  [() => x.topk(5), 'topk: expected k from 0 to 4 but received 5'],
  [() => x.kthvalue(0), 'kthvalue: expected k from 1 to 4 but received 0'],
  [() => x.msort(1 as never), 'msort: expected an object of options but received 1'],
  [() => zeros([0]).median(), 'median: expected at least one element along dimension 0 of shape [0]'],
  [() => x.quantile(1.5), 'quantile: expected q to be from 0 to 1 but received 1.5'],
  [() => ints(-1).bincount(), 'bincount: expected integers >= 0 but received -1'],
  [() => x.histc(0), 'histc: expected bins to be a whole number >= 1 but received 0'],
  [() => x.flip([0, 0]), 'flip: expected each dimension once but received [0, 0]'],
  [() => x.roll([1, 2]), 'roll: expected one shift without dims but received [1, 2]; pass dims'],
  [() => x.repeat(2), 'repeat: expected at least 2 repeats for shape [3, 4] but received [2]'],
  [() => x.narrow(1, 3, 2), 'narrow: expected start and length within a size of 4 but received 3 and 2'],
  [() => x.hsplit(3), 'hsplit: expected sections to be a whole number >= 1 that divides 4, or positions in an array'],
  [
    () => x.split([1, 1], { dim: 1 }),
    'split: expected sizes that add up to 4, the size of dimension 1, but received [1, 1]'
  ],
  [() => x.scatter(ints(0).reshape([1, 1]), null, 0), 'scatter: expected a source or a value but received neither'],
  [() => x.indexAdd(ints(0), ones([1, 3]), 0), 'indexAdd: expected source of shape [1, 4] but received [1, 3]'],
  [
    () => x.maskedScatter(x.ge(0), ones([2])),
    'maskedScatter: expected a source of at least 12 elements but received 2'
  ],
  [() => x.unfold(1, 5, 1), 'unfold: expected size from 0 to 4 and step >= 1 but received 5 and 1'],
  [() => x.selectScatter(ones([2]), 0, 0), 'selectScatter: expected source of shape [4] but received [2]'],
  [() => ops.meshgrid(x), 'meshgrid: expected vectors or scalars but received [3, 4]'],
  [() => ops.block([[x], x]), 'block: expected arrays of equal depth but received blocks next to arrays'],
  [
    () => x.scatter(ints(9).reshape([1, 1]), ones([1, 1]), 0),
    'scatter: expected index from 0 to 2 but received 9 at position 0'
  ]
])('%s', (call, message) => {
  expect(call).toThrow(message)
})
