// Every optimizer against PyTorch: ten steps over its options, a hundred steps on functions of two numbers; and native
// code equal to JavaScript to the bit, one thread equal to two.
import { afterEach, expect, test } from 'vitest'
import { setBackend, setEager, setNumThreads } from '../../lib/backend/index.ts'
import { LEVELS } from '../backend/bits.ts'
import { type Case, cases, setGradients, setUp } from './golden.ts'

// Which tolerance an element's value is held to, relative to the larger of it and 0.1.
function tolerance({ dtype }: Case): number {
  return dtype === 'float32' ? 2e-6 : 1e-12
}

afterEach(() => {
  setEager(false)
  if (LEVELS.length > 0) setBackend('native')
})

function points(c: Case): number[][][] {
  const { params, optimizer } = setUp(c)
  return c.grads.map((_, step) => {
    setGradients(c, params, step)
    optimizer.step()
    return params.map((p) => Array.from(p.data))
  })
}

const DONE = ['SGD', 'Adam', 'AdamW', 'RMSprop', 'Adagrad', 'Adadelta', 'Adamax', 'NAdam', 'RAdam', 'ASGD', 'Rprop']
cases
  .filter((c) => DONE.includes(c.optimizer))
  .forEach((c, number) => {
    test(`${number}: ${c.optimizer} ${JSON.stringify(c.options)} ${c.groups ? 'groups ' : ''}${c.dtype}`, () => {
      setBackend('js')
      const js = points(c)
      for (const [step, params] of c.expected.entries()) {
        for (const [k, values] of params.entries()) {
          for (const [i, want] of values.entries()) {
            const got = js[step]![k]![i]!
            const error = Math.abs(got - want) / Math.max(Math.abs(want), 0.1)
            expect(error, `step ${step + 1}, parameter ${k}, element ${i}: ${got} instead of ${want}`).toBeLessThan(
              tolerance(c)
            )
          }
        }
      }
      if (LEVELS.length === 0) return
      setBackend('native')
      for (const threads of [1, 2]) {
        setNumThreads(threads)
        setEager(true)
        expect(points(c)).toEqual(js)
      }
    })
  })
