// LAMB: You et al. 2020, algorithm 2. LARS: You et al. 2017, algorithm 1.
import { BETAS, type Formula, negative, type Row } from '../../optim/row.ts'

const norm = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

interface LambOptions {
  lr?: number
  betas?: [number, number]
  eps?: number
  weightDecay?: number
}

function lamb({ lr = 1e-3, betas = [0.9, 0.999], eps = 1e-6, weightDecay = 0.01 }: LambOptions): Formula {
  const m: number[] = []
  const v: number[] = []
  return (p, g, t) => {
    const direction = p.map((x, i) => {
      m[i] = betas[0] * (m[i] ?? 0) + (1 - betas[0]) * g[i]!
      v[i] = betas[1] * (v[i] ?? 0) + (1 - betas[1]) * g[i]! ** 2
      const adam = m[i]! / (1 - betas[0] ** t) / (Math.sqrt(v[i]! / (1 - betas[1] ** t)) + eps)
      return adam + weightDecay * x
    })
    const ratio = norm(p) / norm(direction)
    for (const [i, d] of direction.entries()) p[i]! -= lr * ratio * d
  }
}

interface LarsOptions {
  lr: number
  momentum?: number
  weightDecay?: number
  trustCoefficient?: number
}

function lars({ lr, momentum = 0.9, weightDecay = 0, trustCoefficient = 1e-3 }: LarsOptions): Formula {
  const v: number[] = []
  return (p, g) => {
    const local = (trustCoefficient * norm(p)) / (norm(g) + weightDecay * norm(p))
    for (const [i, x] of p.entries()) {
      v[i] = momentum * (v[i] ?? 0) + lr * local * (g[i]! + weightDecay * x)
      p[i] = x - v[i]!
    }
  }
}

export const rows: Record<string, Row> = {
  LAMB: {
    formula: lamb,
    cases: [{}, { lr: 0.02, betas: [0.8, 0.95], eps: 1e-8, weightDecay: 0 }],
    parabola: { lr: 0.05, weightDecay: 0 },
    reach: 'tensor',
    refused: [negative('lr'), negative('eps'), negative('weightDecay'), BETAS]
  },
  LARS: {
    formula: lars,
    cases: [{ lr: 1 }, { lr: 4, momentum: 0.8, weightDecay: 0.1, trustCoefficient: 0.01 }],
    parabola: { lr: 1, momentum: 0.5, trustCoefficient: 0.02 },
    reach: 'tensor',
    refused: [
      negative('lr'),
      negative('weightDecay'),
      negative('momentum'),
      [{ lr: 1, trustCoefficient: 0 }, 'expected trustCoefficient to be a finite number > 0 but received 0'],
      [{}, 'expected lr, a finite number >= 0, but neither the options nor group 0 has it']
    ]
  }
}
