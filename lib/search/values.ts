// The values of parameters: copied wherever one is stored or handed out, so that an objective that changes its own
// changes nothing else; compared by what they are, because those of a file are equal and not identical. Called by
// space.ts, search.ts, tpe.ts and result.ts.
import { isPlainObject, tagOf } from '../util/realm.ts'

/** A copy, all the way down. Functions and class instances are shared: they cannot be copied. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, copyOf(v)])) as T
  }
  const kind = tagOf(value)
  if (kind === 'Map') return new Map([...(value as object as Map<unknown, unknown>)].map(copyOf)) as T
  if (kind === 'Set') return new Set([...(value as object as Set<unknown>)].map(copyOf)) as T
  return kind === 'Date' || ArrayBuffer.isView(value) ? structuredClone(value) : value
}

/** The number of the value among `values` that equals `value`; -1 when there is none. */
export function placeOf(values: readonly unknown[], value: unknown): number {
  const same = values.findIndex((v) => Object.is(v, value))
  if (same >= 0 || typeof value !== 'object' || value === null) return same
  const key = JSON.stringify(value)
  return values.findIndex((v) => typeof v === 'object' && v !== null && JSON.stringify(v) === key)
}
