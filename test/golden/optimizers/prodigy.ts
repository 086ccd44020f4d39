// Prodigy: Mishchenko and Defazio 2024, algorithm 4 (with Adam), for one tensor.
import { BETAS, type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  betas?: [number, number]
  eps?: number
  weightDecay?: number
  d0?: number
  dCoef?: number
  useBiasCorrection?: boolean
}

function formula(options: Options): Formula {
  const { lr = 1, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0, d0 = 1e-6, dCoef = 1, useBiasCorrection } = options
  const [b1, b2] = betas
  const b3 = Math.sqrt(b2)
  const m: number[] = []
  const v: number[] = []
  const s: number[] = []
  let start: number[] | null = null
  let d = d0
  let r = 0
  let best = d0
  return (p, g, t) => {
    start ??= [...p]
    const rate = d * lr * (useBiasCorrection ? Math.sqrt(1 - b2 ** t) / (1 - b1 ** t) : 1)
    r = b3 * r + (d / d0) * rate * g.reduce((sum, grad, i) => sum + grad * (start![i]! - p[i]!), 0)
    for (const [i, x] of p.entries()) {
      m[i] = b1 * (m[i] ?? 0) + (1 - b1) * d * g[i]!
      v[i] = b2 * (v[i] ?? 0) + (1 - b2) * (d * g[i]!) ** 2
      s[i] = b3 * (s[i] ?? 0) + (d / d0) * rate * g[i]!
      p[i] = x - weightDecay * rate * x - (rate * m[i]!) / (Math.sqrt(v[i]!) + d * eps)
    }
    const estimate = (dCoef * r) / s.reduce((sum, x) => sum + Math.abs(x), 0)
    best = Math.max(best, estimate)
    d = best
  }
}

export const rows: Record<string, Row> = {
  Prodigy: {
    formula,
    cases: [
      {},
      { lr: 0.5, betas: [0.8, 0.95], eps: 1e-6, weightDecay: 0.1, d0: 1e-3, dCoef: 2, useBiasCorrection: true }
    ],
    parabola: { d0: 1e-2 },
    reach: 'all',
    whole: true,
    refused: [
      negative('lr'),
      negative('eps'),
      negative('weightDecay'),
      BETAS,
      [{ beta3: 1 }, 'expected beta3 to be a number >= 0 and < 1 or null but received 1'],
      [{ d0: 0 }, 'expected d0 to be a finite number > 0 but received 0'],
      [{ dCoef: 0 }, 'expected dCoef to be a finite number > 0 but received 0'],
      [{ growthRate: 0.5 }, 'expected growthRate to be a number >= 1 but received 0.5']
    ]
  }
}
