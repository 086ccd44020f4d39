// How a Module is known: by a brand and not by its prototype, so that a module of another copy of the library (installed
// twice, or loaded by import and by require) is known for what it is.
import type { Module } from './module.ts'

/** The property under which every Module says which copy of the library it is of. */
export const MODULE = Symbol.for('thalweg.Module')
/** This copy. */
export const COPY: object = {}

/** Whether a value is a Module of this copy. */
export function isModule(value: unknown): value is Module {
  return (value as Record<symbol, unknown> | null | undefined)?.[MODULE] === COPY
}

/** Whether a value is a Module of another copy: its parameters mean nothing to this one. */
export function isModuleOfOtherCopy(value: unknown): boolean {
  const brand = (value as Record<symbol, unknown> | null | undefined)?.[MODULE]
  return brand !== undefined && brand !== COPY
}
