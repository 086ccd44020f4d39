// Kinds of values that hold across realms. Test runners (jest, vitest's vmThreads and vmForks) run a program in a
// context with other globals, whose Object, Error and Uint8Array are not those of Node's modules: `instanceof` and
// prototypes say no to what `fs`, `structuredClone` and worker threads hand over. Used wherever such values can come
// in.

/** Whether a value is an object literal, or what JSON or a structured clone makes of one. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value) as object | null
  // The Object.prototype of any realm, and nothing else, has no prototype and owns these.
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'))
}

/** 'Float32Array', 'Error', 'Object', ...: the kind of a built-in object. A Buffer is a Uint8Array. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}

export function isError(value: unknown): value is Error {
  // A DOMException is one by its prototype, not by its tag.
  return value instanceof Error || tagOf(value) === 'Error' || tagOf(value) === 'DOMException'
}

export function isPromise(value: unknown): value is Promise<unknown> {
  if (value instanceof Promise) return true
  const then = typeof value === 'object' && value !== null && 'then' in value
  return then && tagOf(value) === 'Promise'
}

export function isUrl(value: unknown): value is URL {
  return value instanceof URL || (tagOf(value) === 'URL' && typeof (value as URL).href === 'string')
}

export function isAbortSignal(value: unknown): value is AbortSignal {
  return value instanceof AbortSignal || tagOf(value) === 'AbortSignal'
}

// --- two copies of this library in one process ---

/** The symbol under which classes of this library say which copy of it they are of. */
export const BRAND = Symbol.for('thalweg.Tensor')
/** This copy. */
export const COPY: object = {}

/** Whether a value is a tensor of another copy of this library: its memory and its graph mean nothing to this one. */
export function isOfOtherCopy(value: unknown): boolean {
  const brand = (value as Record<symbol, unknown> | null | undefined)?.[BRAND]
  return brand !== undefined && brand !== COPY
}
