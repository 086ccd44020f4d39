// Adan: Xie et al. 2022, algorithm 1, with the betas as the averages' memory and the bias corrections of the authors' code.
import { type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  betas?: [number, number, number]
  eps?: number
  weightDecay?: number
}

function formula({ lr = 1e-3, betas = [0.98, 0.92, 0.99], eps = 1e-8, weightDecay = 0 }: Options): Formula {
  const [b1, b2, b3] = betas
  const m: number[] = []
  const v: number[] = []
  const n: number[] = []
  let before: readonly number[] | null = null
  return (p, g, t) => {
    for (const [i, x] of p.entries()) {
      const change = before === null ? 0 : g[i]! - before[i]!
      m[i] = b1 * (m[i] ?? 0) + (1 - b1) * g[i]!
      v[i] = b2 * (v[i] ?? 0) + (1 - b2) * change
      n[i] = b3 * (n[i] ?? 0) + (1 - b3) * (g[i]! + b2 * change) ** 2
      const root = Math.sqrt(n[i]! / (1 - b3 ** t)) + eps
      const direction = m[i]! / (1 - b1 ** t) + (b2 * v[i]!) / (1 - b2 ** t)
      p[i] = (x - (lr * direction) / root) / (1 + lr * weightDecay)
    }
    before = [...g]
  }
}

export const rows: Record<string, Row> = {
  Adan: {
    formula,
    cases: [{}, { lr: 0.02, betas: [0.9, 0.8, 0.95], eps: 1e-6, weightDecay: 0.1 }],
    parabola: { lr: 0.1 },
    refused: [
      negative('lr'),
      negative('eps'),
      negative('weightDecay'),
      [{ betas: [0.9, 0.9] }, 'expected betas to be an array of 3 elements, each a finite number >= 0 and < 1 but']
    ]
  }
}
