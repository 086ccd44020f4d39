// Adam with packed states: its numbers are those of Adam but for the rounding of the states, test/optim/packed.test.ts.
import { BETAS, negative, type Row } from '../../optim/row.ts'

const row: Row = {
  parabola: { lr: 0.1 },
  reach: 'tensor',
  float32: true,
  refused: [negative('lr'), negative('eps'), negative('weightDecay'), BETAS]
}

export const rows: Record<string, Row> = { Adam8bit: row, AdamBfloat16: row }
