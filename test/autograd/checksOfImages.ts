// Small random calls of the ops and layers of images, a part of checks.ts. Their values are in test/ops/image.
import * as nn from '../../lib/nn/index.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { type Check, dtype, free, options, within } from './inputs.ts'

const samples = tensor([[[0.3, 0.8]]], { dtype })
const seeded = (): { generator: Generator } => ({ generator: new Generator(3) })

/** By op, some calls of it. */
export const images: Record<string, Check[]> = {
  conv3d: [
    [
      (x, w, b) => ops.conv3d(x!, w!, b!, { padding: 1, stride: [2, 1, 2] }),
      [free(1, 2, 3, 2, 3), free(2, 2, 2, 2, 2), free(2)]
    ]
  ],
  convTranspose1d: [
    [(x, w, b) => ops.convTranspose1d(x!, w!, b!, { stride: 2, padding: 1 }), [free(1, 2, 3), free(2, 2, 3), free(2)]]
  ],
  convTranspose2d: [
    [
      (x, w, b) => ops.convTranspose2d(x!, w!, b!, { stride: 2, outputPadding: 1, groups: 2 }),
      [free(1, 2, 2, 3), free(2, 1, 2, 2), free(2)]
    ]
  ],
  convTranspose3d: [
    [(x, w) => ops.convTranspose3d(x!, w!, null, { stride: [2, 1, 1] }), [free(1, 2, 2, 2, 2), free(2, 1, 2, 2, 1)]]
  ],
  maxPool1d: [[(x) => ops.maxPool1d(x!, { kernelSize: 3, stride: 2, ceilMode: true }), [free(2, 2, 6)]]],
  maxPool3d: [[(x) => ops.maxPool3d(x!, { kernelSize: 2, stride: 1 }), [free(1, 1, 3, 3, 2)]]],
  avgPool1d: [[(x) => ops.avgPool1d(x!, { kernelSize: 3, stride: 2, padding: 1 }), [free(2, 1, 5)]]],
  avgPool3d: [
    [(x) => ops.avgPool3d(x!, { kernelSize: 2, padding: 1, countIncludePad: false }), [free(1, 1, 3, 2, 3)]],
    [(x) => ops.avgPool2d(x!, { kernelSize: 2, divisorOverride: 3 }), [free(1, 1, 4, 3)]]
  ],
  adaptiveAvgPool1d: [[(x) => ops.adaptiveAvgPool1d(x!, 3), [free(1, 2, 5)]]],
  adaptiveAvgPool3d: [[(x) => ops.adaptiveAvgPool3d(x!, [2, null, 2]), [free(1, 1, 3, 2, 3)]]],
  adaptiveMaxPool1d: [[(x) => ops.adaptiveMaxPool1d(x!, 3), [free(1, 2, 5)]]],
  adaptiveMaxPool2d: [[(x) => ops.adaptiveMaxPool2d(x!, [2, null]), [free(1, 1, 5, 3)]]],
  adaptiveMaxPool3d: [[(x) => ops.adaptiveMaxPool3d(x!, 2), [free(1, 1, 3, 4, 3)]]],
  lpPool1d: [[(x) => ops.lpPool1d(x!, 3, { kernelSize: 2 }), [within(0.5, 1, 4)]]],
  lpPool2d: [[(x) => ops.lpPool2d(x!, 2, { kernelSize: 2, ceilMode: true }), [within(0.5, 1, 3, 4)]]],
  lpPool3d: [[(x) => ops.lpPool3d(x!, 1.5, { kernelSize: 2 }), [within(0.5, 1, 2, 2, 4)]]],
  fractionalMaxPool2d: [
    [(x) => ops.fractionalMaxPool2d(x!, 2, { outputSize: 3, randomSamples: samples }), [free(1, 1, 5, 6)]]
  ],
  fractionalMaxPool3d: [[(x) => ops.fractionalMaxPool3d(x!, 2, { outputSize: 2, ...seeded() }), [free(1, 1, 3, 4, 3)]]],
  maxUnpool1d: [[(x) => ops.maxUnpool1d(x!, tensor([[1, 2]], { dtype: 'int64' }), 2), [free(1, 2)]]],
  maxUnpool2d: [[(x) => ops.maxUnpool2d(x!, tensor([[[0, 7]]], { dtype: 'int64' }), 2), [free(1, 1, 2)]]],
  maxUnpool3d: [[(x) => ops.maxUnpool3d(x!, tensor([[[[3, 9]]]], { dtype: 'int32' }), 2), [free(1, 1, 1, 2)]]],
  unfold: [[(x) => ops.unfold(x!, { kernelSize: 2, padding: 1 }), [free(1, 2, 3, 2)]]],
  fold: [[(x) => ops.fold(x!, [3, 2], { kernelSize: 2 }), [free(1, 4, 2)]]],
  pixelShuffle: [[(x) => ops.pixelShuffle(x!, 2), [free(1, 4, 2, 1)]]],
  pixelUnshuffle: [[(x) => ops.pixelUnshuffle(x!, 2), [free(1, 1, 2, 4)]]],
  channelShuffle: [[(x) => ops.channelShuffle(x!, 2), [free(1, 4, 2)]]],
  interpolate: [
    [(x) => ops.interpolate(x!, { scaleFactor: 2, mode: 'bilinear' }), [free(1, 1, 2, 3)]],
    [(x) => ops.interpolate(x!, { size: [3, 5], mode: 'bicubic', alignCorners: true }), [free(1, 1, 4, 2)]],
    [(x) => ops.interpolate(x!, { size: 3 }), [free(1, 2, 5)]]
  ],
  affineGrid: [[(t) => ops.affineGrid(t!, [1, 1, 2, 3]), [free(1, 2, 3)]]],
  gridSample: [
    [(x, g) => ops.gridSample(x!, g!), [free(1, 2, 3, 3), free(1, 1, 3, 2)]],
    [
      (x, g) => ops.gridSample(x!, g!, { mode: 'bicubic', paddingMode: 'reflection', alignCorners: true }),
      [free(1, 1, 4, 3), free(1, 1, 2, 2)]
    ]
  ],
  localResponseNorm: [[(x) => ops.localResponseNorm(x!, 3, { alpha: 0.5 }), [free(1, 4, 2)]]],
  instanceNorm: [[(x, w, b) => ops.instanceNorm(x!, w!, b!), [free(2, 2, 3), free(2), free(2)]]],
  dropout1d: [[(x) => ops.dropout1d(x!, { p: 0.4, ...seeded() }), [free(2, 3, 2)]]],
  dropout2d: [[(x) => ops.dropout2d(x!, { p: 0.4, ...seeded() }), [free(3, 2, 2)]]],
  dropout3d: [[(x) => ops.dropout3d(x!, { p: 0.4, ...seeded() }), [free(1, 3, 2, 1, 2)]]],
  alphaDropout: [[(x) => ops.alphaDropout(x!, { p: 0.4, ...seeded() }), [free(6)]]],
  featureAlphaDropout: [[(x) => ops.featureAlphaDropout(x!, { p: 0.4, ...seeded() }), [free(2, 3, 2)]]]
}

