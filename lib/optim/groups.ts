// The arguments of an optimizer: parameters, named parameters, or groups with their own options. Called by
// optimizer.ts.
import { OptionError } from '../errors.ts'
import { nameOf } from '../tensor/names.ts'
import { format } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import { isUninitialized, withoutShape } from '../tensor/uninitialized.ts'
import { mismatch, show } from '../util/options.ts'

/** The fields of every group of every optimizer. */
export interface GroupOptions {
  /** The learning rate. */
  lr: number
  /** Whether to maximize the objective instead of minimizing it. */
  maximize?: boolean | undefined
  /** The learning rate that a scheduler started from. */
  initialLr?: number | undefined
}

/** Parameters, or [name, parameter] pairs. */
export type Parameters = Iterable<Tensor> | Iterable<readonly [name: string, parameter: Tensor]>

/** Any of the options; undefined counts as left out. */
export type GivenOptions<O> = { [name in keyof O]?: O[name] | undefined }

/** A group as given by the user: its parameters, and the options that differ from the optimizer's. */
export type GroupInput<O> = { params: Parameters | Tensor } & GivenOptions<O>

/** The parameters of an optimizer: a list, [name, parameter] pairs, or groups. */
export type Params<O> = Parameters | Iterable<GroupInput<O>>

/** A group with every option filled in. Its options may be changed between steps. */
export type ParamGroup<O> = O & GroupOptions & { readonly params: readonly Tensor[] }

/** A parameter and its given name. */
export type Named = readonly [parameter: Tensor, name: string | undefined]

const EXPECTED = 'an iterable of tensors, of [name, tensor] pairs or of groups ({ params, ...options })'

/** The groups that `params` stands for. */
export function groupsOf(call: string, params: unknown): Record<string, unknown>[] {
  const items = listOf(call, 'params', params)
  if (items.length === 0) throw new OptionError(`${call}: expected at least one parameter but params is empty`)
  const groups = items.filter(isGroup)
  if (groups.length === 0) return [{ params: items }]
  if (groups.length < items.length) {
    const k = items.findIndex((item) => !isGroup(item))
    throw new OptionError(`${call}: expected params[${k}] to be a group like the others but received ${show(items[k])}`)
  }
  return groups
}

function isGroup(item: unknown): item is Record<string, unknown> {
  return typeof item === 'object' && item !== null && !(item instanceof Tensor) && 'params' in item
}

function listOf(call: string, name: string, params: unknown): unknown[] {
  if (params instanceof Tensor)
    throw new OptionError(`${call}: expected ${name} to be ${EXPECTED}; put the tensor in []`)
  if (typeof params !== 'object' || params === null || !(Symbol.iterator in params)) {
    throw mismatch(call, name, EXPECTED, params)
  }
  return [...(params as Iterable<unknown>)]
}

/** The parameters of one group; each is a contiguous leaf of a float type. */
export function parametersOf(call: string, params: unknown): Named[] {
  const items = params instanceof Tensor ? [params] : listOf(call, 'params', params)
  return items.map((item, k) => {
    const [p, name] = Array.isArray(item) ? [item[1], item[0] as unknown] : [item, undefined]
    const label = name === undefined ? `parameter ${k}` : `parameter ${show(name)}`
    if (name !== undefined && typeof name !== 'string') {
      throw new OptionError(`${call}: expected the name of parameter ${k} to be a string but received ${show(name)}`)
    }
    if (!(p instanceof Tensor)) throw mismatch(call, label, 'a tensor', p)
    p.ensureReadable(call)
    if (isUninitialized(p)) throw new OptionError(`${call}: ${withoutShape(name ?? nameOf(p) ?? label)}`)
    if (p.dtype !== 'float32' && p.dtype !== 'float64') {
      throw new OptionError(`${call}: expected ${label} to be float32 or float64 but received ${p.dtype}`)
    }
    if (p.node !== null) {
      throw new OptionError(
        `${call}: expected ${label} to be a leaf but it is the result of an op (shape ${format(p.shape)}); call detach() on it or optimize what it was computed from`
      )
    }
    if (!p.isContiguous) {
      throw new OptionError(
        `${call}: expected ${label} to lie in row-major order but it is a view with strides ${format(p.strides)}; call contiguous() on it`
      )
    }
    return [p, name] as const
  })
}

/** Gives every new parameter a unique name: its given one, else its path in a module, else its position. */
export function nameAll(call: string, added: readonly Named[], names: Map<Tensor, string>): void {
  const taken = new Set(names.values())
  for (const [p, own] of added) {
    if (own !== undefined && taken.has(own)) {
      throw new OptionError(`${call}: expected unique parameter names but received ${show(own)} twice`)
    }
    const wanted = own ?? nameOf(p) ?? `param${names.size}`
    let name = wanted
    for (let k = 2; taken.has(name); k++) name = `${wanted}#${k}`
    taken.add(name)
    names.set(p, name)
  }
}
