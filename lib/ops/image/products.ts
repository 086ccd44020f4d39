// The three products of a two-dimensional convolution as ops of the tape: the result, and the gradients of its two factors.
// Each is linear in both factors, so that they are each other's gradients. Called by the transposed convolutions and by the
// differentiable rows. Not in index.ts.
import { defineDifferentiable } from '../../autograd/differentiable.ts'
import { record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { contiguous, type Tensor } from '../../tensor/tensor.ts'
import { convPrecision, type Geometry } from '../conv.ts'
import { emptyTensor } from '../shared.ts'

function convolution(geometry: Geometry, x: Tensor, weight: Tensor): Tensor {
  const { n, co, oh, ow } = geometry
  const y = emptyTensor(x.dtype, [n, co, oh, ow])
  kernels.conv2d(
    { x: contiguous(x), weight: contiguous(weight), bias: null, y, relu: 0, ...geometry },
    convPrecision(geometry, x.dtype)
  )
  return y
}

function ofImage(geometry: Geometry, dy: Tensor, weight: Tensor): Tensor {
  const { n, ci, h, w } = geometry
  const dx = emptyTensor(dy.dtype, [n, ci, h, w])
  kernels.conv2dInput(
    { dy: contiguous(dy), weight: contiguous(weight), dx, accumulate: 0, ...geometry },
    convPrecision(geometry, dy.dtype)
  )
  return dx
}

function ofWeight(geometry: Geometry, x: Tensor, dy: Tensor): Tensor {
  const { ci, co, kh, kw, groups } = geometry
  const dweight = emptyTensor(x.dtype, [co, ci / groups, kh, kw])
  kernels.conv2dWeight(
    { x: contiguous(x), dy: contiguous(dy), dweight, dbias: null, accumulate: 0, ...geometry },
    convPrecision(geometry, x.dtype)
  )
  return dweight
}

type Product = (geometry: Geometry, a: Tensor, b: Tensor) => Tensor
type OfFactor = (geometry: Geometry, g: Tensor, a: Tensor, b: Tensor) => Tensor

// One of the three products as an op of the tape. Its backward and its row are the same: whether the walk records them is
// the only difference.
function product(name: string, compute: Product, ofA: OfFactor, ofB: OfFactor): Product {
  const back = (geometry: Geometry, g: Tensor, a: Tensor, b: Tensor): (Tensor | null)[] => [
    a.requiresGrad ? ofA(geometry, g, a, b) : null,
    b.requiresGrad ? ofB(geometry, g, a, b) : null
  ]
  defineDifferentiable({ [name]: ({ inputs: [a, b], details }, g) => back(details as Geometry, g, a!, b!) })
  return (geometry, a, b) =>
    record(name, compute(geometry, a, b), [a, b], [a, b], (g) => back(geometry, g, a, b), geometry)
}

/** x * weight: the convolution itself. */
export const conv: Product = product(
  'convolution',
  convolution,
  (s, g, _x, weight) => convInput(s, g, weight),
  (s, g, x) => convWeight(s, x, g)
)
/** The gradient of the image from dy and weight: the transposed convolution. */
export const convInput: Product = product(
  'convolutionInput',
  ofImage,
  (s, g, _dy, weight) => conv(s, g, weight),
  (s, g, dy) => convWeight(s, g, dy)
)
/** The gradient of the weight from x and dy. */
export const convWeight: Product = product(
  'convolutionWeight',
  ofWeight,
  (s, g, _x, dy) => convInput(s, dy, g),
  (s, g, x) => conv(s, x, g)
)
