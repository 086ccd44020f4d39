// Columns of numbers that a callback measures, like the history, and their state. Called by the monitors and Timer.
import { tensor } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { either, type Rule, rule, wholeNumber } from '../../util/options.ts'
import type { Columns } from '../history.ts'

const count = wholeNumber({ min: 1 })

/** `every`: so many epochs, or { steps }: optimizer steps. */
export const everyRule: Rule = either(
  count,
  rule('{ steps }, a whole number >= 1', (v) => count.test((v as { steps?: unknown } | null)?.steps))
)

/** Columns as a state: what is written to a checkpoint takes 8 bytes a number. */
export function columnsState(columns: Readonly<Columns>): Record<string, Tensor> {
  const filled = Object.entries(columns).filter(([, column]) => column.length > 0)
  return Object.fromEntries(filled.map(([name, column]) => [name, tensor(column, { dtype: 'float64' })]))
}

export function columnsOf(state: Readonly<Record<string, Tensor>>): Columns {
  return Object.fromEntries(Object.entries(state).map(([name, t]) => [name, Array.from(t.data as Float64Array)]))
}
