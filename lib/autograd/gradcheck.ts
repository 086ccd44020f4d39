// gradcheck: compares the gradients of backward with finite differences.
import { Storage } from '../backend/index.ts'
import { AutogradError, OptionError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { checkValue, func, rule } from '../util/options.ts'
import { backward, changed, noGrad } from './tape.ts'

export interface GradcheckOptions {
  /** Half the distance of the two points of a difference. Default 1e-6. */
  eps?: number | undefined
  /** Absolute tolerance. Default 1e-5. */
  atol?: number | undefined
  /** Relative tolerance. Default 1e-3. */
  rtol?: number | undefined
}

/**
 * Whether backward agrees with (f(x + eps) - f(x - eps)) / 2 eps for every element of every input that requires a
 * gradient and every element of the output.
 *
 * @param fn a function of the inputs alone (seed any random numbers) to a tensor or an array of them
 * @param inputs float64 tensors, at least one of which requires a gradient; others are passed on
 * @returns true
 * @throws AutogradError that names the first element that differs
 * @example
 * gradcheck((x) => x.sin().sum(), [tensor([0.1, 0.2], { dtype: 'float64', requiresGrad: true })])
 */
export function gradcheck(
  fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
  inputs: readonly Tensor[],
  options: GradcheckOptions = {}
): true {
  checkValue('gradcheck', 'fn', fn, func)
  checkValue('gradcheck', 'inputs', inputs, rule('an array of tensors', Array.isArray))
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3 } = options
  for (const [name, value] of Object.entries({ eps, atol, rtol })) {
    if (!(typeof value === 'number' && value >= 0 && (name !== 'eps' || value > 0))) {
      throw new OptionError(`gradcheck: expected ${name} to be a positive number but received ${String(value)}`)
    }
  }
  inputs.forEach((x, k) => {
    checkTensor('gradcheck', `input ${k}`, x, x?.requiresGrad ? ['float64'] : undefined)
  })
  const checked = inputs.filter((x) => x.requiresGrad)
  if (checked.length === 0) throw new OptionError('gradcheck: expected an input that requires a gradient but none does')
  const values = (): Float64Array[] => noGrad(() => outputsOf(fn, inputs).map((y) => Float64Array.from(y.data)))
  const outputs = outputsOf(fn, inputs)
  const first = outputs.map((y) => Float64Array.from(y.data))
  if (values().some((again, o) => again.some((v, k) => !Object.is(v, first[o]![k])))) {
    throw new AutogradError('gradcheck: expected a function of its inputs alone but a second call gave other values')
  }
  // Of every element of every output: the gradient of each input.
  const analytic = outputs.map((y) => Array.from({ length: y.size }, (_, at) => gradientsAt(y, at, checked)))
  checked.forEach((x, i) => {
    for (let j = 0; j < x.size; j++) {
      const [above, below] = around(x, j, eps, values)
      outputs.forEach((y, o) => {
        for (let at = 0; at < y.size; at++) {
          const numeric = (above[o]![at]! - below[o]![at]!) / (2 * eps)
          const own = analytic[o]![at]![i]![j]!
          if (Math.abs(own - numeric) <= atol + rtol * Math.abs(numeric)) continue
          throw new AutogradError(
            `gradcheck: d output ${o} element ${at} / d input ${inputs.indexOf(x)} element ${j} of shape ${format(x.shape)} ` +
              `is ${numeric} by differences but backward gives ${own}`
          )
        }
      })
    }
  })
  return true
}

// The function's values with element j of x moved by eps to either side.
function around(x: Tensor, j: number, eps: number, values: () => Float64Array[]): [Float64Array[], Float64Array[]] {
  const { data } = x
  const before = data[j]!
  const at = (value: number): Float64Array[] => {
    data[j] = value
    changed(x)
    return values()
  }
  try {
    return [at(before + eps), at(before - eps)]
  } finally {
    data[j] = before
    changed(x)
  }
}

// The gradients of one element of y; zeros where y does not depend on an input.
function gradientsAt(y: Tensor, at: number, inputs: readonly Tensor[]): Float64Array[] {
  const before = inputs.map((x) => (x.grad === null ? null : { grad: x.grad, values: Float64Array.from(x.grad.data) }))
  for (const x of inputs) x.grad = null
  try {
    if (y.requiresGrad) {
      const one = new Tensor(Storage.allocate(y.dtype, y.size), y.shape)
      one.data[at] = 1
      backward(y, one, { retainGraph: true })
    }
    return inputs.map((x) => (x.grad === null ? new Float64Array(x.size) : Float64Array.from(x.grad.data)))
  } finally {
    inputs.forEach((x, k) => {
      x.grad = before[k]?.grad ?? null
      // The buffer of a gradient is used again.
      x.grad?.data.set(before[k]!.values)
    })
  }
}

/** @internal The tensors that a checked function returns. */
export function outputsOf(
  fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
  inputs: readonly Tensor[]
): readonly Tensor[] {
  const result = fn(...inputs)
  const list = result instanceof Tensor ? [result] : result
  list.forEach((y, k) => {
    checkTensor('gradcheck', `output ${k}`, y)
  })
  return list
}
