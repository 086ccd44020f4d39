// Entries of a tensor in JavaScript's own syntax: `for (const row of x)` iterates over the first dimension, as in Python;
// `x[0]`, which JavaScript would silently answer with undefined, says what to write instead. methods.ts calls it. Not in
// index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { unbind } from './shape.ts'

/** Views of the entries along the first dimension. */
function entries(x: Tensor): IterableIterator<Tensor> {
  checkTensor('iteration', 'x', x)
  if (x.ndim === 0) {
    throw new ShapeError('iteration: expected a tensor of at least one dimension but received a scalar; use x.item()')
  }
  return unbind(x)[Symbol.iterator]()
}

function explain(index: number): never {
  throw new OptionError(
    `x[${index}]: cannot index a tensor with [] in JavaScript; use x.select(0, { index: ${index} }) for one entry, x.slice for several, x.unbind() or a for...of loop for all`
  )
}

// A Proxy would answer any index but slow down every access; these are the ones that people write.
const [FIRST, LAST] = [-8, 63]

export function attachEntries(): void {
  Object.defineProperty(Tensor.prototype, Symbol.iterator, {
    value(this: Tensor) {
      return entries(this)
    },
    writable: true,
    configurable: true
  })
  for (let index = FIRST; index <= LAST; index++) {
    const said = (): never => explain(index)
    Object.defineProperty(Tensor.prototype, index, { get: said, set: said, configurable: true })
  }
}
