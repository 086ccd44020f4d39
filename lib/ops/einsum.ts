// einsum: sums of products by letters. A pair of operands becomes one matmul, or one mul where nothing is summed. Public, by
// index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { format, sizeOf } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { diagonalOf } from './diagonals.ts'
import { mul } from './elementwise.ts'
import { matmul } from './matmul.ts'
import { sum } from './reduce.ts'
import { permute, reshape } from './shape.ts'

/** A tensor whose dimensions have names: letters, or numbers of the ellipsis. */
interface Term {
  readonly x: Tensor
  readonly labels: readonly string[]
}

/**
 * Sums of products of elements, by Einstein's convention: each letter of the equation is a dimension, operands are
 * separated by commas, and what the right side lacks is summed. `...` stands for any leading dimensions, which broadcast; a
 * letter that comes twice in one operand takes its diagonal. Without `->` the result has the ellipsis and the letters that
 * come once, in alphabetical order. Pairs of operands are contracted by matmul, the pair that frees the most memory first.
 *
 * @param equation such as 'bij,bjk->bik'; letters a-z and A-Z, spaces are ignored
 * @param operands a float tensor for each part of the left side
 * @throws OptionError for an equation that does not fit the operands; ShapeError for sizes that differ
 * @example
 * einsum('ij,jk->ik', ones([2, 3]), ones([3, 4])).select(0, 0).toArray() // [3, 3, 3, 3]
 * einsum('ii', tensor([[1, 2], [3, 4]])).item() // 5
 */
export function einsum(equation: string, ...operands: Tensor[] | [tensors: readonly Tensor[]]): Tensor {
  const list = (Array.isArray(operands[0]) ? operands[0] : operands) as readonly Tensor[]
  if (typeof equation !== 'string') {
    throw new OptionError(`einsum: expected the equation to be a string but received ${show(equation)}`)
  }
  for (const [k, x] of list.entries()) checkFloat('einsum', `operand ${k}`, x)
  const { inputs, output } = parse(equation, list)
  const sizes = sizesOf(equation, inputs, list)
  let terms = list.map((x, k) => withoutRepeats(x, inputs[k]!))
  while (terms.length > 1) {
    const [i, j] = cheapest(terms, output, sizes)
    const rest = terms.filter((_, k) => k !== i && k !== j)
    const needed = new Set([...output, ...rest.flatMap((term) => term.labels)])
    terms = [...rest, contract(terms[i]!, terms[j]!, needed)]
  }
  const only = sumAway(terms[0]!, new Set(output))
  return arranged(only, output)
}

const malformed = (equation: string, why: string): OptionError =>
  new OptionError(`einsum: ${why} in equation ${show(equation)}`)

// The labels of each operand and of the result. Dimensions of the ellipsis are numbered from the right: '-1' is the last.
function parse(equation: string, list: readonly Tensor[]): { inputs: string[][]; output: string[] } {
  const [left, right, ...more] = equation.replaceAll(' ', '').split('->')
  if (more.length > 0) throw malformed(equation, "expected one '->' but found more")
  const parts = left!.split(',')
  if (parts.length !== list.length || list.length === 0) {
    throw malformed(equation, `expected ${parts.length} operands but received ${list.length}`)
  }
  let widest = 0
  const inputs = parts.map((part, k) => {
    const letters = lettersOf(equation, part)
    const spare = list[k]!.ndim - letters.filter((label) => label !== ELLIPSIS).length
    const open = letters.includes(ELLIPSIS)
    if (spare < 0 || (spare > 0 && !open)) {
      throw new ShapeError(
        `einsum: expected operand ${k} to have the dimensions '${part}' of ${show(equation)} but received ${format(list[k]!.shape)}`
      )
    }
    if (open) widest = Math.max(widest, spare)
    return letters.flatMap((label) => (label === ELLIPSIS ? ellipsis(spare) : [label]))
  })
  const used = inputs.flat()
  if (right === undefined) {
    const once = [...new Set(used)].filter(
      (label) => isLetter(label) && used.indexOf(label) === used.lastIndexOf(label)
    )
    return { inputs, output: [...ellipsis(widest), ...once.sort((a, b) => (a < b ? -1 : 1))] }
  }
  const output = lettersOf(equation, right).flatMap((label) => (label === ELLIPSIS ? ellipsis(widest) : [label]))
  for (const [k, label] of output.entries()) {
    if (output.indexOf(label) !== k) throw malformed(equation, `expected '${label}' once in the result`)
    if (!used.includes(label)) throw malformed(equation, `expected '${label}' of the result among the operands`)
  }
  return { inputs, output }
}

const ELLIPSIS = '...'
const isLetter = (label: string): boolean => /^[a-zA-Z]$/.test(label)
const ellipsis = (n: number): string[] => Array.from({ length: n }, (_, k) => `${k - n}`)

function lettersOf(equation: string, part: string): string[] {
  const found = part.match(/\.\.\.|./g) ?? []
  const wrong = found.find((label) => label !== ELLIPSIS && !isLetter(label))
  if (wrong !== undefined) throw malformed(equation, `expected letters, commas and '...' but found '${wrong}'`)
  if (found.filter((label) => label === ELLIPSIS).length > 1) throw malformed(equation, "expected '...' once in a part")
  return found
}

