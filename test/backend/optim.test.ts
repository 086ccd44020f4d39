// The optimizer rules: ten steps as in PyTorch, and native code equal to JavaScript to the bit for every set of flags.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RULES, type Rule, slotsOf } from '../../lib/backend/gen/optim.ts'
import { PreparedCall, run, Storage, setLevel } from '../../lib/backend/index.ts'
import { expectSameBits, FLOATS, floats, LEVELS } from './bits.ts'

interface Case {
  optimizer: 'SGD' | 'Adam' | 'AdamW'
  options: Record<string, number | boolean | [number, number]>
  dtype: 'float32' | 'float64'
  params: number[]
  grads: number[][]
  expected: number[][]
}
const golden = JSON.parse(readFileSync(new URL('../golden/rules.json', import.meta.url), 'utf8')) as { cases: Case[] }

const flagsOf = (rule: Rule, on: Record<string, boolean>): number =>
  rule.flags.reduce((mask, flag, k) => mask | (on[flag] ? 1 << k : 0), 0)
const numbersOf = (rule: Rule, values: Record<string, number>): number[] =>
  Array.from({ length: 12 }, (_, k) => {
    const name = rule.numbers[k]
    return name === undefined ? 0 : values[name]!
  })

/** Flags and numbers of step t (from 1 on). */
function settings(c: Case, t: number): [rule: Rule, flags: number, numbers: number[]] {
  const o = c.options as Record<string, number>
  const gradScale = c.options.maximize ? -1 : 1
  const lr = o.lr ?? 1e-3
  if (c.optimizer === 'SGD') {
    const { momentum = 0, dampening = 0, weight_decay: weightDecay = 0 } = o
    const on = {
      weightDecay: weightDecay !== 0,
      momentum: momentum !== 0,
      first: t === 1,
      nesterov: !!c.options.nesterov
    }
    const numbers = { gradScale, lr, weightDecay, momentum, oneMinusDampening: 1 - dampening }
    return [RULES.sgd, flagsOf(RULES.sgd, on), numbersOf(RULES.sgd, numbers)]
  }
  const [beta1, beta2] = (c.options.betas as [number, number]) ?? [0.9, 0.999]
  const weightDecay = o.weight_decay ?? (c.optimizer === 'AdamW' ? 0.01 : 0)
  const decoupled = c.optimizer === 'AdamW' || !!c.options.decoupled_weight_decay
  const on = { weightDecay: weightDecay !== 0 && !decoupled, amsgrad: !!c.options.amsgrad }
  const numbers = {
    gradScale,
    decay: decoupled ? 1 - lr * weightDecay : 1,
    weightDecay,
    oneMinusBeta1: 1 - beta1,
    beta2,
    oneMinusBeta2: 1 - beta2,
    stepSize: lr / (1 - beta1 ** t),
    rootScale: 1 / Math.sqrt(1 - beta2 ** t),
    epsInside: 0,
    eps: o.eps ?? 1e-8
  }
  return [RULES.adam, flagsOf(RULES.adam, on), numbersOf(RULES.adam, numbers)]
}

test.each(golden.cases.map((c) => [`${c.optimizer} ${JSON.stringify(c.options)} ${c.dtype}`, c] as const))(
  '%s',
  (_, c) => {
    const make = (values: number[]): Storage =>
      new Storage(c.dtype === 'float32' ? new Float32Array(values) : new Float64Array(values))
    const tolerance = c.dtype === 'float32' ? 2e-6 : 1e-12
    for (const level of ['js', ...LEVELS] as const) {
      setLevel(level)
      const p = make(c.params)
      const states: Storage[] = []
      for (const [k, gradient] of c.grads.entries()) {
        const [rule, flags, numbers] = settings(c, k + 1)
        const slots = slotsOf(rule.rule, flags)
        while (states.length < slots) states.push(make(new Array<number>(c.params.length).fill(0)))
        const sizes = [rule.rule, flags, 1, slots, c.params.length]
        run('optim', [p, make(gradient), ...states], sizes, numbers)
        for (const [i, want] of c.expected[k]!.entries()) {
          const error = Math.abs(p.array[i]! - want) / Math.max(Math.abs(want), 0.1)
          expect(error, `step ${k + 1}, element ${i}: ${p.array[i]} instead of ${want}`).toBeLessThan(tolerance)
        }
      }
    }
  }
)

