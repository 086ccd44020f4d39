// The columns and tables of analyze.precision. Called by precision.ts.
import type { Table } from './analysis.ts'
import type { LayerError } from './precision.gradients.ts'
import type { Column } from './rows.ts'

export const COLUMNS: readonly Column[] = [
  { key: 'mode', as: 'text' },
  { key: 'activationBytes', head: 'activations', as: 'bytes' },
  { key: 'stateBytes', head: 'states', as: 'bytes' },
  { key: 'secondsPerStep', head: 'ms/step', as: 'ms' },
  { key: 'worstLayerError', head: 'grad error', as: 'percent' },
  { key: 'lossGap', head: 'loss gap' },
  { key: 'memoryBytes', head: 'total', as: 'bytes' },
  { key: 'loss', spread: 'lossSd' },
  { key: 'worstLayerCosine', head: 'cosine' },
  { key: 'against', as: 'text' }
]

/** Gradients by layer, the worst first. */
export function layerTable(layers: readonly LayerError[]): Table[] {
  const rows = [...layers].sort((a, b) => b.relative - a.relative).map((each) => ({ ...each }))
  const columns: Column[] = [
    { key: 'layer', as: 'text' },
    { key: 'relative', head: 'error', as: 'percent' },
    { key: 'cosine' }
  ]
  return [{ title: 'gradients with bfloat16 activations against float32, by layer', columns, rows, shown: 6 }]
}
