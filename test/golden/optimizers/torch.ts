// The optimizers of PyTorch; their numbers are in test/golden/optimizers.json. Muon has its own file.
import { BETAS, type Formula, negative, type Row } from '../../optim/row.ts'

const lr = negative('lr')
const eps = negative('eps')
const weightDecay = negative('weightDecay')
const flag = (name: string): readonly [Record<string, unknown>, string] => [
  { [name]: 1 },
  `expected ${name} to be true or false but received 1`
]

// What PyTorch does not have: a momentum that is an average, and eps inside the root, as in lecture notes.

function ema({ lr, momentum, weightDecay = 0 }: { lr: number; momentum: number; weightDecay?: number }): Formula {
  const m: number[] = []
  return (p, g) => {
    for (const [i, x] of p.entries()) {
      m[i] = momentum * (m[i] ?? 0) + (1 - momentum) * (g[i]! + weightDecay * x)
      p[i] = x - lr * m[i]!
    }
  }
}

interface AdamOptions {
  lr: number
  betas?: [number, number]
  eps: number
  weightDecay?: number
  amsgrad?: boolean
}

// p -= lr m / sqrt(v + eps), the averages with their bias corrected; weight decay in the gradient, or next to it.
const adamInside =
  (decoupled: boolean) =>
  ({ lr, betas: [b1, b2] = [0.9, 0.999], eps, weightDecay = 0, amsgrad }: AdamOptions): Formula => {
    const [m, v, most]: number[][] = [[], [], []]
    return (p, g, t) => {
      for (const [i, x] of p.entries()) {
        const slope = g[i]! + (decoupled ? 0 : weightDecay * x)
        m![i] = b1 * (m![i] ?? 0) + (1 - b1) * slope
        v![i] = b2 * (v![i] ?? 0) + (1 - b2) * slope * slope
        most![i] = Math.max(most![i] ?? 0, v![i]!)
        const square = (amsgrad ? most! : v!)[i]! / (1 - b2 ** t)
        const step = m![i]! / (1 - b1 ** t) / Math.sqrt(square + eps)
        p[i] = x * (decoupled ? 1 - lr * weightDecay : 1) - lr * step
      }
    }
  }

interface RmspropOptions {
  lr: number
  alpha?: number
  eps: number
  centered?: boolean
  momentum?: number
}

function rmspropInside({ lr, alpha = 0.99, eps, centered, momentum = 0 }: RmspropOptions): Formula {
  const [v, mean, buffer]: number[][] = [[], [], []]
  return (p, g) => {
    for (const [i, x] of p.entries()) {
      v![i] = alpha * (v![i] ?? 0) + (1 - alpha) * g[i]! ** 2
      mean![i] = alpha * (mean![i] ?? 0) + (1 - alpha) * g[i]!
      const square = centered ? v![i]! - mean![i]! ** 2 : v![i]!
      buffer![i] = momentum * (buffer![i] ?? 0) + g[i]! / Math.sqrt(square + eps)
      p[i] = x - lr * buffer![i]!
    }
  }
}
const inside = { lr: 0.01, eps: 1e-2, epsInsideSqrt: true }

const adam = [lr, eps, weightDecay, BETAS, flag('maximize')]

