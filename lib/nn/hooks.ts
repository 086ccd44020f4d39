// Hooks on modules: functions that see the inputs, the output and the gradients of one module, and may replace them.
// path.ts runs them around forward; module.ts has the methods that register them.
import { addTo, type HookHandle, type HookResult } from '../autograd/hooks.ts'
import { recordJoint } from '../autograd/joint.ts'
import { OptionError } from '../errors.ts'
import { Tensor } from '../tensor/tensor.ts'
import { checkValue, func, show } from '../util/options.ts'

/** Sees the inputs of a module before forward; an array that it returns takes their place. */
export type ForwardPreHook<M = object> = (module: M, inputs: readonly unknown[]) => HookResult<readonly unknown[]>

/** Sees the inputs and the output of a module; what it returns, unless nothing, takes the output's place. */
export type ForwardHook<M = object> = (module: M, inputs: readonly unknown[], output: unknown) => unknown

/**
 * Sees the gradients of the inputs (null for one that is not a tensor or requires none) and of the outputs of a module; an
 * array that it returns takes the place of the first.
 */
export type FullBackwardHook<M = object> = (
  module: M,
  gradInput: readonly (Tensor | null)[],
  gradOutput: readonly (Tensor | null)[]
) => HookResult<readonly (Tensor | null)[]>

interface Hooks {
  readonly before: Set<ForwardPreHook>
  readonly after: Set<ForwardHook>
  readonly backward: Set<FullBackwardHook>
}

let modules: WeakMap<object, Hooks> | null = null

/** Whether any module has ever had hooks: others pay nothing. */
export function hooksUsed(): boolean {
  return modules !== null
}

/** Adds a hook of a kind to a module. */
export function addHook<K extends keyof Hooks>(
  call: string,
  module: object,
  kind: K,
  hook: Hooks[K] extends Set<infer H> ? H : never
): HookHandle {
  checkValue(call, 'hook', hook, func)
  modules ??= new WeakMap()
  let hooks = modules.get(module)
  if (hooks === undefined) {
    hooks = { before: new Set(), after: new Set(), backward: new Set() }
    modules.set(module, hooks)
  }
  // A function may be registered twice.
  const own = ((...args: never[]) => (hook as (...args: never[]) => unknown)(...args)) as never
  return addTo(hooks[kind] as Set<unknown>, own)
}

// The modules whose hooks surround a forward that runs now: a class may call super.forward.
const running = new Set<object>()

/** Runs a module's forward with its hooks around it. */
export function withHooks(module: object, inputs: unknown[], forward: (inputs: unknown[]) => unknown): unknown {
  const hooks = modules?.get(module)
  if (hooks === undefined || running.has(module)) return forward(inputs)
  running.add(module)
  try {
    const given = beforeForward(module, hooks, inputs)
    if (hooks.backward.size === 0) return afterForward(module, hooks, given, forward(given))
    const pass = new BackwardPass(module, hooks)
    const entered = pass.enter(given)
    return pass.leave(afterForward(module, hooks, given, forward(entered)))
  } finally {
    running.delete(module)
  }
}

function beforeForward(module: object, hooks: Hooks, inputs: unknown[]): unknown[] {
  let given = inputs
  for (const hook of [...hooks.before]) {
    const replaced = hook(module, given)
    if (replaced == null) continue
    if (!Array.isArray(replaced)) {
      throw new OptionError(
        `registerForwardPreHook: expected the hook to return an array of inputs or nothing but received ${show(replaced)}`
      )
    }
    given = [...replaced]
  }
  return given
}

function afterForward(module: object, hooks: Hooks, inputs: unknown[], output: unknown): unknown {
  let result = output
  for (const hook of [...hooks.after]) result = hook(module, inputs, result) ?? result
  return result
}

const alias = (x: Tensor): Tensor => new Tensor(x.storage, x.shape, x.strides, x.offset)

// Joints around a module through which its gradients pass.
class BackwardPass {
  readonly #module: object
  readonly #hooks: Hooks
  #gradOutput: readonly (Tensor | null)[] = []
  #count = 0
  #entered = false

  constructor(module: object, hooks: Hooks) {
    this.#module = module
    this.#hooks = hooks
  }

  enter(inputs: readonly unknown[]): unknown[] {
    this.#count = inputs.length
    const places = [...inputs.keys()].filter((k) => inputs[k] instanceof Tensor && (inputs[k] as Tensor).requiresGrad)
    const tensors = places.map((k) => inputs[k] as Tensor)
    const stand = tensors.map(alias)
    recordJoint('moduleInput', stand, tensors, [], (gradients) => {
      const all = inputs.map((): Tensor | null => null)
      for (const [at, k] of places.entries()) all[k] = gradients[at]!
      const replaced = this.#call(all)
      return places.map((k) => replaced[k] ?? null)
    })
    this.#entered = stand.some((x) => x.requiresGrad)
    const given = [...inputs]
    for (const [at, k] of places.entries()) given[k] = stand[at]
    return given
  }

  leave(output: unknown): unknown {
    const tensors: Tensor[] = []
    collect(output, tensors)
    const watched = tensors.filter((y) => y.requiresGrad)
    const stand = watched.map(alias)
    recordJoint('moduleOutput', stand, watched, [], (gradients) => {
      this.#gradOutput = tensors.map((y) => (watched.includes(y) ? gradients[watched.indexOf(y)]! : null))
      // No input has a gradient to wait for.
      if (!this.#entered) this.#call(Array.from({ length: this.#count }, () => null))
      return gradients
    })
    return replace(output, (y) => stand[watched.indexOf(y)] ?? y)
  }

  #call(gradInput: (Tensor | null)[]): readonly (Tensor | null)[] {
    let gradients: readonly (Tensor | null)[] = gradInput
    for (const hook of [...this.#hooks.backward]) {
      const replaced = hook(this.#module, gradients, this.#gradOutput)
      if (replaced == null) continue
      if (!Array.isArray(replaced) || replaced.length !== gradients.length) {
        throw new OptionError(
          `registerFullBackwardHook: expected the hook to return a gradient or null for each of ${gradients.length} inputs, or nothing, but received ${show(replaced)}`
        )
      }
      gradients = replaced
    }
    return gradients
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

// The tensors in an output: alone, in arrays, in plain objects.
function collect(value: unknown, tensors: Tensor[]): void {
  if (value instanceof Tensor) tensors.push(value)
  else if (Array.isArray(value)) for (const each of value) collect(each, tensors)
  else if (isPlain(value)) for (const each of Object.values(value)) collect(each, tensors)
}

function replace(value: unknown, other: (x: Tensor) => Tensor): unknown {
  if (value instanceof Tensor) return other(value)
  if (Array.isArray(value)) return value.map((each) => replace(each, other))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replace(each, other)]))
}
