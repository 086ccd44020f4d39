// The findings and the picture of analyze.memory, from its rows. Called by memory.ts.
import { plotMemory } from '../plot/index.ts'
import type { Picture } from './analysis.ts'
import { type Finding, find, type Numbers } from './findings.ts'
import { type ModeBytes, nextSize } from './memory.plan.ts'
import { MEMORY_RULES as RULES } from './memory.rules.ts'
import type { Row } from './rows.ts'

/** Of the plan of the experiment's own optimizer, against the limit, the others and a measurement. */
export function findingsOf(
  rows: readonly Row[],
  at: ModeBytes,
  { limit, samples, why }: { readonly limit: number; readonly samples: number; readonly why: string }
): Finding[] {
  const [own] = rows as readonly Numbers[]
  if (own === undefined) return [find(RULES.fits, { batch: samples, total: Number.NaN, limit })]
  const { plan, statesBytes, largestBatch, accumulate, bfloat16Bytes, checkpointBytes, measured } = own
  const [total, states, largest] = [plan!, statesBytes!, largestBatch!]
  const optimizer = String(own.optimizer).replace(' (own)', '')
  const cheapest = rows.reduce((a, b) => ((b.statesBytes as number) < (a.statesBytes as number) ? b : a))
  const ways = { bfloat16: bfloat16Bytes!, checkpoint: checkpointBytes!, accumulate: accumulate! }
  return [
    find(RULES.fits, { batch: samples, total, limit }, { optimizer }),
    find(RULES.largest, { largest, next: nextSize(largest), limit, fixed: total - at.float32 }, { optimizer }),
    ...(total > limit ? [find(RULES.remedy, { batch: samples, limit, ...ways })] : []),
    find(RULES.measured, { plan: total, measured: measured! }, { why }),
    find(
      RULES.states,
      { states, least: cheapest.statesBytes as number, total },
      { optimizer, cheapest: String(cheapest.optimizer) }
    ),
    find(RULES.bfloat16, { float32: total, bfloat16: bfloat16Bytes!, total }),
    find(RULES.checkpoint, { float32: total, checkpoint: checkpointBytes!, total })
  ]
}

/** The bytes of the experiment's own optimizer, as stacked bars. */
export function picturesOf([own]: readonly Row[]): Picture[] {
  if (own === undefined) return []
  const { parametersBytes, gradientsBytes, statesBytes, activationsBytes, plan, bfloat16Bytes } = own as Numbers
  const same = (bytes: number): { float32: number; bfloat16: number } => ({ float32: bytes, bfloat16: bytes })
  const activations = { float32: activationsBytes!, bfloat16: activationsBytes! + bfloat16Bytes! - plan! }
  const parts = { parameters: same(parametersBytes!), gradients: same(gradientsBytes!), optimizer: same(statesBytes!) }
  return [plotMemory({ ...parts, activations, backward: same(0) } as never)]
}
