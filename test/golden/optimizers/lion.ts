// Lion: Chen et al. 2023, algorithm 2.
import { BETAS, type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  betas?: [number, number]
  weightDecay?: number
}

function formula({ lr = 1e-4, betas = [0.9, 0.99], weightDecay = 0 }: Options): Formula {
  const m: number[] = []
  return (p, g) => {
    for (const [i, x] of p.entries()) {
      const before = m[i] ?? 0
      const c = betas[0] * before + (1 - betas[0]) * g[i]!
      p[i] = x - lr * (Math.sign(c) + weightDecay * x)
      m[i] = betas[1] * before + (1 - betas[1]) * g[i]!
    }
  }
}

export const rows: Record<string, Row> = {
  Lion: {
    formula,
    cases: [{}, { lr: 0.02, betas: [0.8, 0.95], weightDecay: 0.1 }],
    parabola: { lr: 0.02, betas: [0.5, 0.8] },
    refused: [negative('lr'), negative('weightDecay'), BETAS]
  }
}
