// ctcLoss: gradients by differences behind a log-softmax, no gradient of its gradient, and what is refused.
import { expect, test } from 'vitest'
import { gradcheck } from '../../../lib/autograd/gradcheck.ts'
import { AutogradError, IndexError, OptionError, ShapeError } from '../../../lib/errors.ts'
import { ctcLoss, tensor } from '../../../lib/index.ts'
import { Generator, randn } from '../../../lib/tensor/random.ts'

const options = { dtype: 'float64', generator: new Generator(4), requiresGrad: true } as const
const rows = (...values: number[]) => tensor(values, { shape: [2, 2], dtype: 'int32' })
const target = rows(1, 1, 2, 0)

test('gradients by differences', () => {
  const x = randn([4, 2, 3], options)
  expect(gradcheck((t) => ctcLoss(t!.logSoftmax(2), target, [4, 3], [2, 1], { reduction: 'none' }), [x])).toBe(true)
})

test('a graph of its gradients is refused by name', () => {
  const loss = ctcLoss(randn([4, 2, 3], options).logSoftmax(2), target, [4, 3], [2, 1])
  expect(() => loss.backward({ createGraph: true })).toThrow(AutogradError)
  expect(() => loss.backward({ createGraph: true })).toThrow('ctcLoss has no differentiable backward')
})

test('what is refused', () => {
  const x = randn([4, 2, 3], options).logSoftmax(2)
  const call = (...rest: unknown[]) => (ctcLoss as (...args: unknown[]) => unknown)(x, ...rest)
  const cases: [() => unknown, new (...args: never[]) => Error, string][] = [
    [
      () => call(rows(1, 3, 2, 0), [4, 3], [2, 1]),
      IndexError,
      'ctcLoss: expected targets from 0 to 2 but received 3 at position 1'
    ],
    [
      () => call(target, [5, 3], [2, 1]),
      OptionError,
      'ctcLoss: expected inputLengths to be whole numbers >= 0 and <= 4 but received 5'
    ],
    [() => call(target, [4], [2, 1]), OptionError, 'ctcLoss: expected 2 inputLengths but received 1'],
    [
      () => call(target, [4, 3], [3, 1]),
      ShapeError,
      'ctcLoss: expected targets (2, 3) or (4) for these targetLengths but received [2, 2]'
    ],
    [
      () => call(target, [4, 3], [2, 1], { blank: 3 }),
      OptionError,
      'ctcLoss: expected blank to be from 0 to 2 but received 3'
    ],
    [
      () => call(target, [4, 3], [2, 1], { blanks: 3 }),
      OptionError,
      'ctcLoss: unknown option blanks; did you mean blank?'
    ]
  ]
  for (const [run, kind, message] of cases) {
    expect(run).toThrow(kind)
    expect(run).toThrow(message)
  }
})
