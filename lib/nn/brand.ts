// Identifies Modules by a brand, not by prototype, so that a module of another copy of the library (installed
// twice, or loaded by import and by require) is recognized.
import type { Module } from './module.ts'

/** The property that holds the copy of the library a Module belongs to. */
export const MODULE = Symbol.for('thalweg.Module')
/** This copy. */
export const COPY: object = {}

/** Whether a value is a Module of this copy. */
export function isModule(value: unknown): value is Module {
  return (value as Record<symbol, unknown> | null | undefined)?.[MODULE] === COPY
}

/** Whether a value is a Module of another copy, whose parameters this copy cannot use. */
export function isModuleOfOtherCopy(value: unknown): boolean {
  const brand = (value as Record<symbol, unknown> | null | undefined)?.[MODULE]
  return brand !== undefined && brand !== COPY
}
