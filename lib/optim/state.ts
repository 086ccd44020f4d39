// The state dict of an optimizer: states by parameter name, and its groups' options. Called by optimizer.ts.
import * as kernels from '../backend/calls.ts'
import { Storage } from '../backend/index.ts'
import { CheckpointError, OptionError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { format, rowMajor } from '../tensor/shape.ts'
import { Tensor } from '../tensor/tensor.ts'
import { defined, type Rules, show } from '../util/options.ts'
import type { GroupOptions, ParamGroup } from './groups.ts'
import type { Optimizer, ParamState, Scalars } from './optimizer.ts'

/** The state of an optimizer; everything but the tensors is JSON. */
export interface OptimizerState {
  /** The optimizer's class. */
  optimizer: string
  /** The states by parameter name: `step` and other numbers, tensors by name. */
  state: Record<string, Record<string, number | Tensor>>
  /** The options of each group and the names of its parameters. */
  paramGroups: ({ params: string[] } & Record<string, unknown>)[]
  /** Numbers shared by all parameters, if there are any. */
  shared?: Record<string, number>
}

export function saveState<O extends GroupOptions>(optimizer: Optimizer<O>): OptimizerState {
  // Not by assignment: a parameter may be called __proto__.
  const state: OptimizerState['state'] = Object.fromEntries(
    Array.from(optimizer.states, ([p, { scalars, slots }]) => {
      const views = Object.entries(slots).map(([name, t]) => [name, new Tensor(t.storage, t.shape)])
      return [optimizer.names.get(p)!, { ...scalars, ...Object.fromEntries(views) }]
    })
  )
  const paramGroups = optimizer.paramGroups.map(({ params, ...options }) => ({
    ...structuredClone(options),
    params: params.map((p) => optimizer.names.get(p)!)
  }))
  const shared = Object.keys(optimizer.shared).length > 0 ? { shared: { ...optimizer.shared } } : {}
  return { optimizer: optimizer.kind, state, paramGroups, ...shared }
}

export function loadState<O extends GroupOptions>(optimizer: Optimizer<O>, saved: OptimizerState, rules: Rules): void {
  const call = `${optimizer.kind}.loadStateDict`
  if (typeof saved !== 'object' || saved === null || !isGroups(saved.paramGroups) || !isObject(saved.state)) {
    throw new OptionError(
      `${call}: expected a state dict ({ optimizer, state, paramGroups }) but received ${show(saved)}`
    )
  }
  const problems: string[] = []
  if (saved.optimizer !== undefined && saved.optimizer !== optimizer.kind) {
    problems.push(`it is the state of ${saved.optimizer}`)
  }
  const groups = matchGroups(optimizer, saved, problems)
  for (const [group, options] of groups) problems.push(...misfitOptions(group, options, rules))
  const parameters = new Map(Array.from(optimizer.names, ([p, name]) => [name, p]))
  const states = new Map<Tensor, ParamState>()
  for (const [name, entry] of Object.entries(saved.state)) {
    const p = parameters.get(name)
    // Names that no group has are listed above.
    if (p !== undefined) states.set(p, readState(optimizer, name, p, entry, problems))
  }
  for (const [name, value] of Object.entries(saved.shared ?? {})) {
    if (typeof value !== 'number') problems.push(`${name}: expected a number but received ${show(value)}`)
  }
  const lacking = Object.keys(optimizer.shared).filter((name) => saved.shared?.[name] === undefined)
  if (lacking.length > 0) problems.push(`shared: missing ${lacking.join(', ')}`)
  if (problems.length > 0) throw new CheckpointError(`${call}: the state does not fit\n  ${problems.join('\n  ')}`)
  Object.assign(optimizer.shared, saved.shared)
  optimizer.states.clear()
  for (const [p, state] of states) optimizer.states.set(p, own(p, state))
  for (const [group, { params: _, ...options }] of groups) {
    Object.assign(group, structuredClone(defined(options)))
  }
}

type SavedGroup = OptimizerState['paramGroups'][number]

// Matches saved groups to ours: those with the same names.
function matchGroups<O extends GroupOptions>(
  optimizer: Optimizer<O>,
  saved: OptimizerState,
  problems: string[]
): [ParamGroup<O>, SavedGroup][] {
  const wanted = new Set(optimizer.names.values())
  const found = new Set([...saved.paramGroups.flatMap((group) => group.params ?? []), ...Object.keys(saved.state)])
  const missing = [...wanted].filter((name) => !found.has(name))
  const unexpected = [...found].filter((name) => !wanted.has(name))
  if (missing.length > 0) problems.push(`missing: ${missing.join(', ')}`)
  if (unexpected.length > 0) problems.push(`unexpected: ${unexpected.join(', ')}`)
  if (missing.length > 0 || unexpected.length > 0) return []
  const key = (names: readonly string[]): string => JSON.stringify([...names].sort())
  const byNames = new Map(saved.paramGroups.map((group) => [key(group.params), group]))
  const pairs: [ParamGroup<O>, SavedGroup][] = []
  for (const [k, group] of optimizer.paramGroups.entries()) {
    const names = group.params.map((p) => optimizer.names.get(p)!)
    const match = byNames.get(key(names))
    if (match !== undefined) pairs.push([group, match])
    else problems.push(`group ${k}: expected a group of just the parameters ${names.join(', ')}`)
  }
  return pairs
}

function misfitOptions(group: object, options: SavedGroup, rules: Rules): string[] {
  return Object.keys(group)
    .filter((name) => name !== 'params' && rules[name] !== undefined && options[name] !== undefined)
    .filter((name) => !rules[name]!.test(options[name]))
    .map((name) => `expected ${name} to be ${rules[name]!.expected} but received ${show(options[name])}`)
}

function readState<O extends GroupOptions>(
  optimizer: Optimizer<O>,
  name: string,
  p: Tensor,
  entry: unknown,
  problems: string[]
): ParamState {
  const state: ParamState = { scalars: { step: 0 }, slots: {} }
  if (!isObject(entry)) {
    problems.push(`${name}: expected an object of numbers and tensors but received ${show(entry)}`)
    return state
  }
  for (const [slot, value] of Object.entries(entry)) {
    if (typeof value === 'number') {
      if (slot === 'step' && !(Number.isSafeInteger(value) && value >= 0)) {
        problems.push(`${name}.step: expected a whole number >= 0 but received ${value}`)
      }
      ;(state.scalars as Scalars)[slot] = value
    } else if (!(value instanceof Tensor)) {
      const hint = Array.isArray(value)
        ? '; JSON makes arrays of tensors, saveCheckpoint and loadCheckpoint keep them'
        : ''
      problems.push(`${name}.${slot}: expected a number or a tensor but received ${show(value)}${hint}`)
    } else if (value.dtype === 'int32' || !optimizer.slotFits(slot, value, p)) {
      const type = isFloat(value.dtype) ? '' : `${value.dtype} of `
      problems.push(
        `${name}.${slot}: ${type}shape ${format(value.shape)} does not fit the parameter's shape ${format(p.shape)}`
      )
    } else {
      value.ensureReadable(`${optimizer.kind}.loadStateDict`)
      state.slots[slot] = value
    }
  }
  for (const key of numbersOf(optimizer)) {
    if (entry[key] instanceof Tensor)
      problems.push(`${name}.${key}: expected a number but received ${show(entry[key])}`)
  }
  for (const key of optimizer.requiredSlots(state.scalars.step)) {
    if (typeof entry[key] === 'number') problems.push(`${name}.${key}: expected a tensor but received ${entry[key]}`)
  }
  const lacking = needed(optimizer, entry).filter((key) => entry[key] === undefined)
  if (lacking.length > 0) problems.push(`${name}: missing ${lacking.join(', ')}`)
  return state
}

function numbersOf<O extends GroupOptions>(optimizer: Optimizer<O>): string[] {
  return Object.keys(optimizer.initialScalars(optimizer.paramGroups[0]!))
}

// The required parts of an entry: the optimizer's numbers, the slots of its steps, and the partners of present slots.
function needed<O extends GroupOptions>(optimizer: Optimizer<O>, entry: Record<string, unknown>): string[] {
  const names = new Set(numbersOf(optimizer))
  for (const slot of optimizer.requiredSlots(Number(entry.step ?? 0))) names.add(slot)
  for (const family of optimizer.stateGroups) {
    for (const key of Object.keys(entry)) {
      const number = /\d+$/.exec(key)?.[0] ?? ''
      const members = family.map((member) => member.replace(/#$/, number))
      if (members.includes(key)) for (const member of members) names.add(member)
    }
  }
  return [...names]
}

// Copies of the slots; float slots get the parameter's type.
function own(p: Tensor, { scalars, slots }: ParamState): ParamState {
  const copies = Object.entries(slots).map(([name, t]) => {
    return [name, copyOf(t, isFloat(t.dtype) ? p.dtype : t.dtype)] as const
  })
  return { scalars, slots: Object.fromEntries(copies) }
}

/** A copy of a tensor outside of every scope. */
export function copyOf(t: Tensor, dtype = t.dtype): Tensor {
  const storage = Storage.allocate(dtype, t.size)
  const copy = kernels.view(storage, t.shape, rowMajor(t.shape))
  if (dtype === t.dtype && dtype !== 'bool') kernels.copy(t, copy)
  else if (dtype === t.dtype) storage.set(t.data)
  else kernels.cast(t, copy)
  return new Tensor(storage, t.shape)
}

function isGroups(value: unknown): boolean {
  return Array.isArray(value) && value.every((group) => isObject(group) && Array.isArray(group.params))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Tensor)
}
