// Small random calls of the ops of images, a part of checks.ts. Their values are in test/ops/image.
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator } from '../../lib/tensor/random.ts'
import { type Check, dtype, free, within } from './inputs.ts'

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
