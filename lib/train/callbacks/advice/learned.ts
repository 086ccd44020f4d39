// What an Advisor concludes from validations, gradients, the optimizer's state and times: overfitting, dead layer, frozen state,
// data starved. Called by advisor.ts.
import { getTotalNorm } from '../../../optim/index.ts'
import type { Row } from '../../events.ts'
import type { Trainer } from '../../trainer.ts'
import type { LayerUnits } from '../gradients.ts'
import { type Advice, percent, show } from './text.ts'

// Validations in a row that must be worse than the best by this share while the training loss fell.
const WORSE_CHECKS = 3
const WORSE = 0.01
// The share of a layer's units that no gradient reaches.
const DEAD = 0.9
// The share of the time spent waiting for batches.
const STARVED = 0.5

/** The validation with the lowest loss, and those since; JSON. */
export interface ValidationState {
  best: Measured | null
  since: number
}

interface Measured {
  readonly epoch: number
  readonly step: number
  readonly val: number
  readonly train: number
}

export class Validations {
  state: ValidationState = { best: null, since: 0 }

  /** A row of the history; looks at those with both losses. */
  look({ epoch, step, valLoss: val, trainLoss: train }: Row): Advice | null {
    if (val === undefined || train === undefined || !Number.isFinite(val) || !Number.isFinite(train)) return null
    const { state } = this
    const { best } = state
    if (best === null || val < best.val) {
      this.state = { best: { epoch: epoch!, step: step!, val, train }, since: 0 }
      return null
    }
    state.since = val > best.val + WORSE * Math.abs(best.val) ? state.since + 1 : 0
    if (state.since < WORSE_CHECKS || train >= best.train) return null
    return {
      kind: 'overfitting',
      text: `overfitting since epoch ${best.epoch}: valLoss rose from ${show(best.val)} at step ${best.step} to ${show(val)} at step ${step} while trainLoss fell from ${show(best.train)} to ${show(train)}; keep the weights of epoch ${best.epoch} (ModelCheckpoint, or EarlyStopping with restoreBest), or use more data, dropout or weight decay`
    }
  }
}

/** Layers almost all of whose units are dead. */
export function deadLayer(layers: readonly LayerUnits[], looks: number, step: number): Advice | null {
  const dead = layers.filter((layer) => layer.dead >= DEAD * layer.units)
  if (dead.length === 0) return null
  const names = dead.map((layer) => `${layer.dead} of the ${layer.units} units of ${layer.name}`)
  return {
    kind: 'deadLayer',
    text: `no gradient reaches ${names.join(', ')} at ${looks} looks in a row, the last at step ${step}; lower the learning rate, or use LeakyReLU, GELU or another initialization`
  }
}

/** Numbers of the optimizer's state that are infinite or NaN: their weights no longer move, or are lost. */
export function frozenState(trainer: Trainer, largest: { step: number; loss: number } | null): Advice | null {
  const { optimizer } = trainer
  const bad: string[] = []
  for (const [parameter, { slots }] of optimizer.states) {
    for (const [slot, tensor] of Object.entries(slots)) {
      const { data } = tensor
      if (!(data instanceof Float32Array || data instanceof Float64Array)) continue
      // The norm of large finite numbers may be infinite.
      if (Number.isFinite(getTotalNorm(tensor))) continue
      let count = 0
      for (const value of data) if (!Number.isFinite(value)) count++
      if (count > 0) bad.push(`${count} of ${data.length} numbers of ${slot} of ${optimizer.names.get(parameter)}`)
    }
  }
  if (bad.length === 0) return null
  const more = bad.length > 3 ? ` and ${bad.length - 3} more` : ''
  const cause =
    largest === null
      ? ''
      : ` (the largest loss since the look before was ${show(largest.loss)} at step ${largest.step})`
  return {
    kind: 'frozenState',
    text: `the optimizer's state is not finite after step ${trainer.step}: ${bad.slice(0, 3).join(', ')}${more}${cause}; their weights do not move any more: go back to a checkpoint, scale the data, or clip the gradients (clipGradNorm)`
  }
}

/** Times of the batches since the look before. */
export interface Times {
  data: number
  step: number
  batches: number
}

/** A run that mostly waits for its batches. */
export function dataStarved({ data, step, batches }: Times, at: number): Advice | null {
  const share = data / (data + step)
  if (!(share >= STARVED) || batches === 0) return null
  const ms = (seconds: number): string => `${show((1000 * seconds) / batches)} ms`
  return {
    kind: 'dataStarved',
    text: `${percent(share)} of the time of the last ${batches} batches up to step ${at} was spent waiting for data (${ms(data)} of ${ms(data + step)} a batch); use workers and prefetch of the DataLoader, or a larger batch`
  }
}
