// The losses of candidates by step as a picture, with the spread over seeds. Called by the analyses that race.
import { Picture, plotHistory } from '../plot/index.ts'
import type { Lane } from './race.ts'

/** The smoothed training losses of all lanes that have runs; no picture without any. */
export function lossCurves(title: string, lanes: readonly Lane[]): Picture[] {
  const runs = lanes.flatMap(({ candidate, records }) => {
    // Runs that ended early have fewer steps: a band needs runs of one length.
    const whole = records.filter(({ diverged, smoothed }) => !diverged && smoothed.length > 1)
    const columns = whole.map(({ smoothed }) => ({ step: smoothed.map((_, k) => k + 1), trainLoss: [...smoothed] }))
    return columns.length === 0 ? [] : [[candidate.name, columns] as const]
  })
  if (runs.length === 0) return []
  const { figure } = plotHistory(Object.fromEntries(runs), { columns: ['trainLoss'], x: 'step', title })
  return [new Picture({ ...figure, panels: figure.panels.map((panel) => ({ ...panel, title })) })]
}
