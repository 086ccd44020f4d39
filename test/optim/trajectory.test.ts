// A hundred steps on functions of two numbers, with autograd, against PyTorch.
import { afterEach, expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import * as landscapes from '../../lib/landscapes/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { LEVELS } from '../backend/bits.ts'
import { classes, ours, type Trajectory, trajectories } from './golden.ts'

afterEach(() => {
  if (LEVELS.length > 0) setBackend('native')
})

function follow(c: Trajectory): { points: number[][]; losses: number[] } {
  const f = landscapes[c.function as keyof typeof landscapes] as landscapes.Landscape
  const xy = c.start.map((v) => tensor(v, { dtype: c.dtype, requiresGrad: true }))
  const optimizer = new classes[c.optimizer]!(xy, ours(c.options))
  const points = [xy.map((t) => t.item())]
  const losses = c.losses.map(() => {
    const loss = optimizer.step(() => {
      optimizer.zeroGrad()
      const value = f(xy[0]!, xy[1]!)
      value.backward()
      return value
    })
    points.push(xy.map((t) => t.item()))
    return Number(loss)
  })
  return { points, losses }
}

// Rounding that differs in the last place grows along a path.
function tolerance({ dtype, optimizer }: Trajectory): number {
  // LBFGS in float32 stops where the loss does not change any more, which is 1e-3 around a minimum with a flat valley.
  if (dtype === 'float32') return optimizer === 'LBFGS' ? 1e-3 : 1e-5
  return optimizer === 'LBFGS' ? 1e-8 : 1e-10
}

trajectories.forEach((c, number) => {
  test(`${number}: ${c.optimizer} ${JSON.stringify(c.options)} on ${c.function}, ${c.dtype}`, () => {
    setBackend('js')
    const js = follow(c)
    const near = (got: number, want: number, what: string): void => {
      const error = Math.abs(got - want) / Math.max(1, Math.abs(want))
      expect(error, `${what}: ${got} instead of ${want}`).toBeLessThan(tolerance(c))
    }
    for (const [step, want] of c.points.entries()) {
      for (const k of [0, 1]) near(js.points[step]![k]!, want[k]!, `point ${step}`)
    }
    for (const [step, want] of c.losses.entries()) near(js.losses[step]!, want, `loss ${step}`)
    if (LEVELS.length === 0) return
    setBackend('native')
    expect(follow(c)).toEqual(js)
  })
})

test('SGD with momentum 0.99 finds the end of the pathological channel', () => {
  const xy = [2.5, 2.5].map((v) => tensor(v, { requiresGrad: true }))
  const optimizer = new SGD(xy, { lr: 0.02, momentum: 0.99 })
  for (let step = 0; step < 99; step++) {
    optimizer.zeroGrad()
    landscapes.pathological(xy[0]!, xy[1]!).backward()
    optimizer.step()
  }
  expect(xy[0]!.item()).toBeCloseTo(0.811, 3)
  expect(xy[1]!.item()).toBeCloseTo(-6.3344, 3)
})
