// The optimizers of PyTorch; their numbers are in test/golden/optimizers.json. Muon has a file of its own.
import { BETAS, negative, type Row } from '../../optim/row.ts'

const lr = negative('lr')
const eps = negative('eps')
const weightDecay = negative('weightDecay')
const flag = (name: string): readonly [Record<string, unknown>, string] => [
  { [name]: 1 },
  `expected ${name} to be true or false but received 1`
]

const adam = [lr, eps, weightDecay, BETAS, flag('maximize')]

export const rows: Record<string, Row> = {
  SGD: {
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
    parabola: { lr: 0.1 },
    refused: [...adam, flag('amsgrad'), flag('decoupledWeightDecay'), flag('epsInsideSqrt')]
  },
  AdamW: { parabola: { lr: 0.1, weightDecay: 0 }, refused: [...adam, flag('amsgrad')] },
  RMSprop: {
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
    refused: [lr, weightDecay, [{ lambd: 'x' }, "expected lambd to be a finite number but received 'x'"]]
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
