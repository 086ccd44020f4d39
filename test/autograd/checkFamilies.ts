// Small random calls of activations, losses of pairs, and layers of sequences, for checks.ts.
import * as root from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { type Check, dtype, free, index, options } from './inputs.ts'

const signs = (...values: number[]): Tensor => tensor(values, { dtype })

const [bagged, offsets] = [index([0, 3, 3, 1, 2]), index([0, 2, 2])]

/** By op or loss. */
export const familyRows: Record<string, Check[]> = {
  prelu: [[(x, w) => ops.prelu(x!, w!), [free(2, 3, 2), free(3)]]],
  rrelu: [[(x) => ops.rrelu(x!, { training: true, generator: new Generator(3) }), [free(6)]]],
  glu: [[(x) => ops.glu(x!, 0), [free(4, 2)]]],
  softmin: [[(x) => ops.softmin(x!, 1), [free(2, 3)]]],
  embeddingBag: [
    [(w) => ops.embeddingBag(w!, bagged, offsets), [free(4, 2)]],
    [(w, s) => ops.embeddingBag(w!, bagged, offsets, { mode: 'sum', perSampleWeights: s! }), [free(4, 2), free(5)]],
    [(w) => ops.embeddingBag(w!, index([0, 3, 2, 3], [2, 2]), { mode: 'max' }), [free(4, 2)]]
  ],
  marginRankingLoss: [[(a, b) => root.marginRankingLoss(a!, b!, signs(1, -1, 1)), [free(3), free(3)]]],
  cosineEmbeddingLoss: [[(a, b) => root.cosineEmbeddingLoss(a!, b!, signs(1, -1)), [free(2, 3), free(2, 3)]]],
  softMarginLoss: [[(x) => root.softMarginLoss(x!, signs(1, -1)), [free(2)]]],
  multilabelSoftMarginLoss: [[(x) => root.multilabelSoftMarginLoss(x!, signs(1, 0, 1)), [free(3)]]],
  multilabelMarginLoss: [[(x) => root.multilabelMarginLoss(x!, index([1, 0, -1])), [free(3)]]],
  multiMarginLoss: [
    [(x) => root.multiMarginLoss(x!, index([1, 0]), { p: 2, weight: signs(1, 2, 3) }), [free(2, 3)]],
    [(x) => root.multiMarginLoss(x!, index([1, 0]), { reduction: 'none' }), [free(2, 3)]]
  ],
  tripletMarginLoss: [
    [(a, b, c) => root.tripletMarginLoss(a!, b!, c!, { margin: 9, swap: true }), [free(2, 3), free(2, 3), free(2, 3)]]
  ],
  gaussianNllLoss: [
    [(x, t, v) => root.gaussianNllLoss(x!, t!, ops.exp(v!), { full: true }), [free(2, 3), free(2, 3), free(2, 1)]]
  ],
  linearCrossEntropy: [
    [(x, w) => root.linearCrossEntropy(x!, w!, index([1, 0])), [free(2, 2), free(3, 2)]],
    [
      (x, w, linearBias) =>
        root.linearCrossEntropy(x!, w!, index([1, 0, 2]), { linearBias: linearBias!, options: { batchChunkSize: 2 } }),
      [free(3, 2), free(3, 2), free(3)]
    ],
    [
      (x, w) => root.linearCrossEntropy(x!, w!, index([1, 0]), { reduction: 'none', options: { batchChunkSize: 1 } }),
      [free(2, 2), free(3, 2)]
    ]
  ]
}

const small = { dimFeedforward: 2, dropout: 0, activation: 'gelu' } as const

/** By layer. */
export const familyLayers: Record<string, [nn.Module, Tensor[]][]> = {
  ...Object.fromEntries(
    Object.entries({
      CELU: new nn.CELU(0.7),
      GLU: new nn.GLU(),
      Hardshrink: new nn.Hardshrink(0.2),
      Hardsigmoid: new nn.Hardsigmoid(),
      Hardswish: new nn.Hardswish(),
      Hardtanh: new nn.Hardtanh(-0.5),
      LogSigmoid: new nn.LogSigmoid(),
      Mish: new nn.Mish(),
      PReLU: new nn.PReLU(4, { dtype }),
      RReLU: new nn.RReLU().eval(),
      ReLU6: new nn.ReLU6(),
      SELU: new nn.SELU(),
      Softmin: new nn.Softmin(-1),
      Softshrink: new nn.Softshrink(0.2),
      Softsign: new nn.Softsign(),
      Tanhshrink: new nn.Tanhshrink(),
      Threshold: new nn.Threshold(0.1, 3)
    }).map(([name, module]) => [name, [[module, [free(2, 4)]]]] as const)
  ),
  Softmax2d: [[new nn.Softmax2d(), [free(2, 1, 2)]]],
  RNNCell: [[new nn.RNNCell(2, 2, options), [free(2, 2), free(2, 2)]]],
  LSTMCell: [[new nn.LSTMCell(2, 2, options), [free(2, 2)]]],
  GRUCell: [[new nn.GRUCell(2, 2, options), [free(2)]]],
  EmbeddingBag: [[new nn.EmbeddingBag(4, 2, options), [index([0, 2, 1, 1], [2, 2])]]],
  CosineSimilarity: [[new nn.CosineSimilarity(), [free(2, 3), free(2, 3)]]],
  PairwiseDistance: [[new nn.PairwiseDistance(), [free(2, 3), free(2, 3)]]],
  Bilinear: [[new nn.Bilinear(2, 3, 2, options), [free(2, 2), free(2, 3)]]],
  TransformerEncoderLayer: [
    [new nn.TransformerEncoderLayer(2, 1, { ...options, ...small, activation: ops.tanh }), [free(2, 1, 2)]]
  ],
  TransformerEncoder: [
    [new nn.TransformerEncoder(new nn.TransformerEncoderLayer(2, 1, { ...options, ...small }), 1), [free(2, 1, 2)]]
  ],
  TransformerDecoderLayer: [
    [
      new nn.TransformerDecoderLayer(2, 1, { ...options, ...small, normFirst: true, batchFirst: true }),
      [free(1, 2, 2), free(1, 2, 2)]
    ]
  ],
  TransformerDecoder: [
    [
      new nn.TransformerDecoder(new nn.TransformerDecoderLayer(2, 1, { ...options, ...small }), 1, {
        norm: new nn.LayerNorm(2, { dtype })
      }),
      [free(2, 1, 2), free(1, 1, 2)]
    ]
  ],
  Transformer: [
    [
      new nn.Transformer({ ...options, ...small, dModel: 2, nhead: 1, numEncoderLayers: 1, numDecoderLayers: 1 }),
      [free(1, 1, 2), free(2, 1, 2)]
    ]
  ]
}

/** Layers that compute nothing themselves. */
export const holders = new Set(['ModuleList', 'ModuleDict', 'ParameterList', 'ParameterDict'])