// The size of each label; a dimension of one element fits any.
function sizesOf(equation: string, inputs: readonly string[][], list: readonly Tensor[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const [k, labels] of inputs.entries()) {
    for (const [d, label] of labels.entries()) {
      const [n, known = 1] = [list[k]!.shape[d]!, sizes.get(label)]
      if (n !== known && n !== 1 && known !== 1) {
        const name = isLetter(label) ? `'${label}'` : `dimension ${label} of '...'`
        throw new ShapeError(
          `einsum: sizes of ${name} differ in ${show(equation)}: ${known} and ${n} (operand ${k} is ${format(list[k]!.shape)})`
        )
      }
      sizes.set(label, n === 1 ? known : n)
    }
  }
  return sizes
}

// A letter that comes twice takes the diagonal.
function withoutRepeats(x: Tensor, labels: readonly string[]): Term {
  const at = labels.findIndex((label, k) => labels.indexOf(label) !== k)
  if (at < 0) return { x, labels }
  const first = labels.indexOf(labels[at]!)
  if (x.shape[first] !== x.shape[at]) {
    throw new ShapeError(
      `einsum: expected equal sizes along '${labels[at]}', which comes twice in one operand, but received ${format(x.shape)}`
    )
  }
  const rest = labels.filter((_, k) => k !== first && k !== at)
  return withoutRepeats(diagonalOf('einsum', x, 0, first, at), [...rest, labels[at]!])
}

// The pair that frees the most memory, then the one of the fewest multiplications; the first of equals.
function cheapest(terms: readonly Term[], output: readonly string[], sizes: Map<string, number>): [number, number] {
  const count = (labels: Iterable<string>): number => [...labels].reduce((n, label) => n * sizes.get(label)!, 1)
  let best: [number, number] = [0, 1]
  let least = [Infinity, Infinity]
  for (let i = 0; terms.length > 2 && i < terms.length; i++) {
    for (let j = i + 1; j < terms.length; j++) {
      const [a, b] = [terms[i]!, terms[j]!]
      const others = new Set([...output, ...terms.flatMap(({ labels }, k) => (k === i || k === j ? [] : labels))])
      const both = new Set([...a.labels, ...b.labels])
      const result = count([...both].filter((label) => others.has(label)))
      const cost = [result - count(a.labels) - count(b.labels), count(both)]
      if (cost[0]! < least[0]! || (cost[0] === least[0] && cost[1]! < least[1]!)) {
        best = [i, j]
        least = cost
      }
    }
  }
  return best
}

function sumAway({ x, labels }: Term, needed: ReadonlySet<string>): Term {
  const dims = [...labels.keys()].filter((d) => !needed.has(labels[d]!))
  if (dims.length === 0) return { x, labels }
  return { x: sum(x, dims), labels: labels.filter((label) => needed.has(label)) }
}

// x with the dimensions of `labels` in that order; those that it lacks have one element.
function arranged({ x, labels }: Term, order: readonly string[]): Tensor {
  const dims = order.filter((label) => labels.includes(label)).map((label) => labels.indexOf(label))
  const moved = dims.every((d, k) => d === k) ? x : permute(x, dims)
  if (dims.length === order.length) return moved
  return reshape(
    moved,
    order.map((label) => (labels.includes(label) ? x.shape[labels.indexOf(label)]! : 1))
  )
}

// Two operands as one: labels that nothing else needs are summed.
function contract(left: Term, right: Term, needed: ReadonlySet<string>): Term {
  // What one of them alone has, or has along a dimension that the other broadcasts, is summed before.
  const size = ({ x, labels }: Term, label: string): number | undefined => x.shape[labels.indexOf(label)]
  const inner = left.labels.filter((label) => !needed.has(label) && size(left, label) === size(right, label))
  const keep = new Set([...needed, ...inner])
  const a = sumAway(left, keep)
  const b = sumAway(right, keep)
  const batch = a.labels.filter((label) => b.labels.includes(label) && needed.has(label))
  const rows = a.labels.filter((label) => !b.labels.includes(label))
  const cols = b.labels.filter((label) => !a.labels.includes(label))
  const labels = [...batch, ...rows, ...cols]
  if (inner.length === 0) return { x: mul(arranged(a, labels), arranged(b, labels)), labels }
  const p = arranged(a, [...batch, ...rows, ...inner])
  const q = arranged(b, [...batch, ...inner, ...cols])
  const [s, t, u] = [batch.length, batch.length + rows.length, batch.length + inner.length]
  const P = reshape(p, [...p.shape.slice(0, s), sizeOf(p.shape.slice(s, t)), sizeOf(p.shape.slice(t))])
  const Q = reshape(q, [...q.shape.slice(0, s), sizeOf(q.shape.slice(s, u)), sizeOf(q.shape.slice(u))])
  const y = matmul(P, Q)
  return { x: reshape(y, [...y.shape.slice(0, s), ...p.shape.slice(s, t), ...q.shape.slice(u)]), labels }
}
