// Entries of a tensor in JavaScript's own syntax: `for (const row of x)` iterates over the first dimension, as in Python;
// `x[0]`, which JavaScript would silently answer with undefined, says what to write instead. methods.ts calls it.
// Not in index.ts.
import { OptionError } from '../errors.ts'
import { Tensor } from '../tensor/tensor.ts'
import { unbind } from './split.ts'

// Test frameworks compare what is iterable entry by entry, the same tensor with itself, too. Each pass makes new nodes of
// the graph, which must not count as a difference.
function entries(this: Tensor): IterableIterator<Tensor> {
  const rows = unbind(this)
  for (const row of rows) {
    if (row.node === null) continue
    Object.defineProperty(row, 'node', { value: row.node, writable: true, enumerable: false, configurable: true })
  }
  return rows[Symbol.iterator]()
}

function explain(index: number): never {
  throw new OptionError(
    `x[${index}]: cannot index a tensor with [] in JavaScript; use x.select(0, { index: ${index} }) for one entry, x.slice for several, x.unbind() or a for...of loop for all`
  )
}

// A Proxy would answer any index but slow down every access; these are the ones that people write.
const [FIRST, LAST] = [-8, 63]

export function attachEntries(): void {
  // A scalar is not iterable: JavaScript throws its TypeError.
  Object.defineProperty(Tensor.prototype, Symbol.iterator, {
    get(this: Tensor) {
      return this.shape?.length > 0 ? entries : undefined
    },
    configurable: true
  })
  for (let index = FIRST; index <= LAST; index++) {
    const said = (): never => explain(index)
    Object.defineProperty(Tensor.prototype, index, { get: said, set: said, configurable: true })
  }
}
