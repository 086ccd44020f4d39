// When the scheduler of a run steps, and by which metric. Called by loop.ts; with scheduleEvery 'step' and no metric step.ts
// does it.
import { mismatch } from '../util/options.ts'
import type { Row } from './events.ts'
import { columnNames } from './history.ts'
import type { Run } from './run.ts'

/** After every epoch. A scheduler that looks at a metric sees the latest one of the epoch, if there is any. */
export function stepAfterEpoch(run: Run, validates: boolean, row: Row): void {
  const { scheduler, scheduleEvery, scheduleMetric } = run.step.setup
  if (scheduler === undefined || scheduleEvery !== 'epoch') return
  if (scheduleMetric === undefined && scheduler.kind !== 'ReduceLROnPlateau') {
    scheduler.step()
    return
  }
  const { history, position } = run
  const column = metricColumn(run, validates, scheduleMetric)
  const values = (history[column] ?? []).filter((_, k) => history.epoch[k] === position.epoch + 1)
  // The row of the epoch itself may lack what earlier rows of the epoch have.
  if (row[column] === undefined && Number.isNaN(values.at(-1))) values.pop()
  const value = values.at(-1)
  if (value !== undefined) scheduler.step(value)
}

/** After every measurement, with scheduleEvery 'step' and a metric. */
export function stepAfterMeasuring(run: Run, validates: boolean, row: Row): void {
  const { scheduler, scheduleEvery, scheduleMetric } = run.step.setup
  if (scheduleEvery !== 'step' || scheduleMetric === undefined) return
  const value = row[metricColumn(run, validates, scheduleMetric)]
  if (value !== undefined) scheduler?.step(value)
}

function metricColumn({ meter }: Run, validates: boolean, name: string | undefined): string {
  const names = ['epoch', 'step', ...columnNames(meter.metrics, validates), 'learningRate']
  const column = name ?? (names.includes('valLoss') ? 'valLoss' : 'trainLoss')
  if (!names.includes(column)) throw mismatch('Trainer', 'scheduleMetric', `one of ${names.join(', ')}`, column)
  return column
}