const NUMBERS = [0.7, 0.9, 0.3, 0.1, 0.99, 0.01, 0.05, 1.4, 1e-8, 0.2, 0.6, 0.4]

// p, g and the states of a list of tensors; squares must not be negative, so that roots stay numbers.
function buffers(dtype: 'float32' | 'float64', lengths: readonly number[], slots: number, special: number): Storage[] {
  const tensors: Storage[] = []
  for (let k = 0; k < 2 + slots; k++) {
    for (const [i, length] of lengths.entries()) {
      const storage = floats(dtype, length, { seed: 10 * k + i, special, shift: (i + k) % 2 })
      if (k >= 3)
        storage.array.forEach((x, at) => {
          storage.array[at] = Math.abs(x)
        })
      tensors.push(storage)
    }
  }
  return tensors
}

test.each(Object.entries(RULES) as [string, Rule][])('%s has the same bits everywhere', (_, rule) => {
  for (let flags = 0; flags < 1 << rule.flags.length; flags++) {
    const slots = slotsOf(rule.rule, flags)
    for (const dtype of FLOATS) {
      for (const lengths of [[0], [1], [7, 16, 0, 17], [1000, 3]]) {
        const sizes = [rule.rule, flags, lengths.length, slots, ...lengths]
        expectSameBits('optim', buffers(dtype, lengths, slots, 6), sizes, NUMBERS, [1])
      }
      const lengths = [20_011, 5, 30_000, 4096]
      const sizes = [rule.rule, flags, lengths.length, slots, ...lengths]
      expectSameBits('optim', buffers(dtype, lengths, slots, 50), sizes, NUMBERS)
    }
  }
})

test('any list of lengths', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(40), fc.nat(9000)), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...FLOATS),
      (lengths, dtype) => {
        const sizes = [RULES.adam.rule, 0, lengths.length, 2, ...lengths]
        expectSameBits('optim', buffers(dtype, lengths, 2, 20), sizes, NUMBERS, [1, 3])
      }
    ),
    { numRuns: 40 }
  )
})

test('a wrong number of states, an unknown rule or flag is refused', () => {
  const p = floats('float32', 4)
  const call = (rule: number, flags: number, slots: number) => () =>
    run(
      'optim',
      [p, floats('float32', 4), ...Array.from({ length: slots }, () => floats('float32', 4))],
      [rule, flags, 1, slots, 4],
      NUMBERS
    )
  expect(call(RULES.adam.rule, 0, 1)).toThrow('optim: expected slots(rule, flags) == slots')
  expect(call(RULES.adam.rule, 99, 2)).toThrow('slots(rule, flags) == slots')
  expect(call(1000, 0, 0)).toThrow('slots(rule, flags) == slots')
  expect(call(RULES.adam.rule, 0, 2)).not.toThrow()
})

test('a prepared call is the call it was, and refuses a buffer that went away', () => {
  const [p, q] = [floats('float32', 40), floats('float32', 40)]
  const [g, h] = [floats('float32', 40, { seed: 2 }), floats('float32', 40, { seed: 2 })]
  const sizes = [RULES.sgd.rule, 0, 1, 0, 40]
  for (const level of ['js', ...LEVELS] as const) {
    setLevel(level)
    const call = new PreparedCall('optim', [p, g], sizes, NUMBERS)
    call.run(NUMBERS)
    run('optim', [q, h], sizes, NUMBERS)
    expect(p.array).toEqual(q.array)
  }
  const call = new PreparedCall('optim', [p, g], sizes, NUMBERS)
  structuredClone(g.array.buffer, { transfer: [g.array.buffer as ArrayBuffer] })
  expect(() => call.run(NUMBERS)).toThrow('optim: expected g[0] to hold 40 elements from offset 0 on but it has 0')
  expect(() => new PreparedCall('optim', [p, p], sizes, NUMBERS)).toThrow('to overlap no other')
})
