// SOAP: Vyas et al. 2024. Shampoo: Gupta, Koren and Singer 2018. Their numbers are in test/golden/preconditioned.json.
import { BETAS, negative, type Row } from '../../optim/row.ts'

const whole = (name: string): readonly [Record<string, unknown>, string] => [
  { [name]: 0 },
  `expected ${name} to be a whole number >= 1 but received 0`
]
const flag = (name: string): readonly [Record<string, unknown>, string] => [
  { [name]: 1 },
  `expected ${name} to be true or false but received 1`
]

export const rows: Record<string, Row> = {
  SOAP: {
    parabola: { lr: 0.1, weightDecay: 0, preconditionFrequency: 2, precondition1d: true, maxPreconditionDim: 64 },
    reach: 'tensor',
    refused: [
      negative('lr'),
      negative('eps'),
      negative('weightDecay'),
      BETAS,
      [{ shampooBeta: -0.5 }, 'expected shampooBeta to be a finite number >= 0 and < 1 or -1 but received -0.5'],
      whole('preconditionFrequency'),
      whole('maxPreconditionDim'),
      flag('mergeDims'),
      flag('precondition1d'),
      flag('normalizeGrads'),
      flag('correctBias'),
      flag('maximize'),
      [
        { dataFormat: 'nchw' },
        "expected dataFormat to be one of 'channels_first', 'channels_last' but received 'nchw'"
      ]
    ]
  },
  Shampoo: {
    parabola: { lr: 0.3, updateFreq: 2, epsilon: 0.1 },
    reach: 'tensor',
    refused: [
      negative('lr'),
      negative('momentum'),
      negative('weightDecay'),
      negative('epsilon'),
      negative('graftEpsilon'),
      negative('inverseExponentOverride'),
      whole('updateFreq'),
      whole('startPreconditioningStep'),
      whole('maxPreconditionDim'),
      [{ beta2: 1.5 }, 'expected beta2 to be a finite number >= 0 and <= 1 but received 1.5'],
      [{ graftType: 'adam' }, "expected graftType to be one of 'none', 'sgd', 'adagrad' but received 'adam'"],
      [{ nesterov: true }, 'expected momentum > 0 with nesterov but received momentum 0'],
      flag('mergeDims'),
      flag('decoupledWeightDecay'),
      flag('maximize')
    ]
  }
}
