// gradgradcheck: compares gradients of gradients with finite differences.
import { AutogradError, OptionError } from '../errors.ts'
import { Generator, randn } from '../tensor/random.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'
import { checkValue, func, rule } from '../util/options.ts'
import { gradientsOf } from './grad.ts'
import { type GradcheckOptions, gradcheck, outputsOf } from './gradcheck.ts'
import { enableGrad } from './tape.ts'

/**
 * Whether gradients of gradients agree with finite differences of gradients, for every input that requires a gradient
 * and for the upstream gradients, which are random. First the gradients with `createGraph` are compared with those
 * without. Like `torch.autograd.gradgradcheck`.
 *
 * @param fn a function of the inputs alone (seed any random numbers) to a tensor or an array of them
 * @param inputs float64 tensors, at least one of which requires a gradient; others are passed on
 * @returns true
 * @throws AutogradError that names the first element that differs; OptionError when no input requires a gradient
 * @example
 * gradgradcheck((x) => x.sin(), [tensor([0.1, 0.2], { dtype: 'float64', requiresGrad: true })])
 */
export function gradgradcheck(
  fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
  inputs: readonly Tensor[],
  options: GradcheckOptions = {}
): true {
  checkValue('gradgradcheck', 'fn', fn, func)
  checkValue('gradgradcheck', 'inputs', inputs, rule('an array of tensors', Array.isArray))
  const checked = inputs.filter((x) => x?.requiresGrad)
  if (checked.length === 0) {
    throw new OptionError('gradgradcheck: expected an input that requires a gradient but none does')
  }
  const generator = new Generator(0)
  const seeds = enableGrad(() => outputsOf(fn, inputs)).flatMap((y) =>
    y.requiresGrad ? [randn(y.shape, { dtype: 'float64', generator, requiresGrad: true })] : []
  )
  if (seeds.length === 0) return true
  const gradients = (all: readonly Tensor[], createGraph: boolean): (Tensor | null)[] =>
    enableGrad(() => {
      const outputs = outputsOf(fn, all.slice(0, inputs.length)).filter((y) => y.requiresGrad)
      const gradOutputs = all.slice(inputs.length)
      return gradientsOf('gradgradcheck', outputs, checked, { gradOutputs, createGraph, allowUnused: true })
    })
  compare([...inputs, ...seeds], gradients)
  const used = (all: readonly Tensor[]): Tensor[] => gradients(all, true).filter((g) => g !== null)
  return gradcheck((...all) => used(all), [...inputs, ...seeds], options)
}

// The fused gradients and those on the tape are of one function: they differ by rounding alone.
function compare(
  all: readonly Tensor[],
  gradients: (all: readonly Tensor[], graph: boolean) => (Tensor | null)[]
): void {
  const plain = gradients(all, false)
  for (const [k, own] of gradients(all, true).entries()) {
    const expected = plain[k]!
    if ((own === null) !== (expected === null)) {
      throw new AutogradError(
        `gradgradcheck: the gradient of checked input ${k} is ${own === null ? 'null' : 'there'} with createGraph but not without`
      )
    }
    if (own === null || expected === null) continue
    const [a, b] = [elementsOf(own), elementsOf(expected)]
    const at = a.findIndex((v, i) => !(Math.abs(v - b[i]!) <= 1e-9 * (1 + Math.abs(b[i]!)) || Object.is(v, b[i])))
    if (at < 0) continue
    throw new AutogradError(
      `gradgradcheck: the gradient of checked input ${k} element ${at} is ${a[at]} with createGraph but ${b[at]} without`
    )
  }
}
