// Warns of tensors that a model uses but does not hold: they would silently not be trained or saved. Fields are checked
// when parameters are requested; what no field shows (#private fields, closures, objects of other classes) is found in
// the first forward pass with gradients, from the modules that take part and the parameters on the tape. Each warns
// once.
import { Node } from '../autograd/tape.ts'
import { format } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import type { Module } from './module.ts'
import { isBuffer, isParameter } from './parameter.ts'

const said = new WeakSet<object>()

function warnOnce(about: object, message: string): void {
  if (said.has(about)) return
  said.add(about)
  process.emitWarning(message, { type: 'ThalwegWarning', code: 'THALWEG_NOT_IN_MODEL' })
}

/** Warns if a tensor in a field requires gradients and is neither a parameter nor a buffer. */
export function checkField(module: Module, name: string, t: Tensor): void {
  if (!t.requiresGrad || t.node !== null || isParameter(t) || isBuffer(t)) return
  warnOnce(
    t,
    `${module.constructor.name}: the tensor in field ${name} requires a gradient but is not a parameter, so it is neither trained nor saved; make it with parameter(x)`
  )
}

export function warnOfOtherCopy(module: Module, name: string, value: object): void {
  warnOnce(
    value,
    `${module.constructor.name}: the ${value.constructor.name} in field ${name} is of another copy of thalweg, so it is neither trained nor saved; load thalweg in one way (import or require) and from one place`
  )
}

/** The first forward pass of a model, while it runs. */
export class FirstPass {
  readonly #model: Module
  readonly #inputs: ReadonlySet<unknown>
  readonly #first = new Node('first', [], [], () => []).id
  readonly #tree: ReadonlySet<Module>
  readonly #guests = new Set<Module>()

  constructor(model: Module, inputs: readonly unknown[]) {
    this.#model = model
    this.#inputs = new Set(inputs)
    this.#tree = new Set(model.modules())
  }

  /** A module's forward is about to run. */
  visit(module: Module): void {
    if (!this.#tree.has(module)) this.#guests.add(module)
  }

  /** Warns of what took part and is not in the model, which may have new fields by now. */
  end(result: unknown): void {
    const name = this.#model.constructor.name
    const tree = new Set(this.#model.modules())
    const known = new Set(this.#model.namedParameters().map(([, t]) => t))
    for (const guest of this.#guests) {
      if (tree.has(guest)) continue
      const own = guest.namedParameters().flatMap(([, t]) => (t.requiresGrad && !known.has(t) ? [t] : []))
      for (const t of own) known.add(t)
      if (own.length === 0) continue
      warnOnce(
        guest,
        `${name}: forward uses a ${guest.constructor.name} that no field of the model shows, so it is neither trained nor saved with it; keep it in a field without #, or in an array, object, Map or Set in one`
      )
    }
    for (const t of this.#leaves(result)) {
      if (known.has(t) || this.#inputs.has(t)) continue
      warnOnce(
        t,
        `${name}: forward uses a parameter of shape ${format(t.shape)} that no field of the model shows, so it is neither trained nor saved with it; keep it in a field without #`
      )
    }
  }

  // The parameters on the tape between the start of the pass and its results.
  *#leaves(result: unknown): Generator<Tensor> {
    const seen = new Set<Tensor>()
    const queue = tensorsIn(result)
    for (let t = queue.pop(); t !== undefined; t = queue.pop()) {
      if (seen.has(t)) continue
      seen.add(t)
      if (t.node === null) {
        if (t.requiresGrad && isParameter(t)) yield t
      } else if ((t.node as Node).id > this.#first) queue.push(...(t.node as Node).inputs)
    }
  }
}

function tensorsIn(result: unknown): Tensor[] {
  if (result instanceof Tensor) return [result]
  if (typeof result !== 'object' || result === null) return []
  return Object.values(result).filter((value): value is Tensor => value instanceof Tensor)
}
