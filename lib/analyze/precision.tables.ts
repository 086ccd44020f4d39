// The columns and tables of analyze.precision. Called by precision.ts.
import type { Table } from './analysis.ts'
import type { LayerError } from './precision.gradients.ts'
import type { Column } from './rows.ts'

export const COLUMNS: readonly Column[] = [
  { key: 'mode', as: 'text', note: 'adambfloat16 and adam8bit store the states of Adam in bfloat16 and in 8 bits' },
  { key: 'activationBytes', head: 'activations', as: 'bytes' },
  { key: 'stateBytes', head: 'states', as: 'bytes' },
  { key: 'secondsPerStep', head: 'ms/step', as: 'ms' },
  {
    key: 'worstLayerError',
    head: 'grad error',
    as: 'percent',
    note: 'relative error of the gradient, of the worst layer'
  },
  { key: 'lossGap', head: 'loss gap', note: 'loss after the last step minus that of the mode it is compared with' },
  { key: 'memoryBytes', head: 'total', as: 'bytes', note: 'parameters, gradients, states and activations' },
  { key: 'loss', spread: 'lossSd' },
  { key: 'worstLayerCosine', head: 'cosine', note: 'between both gradients of the worst layer' },
  { key: 'against', as: 'text', note: 'the mode it is compared with' }
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
