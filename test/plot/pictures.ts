// Pictures of every kind from fixed data, for the tests of this folder and for child.ts, which draws them in another process.
import { gaussian, rosenbrock, sumOf } from '../../lib/landscapes/index.ts'
import { Adam, RMSprop, SGD } from '../../lib/optim/index.ts'
import { cosineAnnealingLR, stepLR } from '../../lib/optim/schedules/index.ts'
import {
  type Picture,
  plotCalibration,
  plotConfusion,
  plotHistory,
  plotLandscape,
  plotSchedules,
  plotTrajectories
} from '../../lib/plot/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { type Minimized, minimize } from '../../lib/train/index.ts'

/** The runs of the courses: 99 steps on Rosenbrock's valley from (-1, 2). */
export function runs(): Record<string, Minimized> {
  const run = (optimizer: (params: readonly Tensor[]) => SGD | RMSprop | Adam): Minimized =>
    minimize(rosenbrock, { params: [-1, 2].map((v) => tensor(v, { requiresGrad: true })), optimizer, steps: 99 })
  return {
    Momentum: run((params) => new SGD(params, { lr: 1e-3, momentum: 0.9 })),
    RMSprop: run((params) => new RMSprop(params, { lr: 0.2, alpha: 0.9 })),
    Adam: run((params) => new Adam(params, { lr: 0.9 }))
  }
}

const epoch = Array.from({ length: 20 }, (_, k) => k + 1)
/** A run that falls from 2 / rate, with a loss that is not finite in epoch 7. */
export const history = (rate: number) => ({
  epoch,
  trainLoss: epoch.map((k) => (k === 7 ? Number.NaN : 2 / (rate * k))),
  valLoss: epoch.map((k) => 2 / (rate * k) + 0.1),
  trainAccuracy: epoch.map((k) => 1 - 0.9 / k),
  learningRate: epoch.map((k) => 0.1 / k)
})

/** All of them by name. */
export function pictures(): Record<string, Picture> {
  return {
    landscape: plotLandscape(rosenbrock, { trajectories: runs() }),
    holes: plotLandscape(
      sumOf(gaussian({ mean: [1, 0], sigma: 0.5 }), gaussian({ mean: [-1, 0], sigma: [0.3, 0.6] })),
      { points: 30 }
    ),
    trajectories: plotTrajectories(runs(), { landscape: rosenbrock, animate: true }),
    history: plotHistory(
      { a: [history(1), history(1.5), history(2)], 'b <&> "c"': history(0.5) },
      { smooth: 0.5, log: true }
    ),
    schedules: plotSchedules(
      { step: stepLR({ stepSize: 30 }), cosine: cosineAnnealingLR({ tMax: 100 }) },
      { steps: 100, lr: 0.1 }
    ),
    confusion: plotConfusion(
      [
        [8, 2],
        [1, 9]
      ],
      { names: ['cat', 'dog'] }
    ),
    calibration: plotCalibration([0.9, 0.8, 0.3, 0.6], [1, 1, 0, 0])
  }
}