// Modules and their inputs: a call of each pooling, padding and resizing layer is that of its op.
const sized = (layers: Record<string, new (size: never) => nn.Module>, size: unknown, shapes: number[][]): Rows =>
  Object.fromEntries(
    Object.entries(layers).map(([name, Layer], k) => [name, [[new Layer(size as never), [free(...shapes[k]!)]]]])
  )

type Rows = Record<string, [nn.Module, Tensor[]][]>

const { LPPool1d, LPPool2d, LPPool3d, Dropout1d, Dropout2d, Dropout3d } = nn
const lines = [
  [1, 4],
  [1, 4, 2],
  [1, 2, 4, 2]
]
const padded = [
  [1, 3],
  [1, 3, 2],
  [1, 2, 3, 2]
]
const { ZeroPad1d, ZeroPad2d, ZeroPad3d, ReplicationPad1d, ReplicationPad2d, ReplicationPad3d } = nn
const { ReflectionPad1d, ReflectionPad2d, ReflectionPad3d, CircularPad1d, CircularPad2d, CircularPad3d } = nn
const { MaxPool1d, MaxPool3d, AvgPool1d, AvgPool3d, AdaptiveAvgPool1d, AdaptiveAvgPool3d } = nn
const { AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d } = nn

// A lazy layer that has seen its input.
const ready = <L extends nn.Module & { forward(x: Tensor): Tensor }>(layer: L, x: Tensor): [nn.Module, Tensor[]][] => {
  layer.forward(x)
  return [[layer, [x]]]
}

