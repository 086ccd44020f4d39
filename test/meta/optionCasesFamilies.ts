// Uses of activations, losses of pairs and layers of sequences with options, for optionCases.ts.
import * as t from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

type Use = (options: object) => unknown
type Kind = new (...args: never[]) => nn.Module

const values = t.arange(24).reshape([6, 4]).add(0.5).div(24)
const half = t.full([6, 4], 0.25)
const classes = t.tensor([0, 1, 2, 3, 1, 0], { dtype: 'int32' })
const labels = t.tensor([1, -1, 0, 0], { dtype: 'int32' })
const module = (made: nn.Module): unknown => [String(made), made.stateDict()]

// What a layer of these arguments and options prints and holds.
const made = (kinds: Readonly<Record<string, Kind>>, ...args: readonly unknown[]): [string, Use][] =>
  Object.entries(kinds).map(([name, Kind]) => [name, (o) => module(new Kind(...([...args, o] as never[])))])

// What a loss prints and computes.
const loss = (kinds: Readonly<Record<string, Kind>>, ...inputs: readonly t.Tensor[]): [string, Use][] =>
  Object.entries(kinds).map(([name, Kind]) => [
    name,
    (o) => {
      const made = new Kind(...([o] as never[]))
      return [String(made), (made.forward as (...inputs: readonly t.Tensor[]) => unknown).call(made, ...inputs)]
    }
  ])

const { CELU, GLU, Hardshrink, Hardtanh, PReLU, RReLU, Softshrink } = nn
const { CosineEmbeddingLoss, MarginRankingLoss, MultiLabelMarginLoss, MultiLabelSoftMarginLoss, SoftMarginLoss } = nn
const { GRUCell, LSTMCell, RNNCell, TripletMarginLoss, TripletMarginWithDistanceLoss } = nn
const logs = values.reshape([6, 1, 4]).logSoftmax(2)
const lengths = t.tensor([3], { dtype: 'int32' })

const sizes = { dModel: 4, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 1 }
const encoderLayer = new nn.TransformerEncoderLayer(4, 2, { dimFeedforward: 3 })
const decoderLayer = new nn.TransformerDecoderLayer(4, 2, { dimFeedforward: 3 })

export const familyCases: Record<string, Use> = Object.fromEntries([
  ...made({ CELU, GLU, Hardshrink, Hardtanh, PReLU, RReLU, Softshrink }),
  ['Threshold', (o: object) => module(new nn.Threshold({ ...o, threshold: 1, value: 2 }))],
  ...loss({ SoftMarginLoss, MultiLabelSoftMarginLoss }, values, half),
  ...loss({ MultiLabelMarginLoss }, values.select(0, { index: 0 }), labels),
  ...loss({ MultiMarginLoss: nn.MultiMarginLoss }, values, classes),
  ...loss({ CosineEmbeddingLoss }, values, half, classes),
  ...loss({ MarginRankingLoss, TripletMarginLoss, TripletMarginWithDistanceLoss }, values, half, values),
  ...made(
    { TransformerEncoderLayer: nn.TransformerEncoderLayer, TransformerDecoderLayer: nn.TransformerDecoderLayer },
    4,
    2
  ),
  ...made({ RNNCell, LSTMCell, GRUCell, EmbeddingBag: nn.EmbeddingBag }, 3, 4),
  ...made({ CosineSimilarity: nn.CosineSimilarity, PairwiseDistance: nn.PairwiseDistance }),
  ...made({ Bilinear: nn.Bilinear }, 2, 3, 4),
  ...made({ AdaptiveLogSoftmaxWithLoss: nn.AdaptiveLogSoftmaxWithLoss }, 4, 9, [3]),
  ...made({ LinearCrossEntropyLoss: nn.LinearCrossEntropyLoss }, 3, 4),
  ...loss({ CTCLoss: nn.CTCLoss }, logs, labels.clamp({ min: 0 }).unsqueeze(0), lengths, lengths),
  ['TransformerEncoder', (o: object) => module(new nn.TransformerEncoder(encoderLayer, 1, o))],
  ['TransformerDecoder', (o: object) => module(new nn.TransformerDecoder(decoderLayer, 1, o))],
  ['Transformer', (o: object) => module(new nn.Transformer({ ...o, ...sizes }))],
  ...loss({ GaussianNLLLoss: nn.GaussianNLLLoss }, values, half, half)
])
