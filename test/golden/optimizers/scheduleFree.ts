// Schedule-free SGD and AdamW: Defazio et al. 2024, algorithm 1 and its Adam form, by the three sequences x, y and z of the
// paper. The parameter holds y.
import { type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr: number
  momentum?: number
  betas?: [number, number]
  eps?: number
  weightDecay?: number
  warmupSteps?: number
  r?: number
  weightLrPower?: number
}

function formula(adaptive: boolean) {
  return (options: Options): Formula => {
    const { lr, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0, warmupSteps = 0, r = 0, weightLrPower = 2 } = options
    const beta1 = adaptive ? betas[0] : (options.momentum ?? 0.9)
    let x: number[] | null = null
    let z: number[] = []
    const v: number[] = []
    let total = 0
    let largest = 0
    return (y, g, t) => {
      if (x === null) {
        x = [...y]
        z = [...y]
      }
      const rate = lr * Math.min(1, warmupSteps === 0 ? 1 : t / warmupSteps)
      largest = Math.max(largest, rate)
      const weight = t ** r * largest ** weightLrPower
      total += weight
      for (const i of y.keys()) {
        let step = g[i]!
        if (adaptive) {
          v[i] = betas[1] * (v[i] ?? 0) + (1 - betas[1]) * step ** 2
          step /= Math.sqrt(v[i]! / (1 - betas[1] ** t)) + eps
        }
        z[i]! -= rate * (step + weightDecay * y[i]!)
        x[i] = (1 - weight / total) * x[i]! + (weight / total) * z[i]!
        y[i] = (1 - beta1) * z[i]! + beta1 * x[i]!
      }
    }
  }
}

const refused = [
  negative('lr'),
  negative('weightDecay'),
  [{ warmupSteps: 0.5 }, 'expected warmupSteps to be a whole number >= 0 but received 0.5'],
  [{ r: Number.NaN }, 'expected r to be a finite number but received NaN'],
  [{ weightLrPower: '2' }, "expected weightLrPower to be a finite number but received '2'"]
] as const

export const rows: Record<string, Row> = {
  ScheduleFreeSGD: {
    formula: formula(false),
    cases: [{ lr: 0.1 }, { lr: 0.5, momentum: 0.8, weightDecay: 0.1, warmupSteps: 4, r: 0.5, weightLrPower: 1 }],
    parabola: { lr: 0.2 },
    refused: [
      ...refused,
      [{ momentum: 1 }, 'expected momentum to be a finite number > 0 and < 1 but received 1']
    ]
  },
  ScheduleFreeAdamW: {
    formula: formula(true),
    cases: [{ lr: 0.01 }, { lr: 0.05, betas: [0.8, 0.95], eps: 1e-6, weightDecay: 0.1, warmupSteps: 4, r: 1 }],
    parabola: { lr: 0.2 },
    refused: [
      ...refused,
      negative('eps'),
      [{ betas: [0, 0.9] }, 'expected betas to be two numbers, 0 < betas[0] < 1 and 0 <= betas[1] < 1 but received [0, 0.9]']
    ]
  }
}
