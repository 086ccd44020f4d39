// Typed arrays in `toEqual`: vitest compares them as objects, element by element as a property, which takes two seconds for
// a million. Called by setup.ts.

/** True for typed arrays of one type with the same elements by Object.is; everything else is left to vitest. */
export function sameElements(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined
  const [x, y] = [a, b] as unknown as Partial<ArrayLike<unknown>>[]
  if (x!.length === undefined || x!.length !== y!.length) return undefined
  for (let k = 0; k < x!.length; k++) if (!Object.is(x![k], y![k])) return undefined
  return true
}