/** By layer, modules and their inputs. */
export const imageLayers: Rows = {
  Conv3d: [[new nn.Conv3d(1, 2, 2, { ...options, padding: 'same' }), [free(1, 1, 2, 2, 2)]]],
  ConvTranspose1d: [[new nn.ConvTranspose1d(2, 2, 3, { ...options, stride: 2 }), [free(1, 2, 2)]]],
  ConvTranspose2d: [[new nn.ConvTranspose2d(2, 1, 2, options), [free(2, 2, 2)]]],
  ConvTranspose3d: [[new nn.ConvTranspose3d(1, 1, 2, options), [free(1, 1, 2, 1, 2)]]],
  ...sized({ MaxPool1d, MaxPool3d, AvgPool1d, AvgPool3d }, 2, [
    [1, 4],
    [1, 2, 4, 2],
    [1, 4],
    [1, 2, 4, 2]
  ]),
  ...sized({ AdaptiveAvgPool1d, AdaptiveAvgPool3d }, 1, [
    [1, 4],
    [1, 2, 2, 2]
  ]),
  ...sized({ AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d }, 1, lines),
  LPPool1d: [[new LPPool1d(2, 2), [within(0.5, 1, 4)]]],
  LPPool2d: [[new LPPool2d(2, 2), [within(0.5, 1, 4, 2)]]],
  LPPool3d: [[new LPPool3d(2, 2), [within(0.5, 1, 2, 4, 2)]]],
  FractionalMaxPool2d: [[new nn.FractionalMaxPool2d(2, { outputSize: 2, randomSamples: samples }), [free(1, 1, 4, 4)]]],
  FractionalMaxPool3d: [
    [
      new nn.FractionalMaxPool3d(2, {
        outputSize: 1,
        randomSamples: ops.cat(samples, samples, 2).slice(2, { end: 3 })
      }),
      [free(1, 1, 3, 2, 3)]
    ]
  ],
  MaxUnpool1d: [[new nn.MaxUnpool1d(2), [free(1, 2), tensor([[1, 2]], { dtype: 'int32' })]]],
  MaxUnpool2d: [[new nn.MaxUnpool2d(2), [free(1, 1, 2), tensor([[[1, 2]]], { dtype: 'int32' })]]],
  MaxUnpool3d: [[new nn.MaxUnpool3d(2), [free(1, 1, 1, 2), tensor([[[[1, 2]]]], { dtype: 'int32' })]]],
  ...sized({ ZeroPad1d, ZeroPad2d, ZeroPad3d }, 1, padded),
  ...sized({ ReflectionPad1d, ReflectionPad2d, ReflectionPad3d }, 1, padded),
  ...sized({ ReplicationPad1d, ReplicationPad2d, ReplicationPad3d }, 1, padded),
  ...sized({ CircularPad1d, CircularPad2d, CircularPad3d }, 1, padded),
  ConstantPad1d: [[new nn.ConstantPad1d(1, 2), [free(1, 2)]]],
  ConstantPad2d: [[new nn.ConstantPad2d(1, 2), [free(1, 2, 2)]]],
  ConstantPad3d: [[new nn.ConstantPad3d(1, 2), [free(1, 1, 2, 2)]]],
  Unfold: [[new nn.Unfold(2), [free(1, 2, 3)]]],
  Fold: [[new nn.Fold([2, 3], 2), [free(4, 2)]]],
  PixelShuffle: [[new nn.PixelShuffle(2), [free(4, 2, 1)]]],
  PixelUnshuffle: [[new nn.PixelUnshuffle(2), [free(1, 2, 4)]]],
  ChannelShuffle: [[new nn.ChannelShuffle(2), [free(1, 4, 2)]]],
  Upsample: [[new nn.Upsample({ scaleFactor: 2, mode: 'bicubic' }), [free(1, 1, 2, 2)]]],
  UpsamplingNearest2d: [[new nn.UpsamplingNearest2d({ scaleFactor: 2 }), [free(1, 1, 2, 2)]]],
  UpsamplingBilinear2d: [[new nn.UpsamplingBilinear2d(3), [free(1, 1, 2, 2)]]],
  BatchNorm3d: [[new nn.BatchNorm3d(2, { dtype }), [free(2, 2, 1, 2, 2)]]],
  InstanceNorm1d: [[new nn.InstanceNorm1d(2, { dtype, affine: true }), [free(2, 2, 3)]]],
  InstanceNorm2d: [[new nn.InstanceNorm2d(2, { dtype, trackRunningStats: true }).eval(), [free(1, 2, 2, 2)]]],
  InstanceNorm3d: [[new nn.InstanceNorm3d(2, { dtype }), [free(1, 2, 1, 2, 2)]]],
  LocalResponseNorm: [[new nn.LocalResponseNorm(2), [free(1, 3, 2)]]],
  CrossMapLRN2d: [[new nn.CrossMapLRN2d(3), [free(1, 3, 1, 2)]]],
  ...sized({ Dropout1d, Dropout2d, Dropout3d }, 0, lines),
  AlphaDropout: [[new nn.AlphaDropout(0.5).eval(), [free(3)]]],
  FeatureAlphaDropout: [[new nn.FeatureAlphaDropout(0.5).eval(), [free(2, 3)]]],
  Unflatten: [[new nn.Unflatten(1, [2, -1]), [free(2, 4)]]],
  LazyLinear: ready(new nn.LazyLinear(2, options), free(2, 3)),
  LazyConv1d: ready(new nn.LazyConv1d(1, 2, options), free(1, 2, 3)),
  LazyConv2d: ready(new nn.LazyConv2d(1, 2, options), free(1, 2, 2, 3)),
  LazyConv3d: ready(new nn.LazyConv3d(1, 2, options), free(1, 1, 2, 2, 3)),
  LazyConvTranspose1d: ready(new nn.LazyConvTranspose1d(1, 2, options), free(1, 2, 2)),
  LazyConvTranspose2d: ready(new nn.LazyConvTranspose2d(1, 2, options), free(1, 2, 2, 1)),
  LazyConvTranspose3d: ready(new nn.LazyConvTranspose3d(1, 2, options), free(1, 1, 1, 2, 1)),
  LazyBatchNorm1d: ready(new nn.LazyBatchNorm1d({ dtype }), free(3, 2)),
  LazyBatchNorm2d: ready(new nn.LazyBatchNorm2d({ dtype }), free(2, 1, 2, 2)),
  LazyBatchNorm3d: ready(new nn.LazyBatchNorm3d({ dtype }), free(2, 1, 1, 2, 2)),
  LazyInstanceNorm1d: ready(new nn.LazyInstanceNorm1d({ dtype, affine: true }), free(1, 2, 3)),
  LazyInstanceNorm2d: ready(new nn.LazyInstanceNorm2d({ dtype }), free(1, 2, 2, 2)),
  LazyInstanceNorm3d: ready(new nn.LazyInstanceNorm3d({ dtype }), free(1, 2, 1, 2, 2))
}
