// einsum: sums of products by letters. A pair of operands becomes one matmul, or one mul where nothing is summed. Public, by
// index.ts.
import { OptionError, ShapeError } from '../errors.ts'
import { broadcast, format, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkFloat, type Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { diagonalOf } from './diagonals.ts'
import { mul } from './elementwise.ts'
import { matmul } from './matmul.ts'
import { sum } from './reduce.ts'
import { permute, reshape } from './shape.ts'

/** An operand or what was made of some: its place among the tensors, and its dimensions' names, letters or numbers of `...`. */
interface Term {
  readonly at: number
  readonly shape: Shape
  readonly labels: readonly string[]
}

/** What an equation does with operands of given shapes; each step replaces a tensor of the list. */
interface Plan {
  readonly shapes: readonly Shape[]
  readonly steps: readonly Step[]
  /** Where the result is. */
  readonly at: number
}
type Step = (list: Tensor[]) => void

// The latest plan of each equation, since making one takes longer than many a product; the oldest of too many goes.
const plans = new Map<string, Plan>()
const MOST_PLANS = 64

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
  const known = plans.get(equation)
  const plan = known !== undefined && fits(known, list) ? known : planned(equation, list)
  const tensors = list.slice()
  for (const step of plan.steps) step(tensors)
  return tensors[plan.at]!
}

function fits({ shapes }: Plan, list: readonly Tensor[]): boolean {
  if (shapes.length !== list.length) return false
  for (let k = 0; k < list.length; k++) if (!sameShape(shapes[k]!, list[k]!.shape)) return false
  return true
}

function planned(equation: string, list: readonly Tensor[]): Plan {
  const { inputs, output } = parse(equation, list)
  const sizes = sizesOf(equation, inputs, list)
  const steps: Step[] = []
  let terms = list.map(({ shape }, at) => withoutRepeats({ at, shape, labels: inputs[at]! }, steps))
  while (terms.length > 1) {
    const [i, j] = cheapest(terms, output, sizes)
    const rest = terms.filter((_, k) => k !== i && k !== j)
    const needed = new Set([...output, ...rest.flatMap((term) => term.labels)])
    terms = [...rest, contract(terms[i]!, terms[j]!, needed, steps)]
  }
  const { at } = arranged(sumAway(terms[0]!, new Set(output), steps), output, steps)
  const plan = { shapes: list.map(({ shape }) => shape), steps, at }
  if (!plans.has(equation) && plans.size >= MOST_PLANS) plans.delete(plans.keys().next().value!)
  plans.set(equation, plan)
  return plan
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
function withoutRepeats({ at, shape, labels }: Term, steps: Step[]): Term {
  const second = labels.findIndex((label, k) => labels.indexOf(label) !== k)
  if (second < 0) return { at, shape, labels }
  const first = labels.indexOf(labels[second]!)
  if (shape[first] !== shape[second]) {
    throw new ShapeError(
      `einsum: expected equal sizes along '${labels[second]}', which comes twice in one operand, but received ${format(shape)}`
    )
  }
  steps.push((list) => {
    list[at] = diagonalOf('einsum', list[at]!, 0, first, second)
  })
  const others = [...labels.keys()].filter((k) => k !== first && k !== second)
  const order = [...others, first]
  return withoutRepeats({ at, shape: order.map((k) => shape[k]!), labels: order.map((k) => labels[k]!) }, steps)
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

function sumAway({ at, shape, labels }: Term, needed: ReadonlySet<string>, steps: Step[]): Term {
  const dims = [...labels.keys()].filter((d) => !needed.has(labels[d]!))
  if (dims.length === 0) return { at, shape, labels }
  steps.push((list) => {
    list[at] = sum(list[at]!, dims)
  })
  const rest = [...labels.keys()].filter((d) => !dims.includes(d))
  return { at, shape: rest.map((d) => shape[d]!), labels: rest.map((d) => labels[d]!) }
}

// A term with the dimensions of `labels` in that order; those that it lacks have one element.
function arranged({ at, shape, labels }: Term, order: readonly string[], steps: Step[]): Term {
  const dims = order.filter((label) => labels.includes(label)).map((label) => labels.indexOf(label))
  if (!dims.every((d, k) => d === k)) {
    steps.push((list) => {
      list[at] = permute(list[at]!, dims)
    })
  }
  const sizes = order.map((label) => shape[labels.indexOf(label)] ?? 1)
  return shaped({ at, shape: dims.map((d) => shape[d]!), labels: order }, sizes, steps)
}

function shaped(term: Term, shape: number[], steps: Step[]): Term {
  const { at } = term
  if (sameShape(term.shape, shape)) return term
  steps.push((list) => {
    list[at] = reshape(list[at]!, shape)
  })
  return { ...term, shape }
}

// Two operands as one, in the place of the left one: labels that nothing else needs are summed.
function contract(left: Term, right: Term, needed: ReadonlySet<string>, steps: Step[]): Term {
  // What one of them alone has, or has along a dimension that the other broadcasts, is summed before.
  const size = ({ shape, labels }: Term, label: string): number | undefined => shape[labels.indexOf(label)]
  const inner = left.labels.filter((label) => !needed.has(label) && size(left, label) === size(right, label))
  const keep = new Set([...needed, ...inner])
  const a = sumAway(left, keep, steps)
  const b = sumAway(right, keep, steps)
  const batch = a.labels.filter((label) => b.labels.includes(label) && needed.has(label))
  const rows = a.labels.filter((label) => !b.labels.includes(label))
  const cols = b.labels.filter((label) => !a.labels.includes(label))
  const labels = [...batch, ...rows, ...cols]
  const [i, j] = [a.at, b.at]
  if (inner.length === 0) {
    const [p, q] = [arranged(a, labels, steps), arranged(b, labels, steps)]
    steps.push((list) => {
      list[i] = mul(list[i]!, list[j]!)
    })
    return { at: i, shape: broadcast('einsum', p.shape, q.shape), labels }
  }
  const p = arranged(a, [...batch, ...rows, ...inner], steps)
  const q = arranged(b, [...batch, ...inner, ...cols], steps)
  const [s, t, u] = [batch.length, batch.length + rows.length, batch.length + inner.length]
  shaped(p, [...p.shape.slice(0, s), sizeOf(p.shape.slice(s, t)), sizeOf(p.shape.slice(t))], steps)
  shaped(q, [...q.shape.slice(0, s), sizeOf(q.shape.slice(s, u)), sizeOf(q.shape.slice(u))], steps)
  steps.push((list) => {
    list[i] = matmul(list[i]!, list[j]!)
  })
  const lead = broadcast('einsum', p.shape.slice(0, s), q.shape.slice(0, s))
  const [m, n] = [p.shape.slice(s, t), q.shape.slice(u)]
  const product = { at: i, shape: [...lead, sizeOf(m), sizeOf(n)], labels }
  return shaped(product, [...lead, ...m, ...n], steps)
}
