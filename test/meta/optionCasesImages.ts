// Uses of layers of signals, images and volumes with options, for optionCases.ts: what they print, one output, and their
// state after it, which lazy layers have only then.
import * as t from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'

type Use = (options: object) => unknown
type Kind = new (...args: never[]) => nn.Module
type Kinds = Readonly<Record<string, Kind>>

// Two examples of 4 channels in 1, 2 and 3 dimensions.
const inputs = [1, 2, 3].map((nd) => {
  const shape = [2, 4, ...Array<number>(nd).fill(4)]
  return t
    .arange(8 * 4 ** nd)
    .reshape(shape)
    .add(0.5)
    .div(8 * 4 ** nd)
})
const [signal, image, volume] = inputs as [t.Tensor, t.Tensor, t.Tensor]
const columns = t.arange(72).reshape([2, 4, 9]).div(72)

const shown = (made: nn.Module, ...given: readonly t.Tensor[]): unknown => {
  const before = String(made)
  const output = (made.forward as (...given: readonly t.Tensor[]) => unknown).call(made, ...given)
  return [before, output, String(made), made.stateDict()]
}

// A layer of these arguments and options, of this input.
const layer = (kinds: Kinds, x: t.Tensor, ...args: readonly unknown[]): [string, Use][] =>
  Object.entries(kinds).map(([name, Kind]) => [name, (o) => shown(new Kind(...([...args, o] as never[])), x)])

// Layers of 1, 2 and 3 dimensions, each of the input that has as many.
const layers = (kinds: Kinds, ...args: readonly unknown[]): [string, Use][] =>
  Object.entries(kinds).flatMap(([name, Kind]) => layer({ [name]: Kind }, inputs[Number(name.at(-2)) - 1]!, ...args))

const unpool = (name: string, Kind: Kind, x: t.Tensor): [string, Use] => {
  // One channel of one example: inspect leaves out elements of larger outputs.
  const few = x.select(0, { index: 0 }).slice({ dim: 0, end: 1 })
  const indices = t.zerosLike(few, { dtype: 'int64' })
  return [name, (o) => shown(new Kind(...([2, o] as never[])), few, indices)]
}

const { Dropout1d, Dropout2d, Dropout3d, AlphaDropout, FeatureAlphaDropout } = nn
const { BatchNorm3d, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d, LocalResponseNorm, CrossMapLRN2d } = nn
const { Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } = nn
const { LazyConv1d, LazyConv2d, LazyConv3d, LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d } = nn
const { LazyLinear, LazyBatchNorm1d, LazyBatchNorm2d, LazyBatchNorm3d } = nn
const { LazyInstanceNorm1d, LazyInstanceNorm2d, LazyInstanceNorm3d } = nn
const { MaxPool1d, MaxPool3d, AvgPool3d, LPPool1d, LPPool2d, LPPool3d } = nn
const { AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d } = nn

export const imageCases: Record<string, Use> = Object.fromEntries([
  ...layers({ Dropout1d, Dropout2d, Dropout3d }),
  ...layer({ AlphaDropout, FeatureAlphaDropout }, image),
  ...layers({ BatchNorm3d, InstanceNorm1d, InstanceNorm2d, InstanceNorm3d }, 4),
  ...layer({ LocalResponseNorm, CrossMapLRN2d }, image, 2),
  ...layers({ Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d }, 4, 2, 2),
  ...layers({ LazyConv1d, LazyConv2d, LazyConv3d }, 2, 2),
  ...layers({ LazyConvTranspose1d, LazyConvTranspose2d, LazyConvTranspose3d }, 2, 2),
  ...layer({ LazyLinear }, signal, 2),
  ...layers({ LazyBatchNorm1d, LazyBatchNorm2d, LazyBatchNorm3d }),
  ...layers({ LazyInstanceNorm1d, LazyInstanceNorm2d, LazyInstanceNorm3d }),
  ...layers({ MaxPool1d, MaxPool3d, AvgPool3d, AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d }, 2),
  ...layers({ LPPool1d, LPPool2d, LPPool3d }, 2, 2),
  unpool('MaxUnpool1d', nn.MaxUnpool1d, signal),
  unpool('MaxUnpool2d', nn.MaxUnpool2d, image),
  unpool('MaxUnpool3d', nn.MaxUnpool3d, volume),
  ...layer({ Unfold: nn.Unfold }, image, 2),
  ...layer({ Fold: nn.Fold }, columns, [4, 4], 2),
  [
    'Upsample',
    (o: object) => [{ scaleFactor: 2 }, { size: 3 }].map((one) => shown(new nn.Upsample({ ...o, ...one }), image))
  ]
])
