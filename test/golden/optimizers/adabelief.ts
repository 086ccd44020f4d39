// AdaBelief: Zhuang et al. 2020, algorithm 2, with the decoupled decay of the authors' code.
import { BETAS, type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  betas?: [number, number]
  eps?: number
  weightDecay?: number
  decoupledWeightDecay?: boolean
}

function formula(options: Options): Formula {
  const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-16, weightDecay = 0, decoupledWeightDecay = true } = options
  const m: number[] = []
  const s: number[] = []
  return (p, g, t) => {
    for (const [i, x] of p.entries()) {
      const grad = g[i]! + (decoupledWeightDecay ? 0 : weightDecay * x)
      m[i] = betas[0] * (m[i] ?? 0) + (1 - betas[0]) * grad
      s[i] = betas[1] * (s[i] ?? 0) + (1 - betas[1]) * (grad - m[i]!) ** 2 + eps
      const mHat = m[i]! / (1 - betas[0] ** t)
      const sHat = s[i]! / (1 - betas[1] ** t)
      const shrunk = decoupledWeightDecay ? x - lr * weightDecay * x : x
      p[i] = shrunk - (lr * mHat) / (Math.sqrt(sHat) + eps)
    }
  }
}

export const rows: Record<string, Row> = {
  AdaBelief: {
    formula,
    cases: [
      {},
      { lr: 0.02, betas: [0.8, 0.95], eps: 1e-8, weightDecay: 0.1 },
      { lr: 0.01, weightDecay: 0.1, decoupledWeightDecay: false }
    ],
    parabola: { lr: 0.1, eps: 1e-8 },
    refused: [negative('lr'), negative('eps'), negative('weightDecay'), BETAS]
  }
}