export const rows: Record<string, Row> = {
  SGD: {
    formula: ema,
    cases: [
      { lr: 0.1, momentum: 0.9, momentumStyle: 'ema' },
      { lr: 0.1, momentum: 0.5, weightDecay: 0.1, momentumStyle: 'ema' }
    ],
    parabola: { lr: 0.1, momentum: 0.5 },
    refused: [
      lr,
      weightDecay,
      negative('momentum'),
      [{ dampening: Number.NaN }, 'expected dampening to be a finite number but received NaN'],
      [{ momentumStyle: 'tf' }, "expected momentumStyle to be one of 'torch', 'ema' but received 'tf'"],
      [{ momentumStyle: 'ema', nesterov: true, momentum: 0.9 }, 'expected neither nesterov nor dampening with'],
      [{ nesterov: true }, 'expected momentum > 0 and dampening 0 with nesterov but received momentum 0'],
      flag('maximize')
    ]
  },
  Adam: {
    formula: adamInside(false),
    cases: [inside, { ...inside, betas: [0.8, 0.95], weightDecay: 0.1, amsgrad: true }],
    parabola: { lr: 0.1 },
    refused: [...adam, flag('amsgrad'), flag('decoupledWeightDecay'), flag('epsInsideSqrt')]
  },
  AdamW: {
    formula: adamInside(true),
    cases: [{ ...inside, weightDecay: 0.1 }],
    parabola: { lr: 0.1, weightDecay: 0 },
    refused: [...adam, flag('amsgrad')]
  },
  RMSprop: {
    formula: rmspropInside,
    cases: [inside, { ...inside, alpha: 0.9, centered: true, momentum: 0.8 }],
    parabola: { lr: 0.02 },
    refused: [lr, eps, weightDecay, negative('alpha'), negative('momentum'), flag('centered'), flag('epsInsideSqrt')]
  },
  Adagrad: {
    parabola: { lr: 1 },
    refused: [lr, eps, weightDecay, negative('lrDecay'), negative('initialAccumulatorValue')]
  },
  Adadelta: {
    parabola: { lr: 1, eps: 1e-2 },
    refused: [lr, eps, weightDecay, [{ rho: 1.5 }, 'expected rho to be a finite number >= 0 and <= 1 but received 1.5']]
  },
  Adamax: { parabola: { lr: 0.1 }, refused: adam },
  NAdam: { parabola: { lr: 0.1 }, refused: [...adam, negative('momentumDecay'), flag('decoupledWeightDecay')] },
  RAdam: { parabola: { lr: 0.1 }, refused: [...adam, flag('decoupledWeightDecay')] },
  ASGD: {
    parabola: { lr: 0.1 },
    refused: [
      lr,
      weightDecay,
      [{ lambd: 'x' }, "expected lambd to be a finite number but received 'x'"],
      [{ alpha: Infinity }, 'expected alpha to be a finite number but received Infinity'],
      [{ t0: Number.NaN }, 'expected t0 to be a finite number but received NaN']
    ]
  },
  Rprop: {
    parabola: { lr: 0.1 },
    refused: [
      lr,
      [{ etas: [0.5, 0.9] }, 'expected etas to be two numbers, 0 < etas[0] < 1 < etas[1] but received [0.5, 0.9]'],
      [{ stepSizes: [1] }, 'expected stepSizes to be two numbers but received [1]']
    ]
  },
  Adafactor: {
    parabola: { lr: 0.1 },
    reach: 'tensor',
    refused: [
      lr,
      weightDecay,
      [{ beta2Decay: 0.1 }, 'expected beta2Decay to be a finite number <= 0 but received 0.1'],
      [{ d: 0.5 }, 'expected d to be a finite number >= 1 but received 0.5'],
      [{ eps: [1e-8] }, 'expected eps to be two numbers >= 0, the first of them or null but received [1e-8]']
    ]
  },
  LBFGS: {
    parabola: { lr: 0.5 },
    reach: 'all',
    whole: true,
    closure: true,
    refused: [
      lr,
      [{ maxIter: 0 }, 'expected maxIter to be a whole number >= 1 but received 0'],
      [{ maxEval: 0 }, 'expected maxEval to be a whole number >= 1 or null but received 0'],
      [{ historySize: 0 }, 'expected historySize to be a whole number >= 1 but received 0'],
      [{ toleranceGrad: '1' }, "expected toleranceGrad to be a finite number but received '1'"],
      [{ toleranceChange: null }, 'expected toleranceChange to be a finite number but received null'],
      [{ lineSearchFn: 'wolfe' }, "expected lineSearchFn to be one of 'strong_wolfe', null but received 'wolfe'"]
    ]
  },
  SparseAdam: {
    parabola: { lr: 0.1 },
    sparse: true,
    refused: [
      [{ lr: 0 }, 'expected lr to be a finite number > 0 but received 0'],
      [{ eps: 0 }, 'expected eps to be a finite number > 0 but received 0'],
      BETAS
    ]
  }
}
