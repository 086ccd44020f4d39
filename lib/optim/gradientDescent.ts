// One plain step on one parameter, for teaching and for code that needs no optimizer.
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { AutogradError } from '../errors.ts'
import { checkFloat, checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { checkOptions, number, required } from '../util/options.ts'

/**
 * param = param - lr * param.grad.
 *
 * @param param a float tensor with a gradient
 * @param options.lr the learning rate, >= 0
 * @throws OptionError, and AutogradError when there is no gradient
 * @example
 * const w = tensor([1, 2], { requiresGrad: true })
 * w.square().sum().backward()
 * gradientDescentStep(w, { lr: 0.1 })
 * w.toArray() // [0.8, 1.6]
 */
export function gradientDescentStep(param: Tensor, options: { lr: number }): void {
  const call = 'gradientDescentStep'
  checkFloat(call, 'param', param)
  checkOptions(call, options, { lr: required(number({ min: 0 })) })
  const { grad } = param
  if (grad === null) {
    throw new AutogradError(`${call}: expected param to have a gradient but it has none; call backward first`)
  }
  checkTensor(call, 'the gradient', grad, [param.dtype])
  const { shape, strides } = param
  const g = contiguous(grad)
  kernels.map({
    x: [param, g],
    y: param,
    op: OPS.addScaled.op,
    shape,
    strides: [...strides, ...g.strides, ...strides],
    p0: -options.lr,
    p1: 0
  })
  param.storage.touch()
}
