// Every optimizer against PyTorch: ten steps over its options, a hundred steps on functions of two numbers; and native
// code equal to JavaScript to the bit, one thread equal to two.
import { afterEach, expect, test } from 'vitest'
import { setAlwaysParallel, setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { LEVELS } from '../backend/bits.ts'
import { type Case, cases, setGradients, setUp } from './golden.ts'

// How far an element may be from the wanted value after a number of steps.
function allowed({ dtype, optimizer, options }: Case, want: number, steps: number): number {
  // PyTorch makes the momentum orthogonal in bfloat16, with its own error in every step.
  if (optimizer === 'Muon') return 2e-2 * (options.lr as number) * steps
  // Its eigenvalues are right to the precision of the largest, against which the epsilon next to them is small.
  const factor = optimizer === 'Shampoo' ? 10 : 1
  return factor * (dtype === 'float32' ? 2e-6 : 1e-12) * Math.max(Math.abs(want), 0.1)
}

afterEach(() => {
  setAlwaysParallel(false)
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

cases.forEach((c, number) => {
  test(`${number}: ${c.optimizer} ${JSON.stringify(c.options)} ${c.groups ? 'groups ' : ''}${c.dtype}`, () => {
    setBackend('js')
    const js = points(c)
    for (const [step, params] of c.expected.entries()) {
      for (const [k, values] of params.entries()) {
        for (const [i, want] of values.entries()) {
          const got = js[step]![k]![i]!
          const error = Math.abs(got - want)
          expect(error, `step ${step + 1}, parameter ${k}, element ${i}: ${got} instead of ${want}`).toBeLessThan(
            allowed(c, want, step + 1)
          )
        }
      }
    }
    if (LEVELS.length === 0) return
    setBackend('native')
    for (const threads of [1, 2]) {
      setNumThreads(threads)
      setAlwaysParallel(true)
      expect(points(c)).toEqual(js)
    }
  })
})
