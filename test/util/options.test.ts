import { describe, expect, test } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import {
  arrayOf,
  boolean,
  checkOptions,
  checkValue,
  either,
  func,
  nearest,
  number,
  oneOf,
  required,
  rule,
  show,
  text,
  wholeNumber
} from '../../lib/util/options.ts'

const rules = {
  lr: required(number({ min: 0 })),
  betas: arrayOf(number({ min: 0, below: 1 }), 2),
  weightDecay: number({ min: 0 }),
  amsgrad: boolean,
  mode: oneOf('min', 'max'),
  steps: wholeNumber({ above: 0, max: 10 }),
  name: text,
  decay: either(func, number())
}
const check = (options: unknown) => () => checkOptions('Adam', options, rules)

describe('checkOptions', () => {
  test('lets sound options through; undefined is left out', () => {
    check({ lr: 0 })()
    check({
      lr: 1,
      betas: [0, 0.9],
      amsgrad: false,
      mode: 'max',
      steps: 10,
      name: '',
      decay: () => 1,
      weightDecay: undefined
    })()
    checkOptions('f', undefined, { x: boolean })
  })

  test('names what was expected and what came', () => {
    const cases: [unknown, string][] = [
      [{}, 'Adam: expected lr, a finite number >= 0, but it is missing'],
      [undefined, 'Adam: expected lr, a finite number >= 0, but it is missing'],
      [null, 'Adam: expected an object of options but received null'],
      [[1], 'Adam: expected an object of options but received [1]'],
      [{ lr: -1 }, 'Adam: expected lr to be a finite number >= 0 but received -1'],
      [{ lr: Number.NaN }, 'Adam: expected lr to be a finite number >= 0 but received NaN'],
      [{ lr: '1' }, "Adam: expected lr to be a finite number >= 0 but received '1'"],
      [
        { lr: 1, betas: [0.9, 1] },
        'Adam: expected betas to be an array of 2 elements, each a finite number >= 0 and < 1 but received [0.9, 1]'
      ],
      [{ lr: 1, amsgrad: 1 }, 'Adam: expected amsgrad to be true or false but received 1'],
      [{ lr: 1, mode: 'mid' }, "Adam: expected mode to be one of 'min', 'max' but received 'mid'"],
      [{ lr: 1, steps: 0 }, 'Adam: expected steps to be a whole number > 0 and <= 10 but received 0'],
      [{ lr: 1, steps: 1.5 }, 'received 1.5'],
      [{ lr: 1, decay: 'x' }, "Adam: expected decay to be a function or a finite number but received 'x'"]
    ]
    for (const [options, message] of cases) {
      expect(check(options)).toThrow(OptionError)
      expect(check(options)).toThrow(message)
    }
  })

  test('refuses unknown names with the nearest right one', () => {
    expect(check({ lr: 1, weight_decay: 0 })).toThrow('Adam: unknown option weight_decay; did you mean weightDecay?')
    expect(check({ lr: 1, wieghtDecay: 0 })).toThrow('did you mean weightDecay?')
    expect(check({ lr: 1, beta: [0, 0] })).toThrow('did you mean betas?')
    expect(check({ lr: 1, momentum: 0 })).toThrow(
      'unknown option momentum; the options are lr, betas, weightDecay, amsgrad, mode, steps, name, decay'
    )
    expect(check({ lr: 1, toString: 0 })).toThrow('unknown option toString')
    expect(check(JSON.parse('{"lr":1,"__proto__":0}'))).toThrow('unknown option __proto__')
    expect(() => checkOptions('f', { a: 1 }, {})).toThrow('f: unknown option a; the options are none')
  })

  test('checkValue and own rules', () => {
    const even = rule('an even number', (v) => typeof v === 'number' && v % 2 === 0)
    checkValue('f', 'n', 2, even)
    expect(() => checkValue('f', 'n', 3, even)).toThrow('f: expected n to be an even number but received 3')
  })

  test('nearest and show', () => {
    expect(nearest('epch', ['epoch', 'each'])).toBe('epoch')
    expect(nearest('xyz', ['epoch'])).toBe(null)
    expect(nearest('sizeBatch', ['batchSize'])).toBe(null)
    expect(show([1, 'a', [2], null, undefined, 2n, 7])).toBe("[1, 'a', [...], null, undefined, 2n, ...]")
    expect(show(new Map())).toBe('a Map')
    expect(show({})).toBe('an object')
    expect(show(Object.create(null))).toBe('an object')
    expect(show('x'.repeat(100))).toBe(`'${'x'.repeat(57)}...'`)
  })
})
