// The losses over classes. The others are elementwise rows and reductions. Not in index.ts.
import { gradientsOfComposite } from '../../autograd/composite.ts'
import type { Differentiable, Node } from '../../autograd/tape.ts'
import { AutogradError } from '../../errors.ts'
import { sizeOf } from '../../tensor/shape.ts'
import { elementsOf, type Tensor } from '../../tensor/tensor.ts'
import { add, div, mul } from '../elementwise.ts'
import { neg } from '../gen/elementwise.ts'
import type { ClassLossDetails } from '../losses/classes.ts'
import { sum } from '../reduce.ts'
import { reshape } from '../shape.ts'
import { emptyTensor } from '../shared.ts'
import { logSoftmax } from '../softmax.ts'

const MEAN = 1
const NONE = 0

// (N, C, d1, ...) and (C): the dimension of the classes.
const classDim = (x: Tensor): number => (x.ndim === 1 ? 0 : 1)

// The factor of each logarithm of a probability in a loss with classes as targets, and what the mean is divided by.
function factorsOf(x: Tensor, details: ClassLossDetails): { factors: Tensor; divisor: number } {
  const { weight, ignoreIndex, smoothing } = details
  const dim = classDim(x)
  const classes = x.shape[dim]!
  const inner = sizeOf(x.shape.slice(dim + 1))
  const targets = elementsOf(details.target)
  const weights = weight === null ? null : elementsOf(weight)
  const w = (c: number): number => (weights === null ? 1 : weights[c]!)
  const factors = emptyTensor(x.dtype, x.shape)
  factors.data.fill(0)
  let divisor = 0
  for (let k = 0; k < targets.length; k++) {
    const t = targets[k]!
    if (t === ignoreIndex) continue
    divisor += w(t)
    const from = Math.floor(k / inner) * classes * inner + (k % inner)
    for (let c = 0; c < classes; c++) {
      factors.data[from + c * inner] = (smoothing / classes) * w(c) + (c === t ? (1 - smoothing) * w(c) : 0)
    }
  }
  return { factors, divisor }
}

// The same for probabilities as targets, which may have gradients.
function probabilityFactors(x: Tensor, target: Tensor, { weight, smoothing }: ClassLossDetails): Tensor {
  const dim = classDim(x)
  const classes = x.shape[dim]!
  const smooth = smoothing === 0 ? target : add(mul(target, 1 - smoothing), smoothing / classes)
  if (weight === null) return smooth
  return mul(
    smooth,
    reshape(
      weight,
      x.shape.map((_, d) => (d === dim ? classes : 1))
    )
  )
}

function reduced(logs: Tensor, factors: Tensor, divisor: number, { reduction }: ClassLossDetails): Tensor {
  const losses = neg(sum(mul(logs, factors), classDim(logs)))
  if (reduction === NONE) return losses
  return reduction === MEAN ? div(sum(losses), divisor) : sum(losses)
}

const lossRow =
  (logarithm: (x: Tensor) => Tensor): Differentiable =>
  ({ name, inputs, details }: Node, g: Tensor) => {
    const loss = details as ClassLossDetails
    if (inputs[0]!.storage.version !== loss.version) {
      throw new AutogradError(
        `backward: cannot create a graph of the gradients because the input of ${name} was changed in place afterwards; clone() it before the change`
      )
    }
    return gradientsOfComposite(inputs, [g], (x, t) => {
      if (loss.target.dtype === 'int32') {
        const { factors, divisor } = factorsOf(x!, loss)
        return [reduced(logarithm(x!), factors, divisor, loss)]
      }
      const rows = x!.size / Math.max(1, x!.shape[classDim(x!)]!)
      return [reduced(logarithm(x!), probabilityFactors(x!, t ?? loss.target, loss), rows, loss)]
    })
  }

export const lossRows: Readonly<Record<string, Differentiable>> = {
  crossEntropy: lossRow((x) => logSoftmax(x, classDim(x))),
  nllLoss: lossRow((x) => x)
}
