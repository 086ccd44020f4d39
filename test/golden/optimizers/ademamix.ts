// AdEMAMix: Pagliardini, Ablin and Grangier 2024, algorithm 1, with the schedules of alpha and beta3 of section 3.
import { type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  betas?: [number, number, number]
  alpha?: number
  tAlphaBeta3?: number | null
  eps?: number
  weightDecay?: number
}

function formula(options: Options): Formula {
  const { lr = 1e-3, betas = [0.9, 0.999, 0.9999], alpha = 5, tAlphaBeta3 = null, eps = 1e-8, weightDecay = 0 } = options
  const [b1, b2, b3] = betas
  const fast: number[] = []
  const slow: number[] = []
  const nu: number[] = []
  return (p, g, t) => {
    const way = tAlphaBeta3 === null ? 1 : t / tAlphaBeta3
    const [ln1, ln3] = [Math.log(b1), Math.log(b3)]
    const scheduled = way >= 1 ? b3 : Math.min(Math.exp((ln1 * ln3) / ((1 - way) * ln3 + way * ln1)), b3)
    const weight = Math.min(way * alpha, alpha)
    for (const [i, x] of p.entries()) {
      fast[i] = b1 * (fast[i] ?? 0) + (1 - b1) * g[i]!
      slow[i] = scheduled * (slow[i] ?? 0) + (1 - scheduled) * g[i]!
      nu[i] = b2 * (nu[i] ?? 0) + (1 - b2) * g[i]! ** 2
      const mixed = fast[i]! / (1 - b1 ** t) + weight * slow[i]!
      p[i] = x - lr * (mixed / (Math.sqrt(nu[i]! / (1 - b2 ** t)) + eps) + weightDecay * x)
    }
  }
}

export const rows: Record<string, Row> = {
  AdEMAMix: {
    formula,
    cases: [
      {},
      { lr: 0.02, betas: [0.8, 0.95, 0.99], alpha: 2, eps: 1e-6, weightDecay: 0.1 },
      { lr: 0.02, betas: [0.8, 0.95, 0.99], tAlphaBeta3: 6 }
    ],
    parabola: { lr: 0.1, betas: [0.9, 0.999, 0.99], alpha: 1 },
    refused: [
      negative('lr'),
      negative('alpha'),
      negative('eps'),
      negative('weightDecay'),
      [{ betas: [0.9, 0.9] }, 'expected betas to be an array of 3 elements, each a finite number >= 0 and < 1 but'],
      [{ tAlphaBeta3: 0 }, 'expected tAlphaBeta3 to be a whole number >= 1 or null but received 0']
    ]
  }
}
