// Errors with their place in the model: `model.body.1 (Linear): linear: expected x ...`. Every class's forward is
// wrapped once; without an error that costs one try around the call. The first pass of each model is checked
// more closely (unseen.ts).

import { provideLayers } from '../autograd/anomaly.ts'
import { isGradEnabled } from '../autograd/tape.ts'
import { ThalwegError } from '../errors.ts'
import { restoring } from '../util/restore.ts'
import { hooksUsed, withHooks } from './hooks.ts'
import type { Module } from './module.ts'
import { FirstPass } from './unseen.ts'

/** What this file needs of a Module. */
interface Named {
  namedModules(): Iterable<[string, object]>
}

type Forward = (this: object, ...inputs: unknown[]) => unknown

const guarded = new WeakSet<object>()

/** Wraps the `forward` of the classes between `module` and `base`, unless already wrapped. */
export function guardForward(module: object, base: object): void {
  for (
    let proto = Object.getPrototypeOf(module);
    proto !== base && proto !== null;
    proto = Object.getPrototypeOf(proto)
  ) {
    if (guarded.has(proto)) return
    guarded.add(proto)
    const forward = Object.getOwnPropertyDescriptor(proto, 'forward')
    if (forward !== undefined && typeof forward.value === 'function') {
      Object.defineProperty(proto, 'forward', { ...forward, value: located(forward.value) })
    }
  }
}

/** Wraps a module's forward: it must call `compute` once and return its result. */
export type ForwardWatcher = (module: object, compute: () => unknown) => unknown

let watcher: ForwardWatcher | null = null

/** Runs `body` with a watcher around every forward; an earlier watcher runs inside. */
export function watchForward<R>(watch: ForwardWatcher, body: () => R): R {
  const before = watcher
  watcher = before === null ? watch : (module, compute) => watch(module, () => before(module, compute))
  return restoring(body, () => {
    watcher = before
  })
}

// The models whose first pass with gradients is done, and the one in its first pass.
const passed = new WeakSet<object>()
let pass: FirstPass | null = null

function located(forward: Forward): Forward {
  return function (this: object, ...inputs: unknown[]): unknown {
    try {
      // The first pass of a model is that of its parts.
      if (pass !== null) {
        passed.add(this)
        pass.visit(this as Module)
      } else if (!passed.has(this) && isGradEnabled()) return firstPass(this, forward, inputs)
      return watched(this, forward, inputs)
    } catch (error) {
      if (error instanceof ThalwegError) locate(error, this as Named)
      throw error
    }
  }
}

function watched(module: object, forward: Forward, inputs: unknown[]): unknown {
  if (hooksUsed()) return withHooks(module, inputs, (given) => seen(module, forward, given))
  return seen(module, forward, inputs)
}

function seen(module: object, forward: Forward, inputs: unknown[]): unknown {
  return watcher === null ? forward.apply(module, inputs) : watcher(module, () => forward.apply(module, inputs))
}

function firstPass(module: object, forward: Forward, inputs: unknown[]): unknown {
  pass = new FirstPass(module as Module, inputs)
  try {
    const result = watched(module, forward, inputs)
    passed.add(module)
    pass.end(result)
    return result
  } finally {
    pass = null
  }
}

// The layer that runs now, for detectAnomaly: the innermost module by its path in the outermost.
provideLayers((body) => {
  const stack: object[] = []
  const watch: ForwardWatcher = (module, compute) => {
    stack.push(module)
    try {
      return compute()
    } finally {
      stack.pop()
    }
  }
  const current = (): string | null => {
    const inner = stack.at(-1)
    return inner === undefined ? null : (placeOf(stack[0] as Named, inner) ?? inner.constructor.name)
  }
  return watchForward(watch, () => body(current))
})

function placeOf(outer: Named, inner: object): string | null {
  for (const [path, each] of outer.namedModules()) {
    if (each === inner) return `${path === '' ? 'model' : `model.${path}`} (${inner.constructor.name})`
  }
  return null
}

// The innermost module that an error passed through, and its message there.
const origins = new WeakMap<ThalwegError, { module: object; message: string }>()

// Each module on the way out prepends its name; the outermost sets the final message.
function locate(error: ThalwegError, module: Named): void {
  let origin = origins.get(error)
  if (origin === undefined) {
    origin = { module, message: error.message }
    origins.set(error, origin)
  }
  const place = placeOf(module, origin.module)
  if (place === null) return
  const message = `${place}: ${origin.message}`
  const stack = error.stack
  if (stack !== undefined) error.stack = stack.replace(error.message, () => message)
  error.message = message
}
