// Every analysis of an experiment, in the order of `thalweg analyze all`. Called by index.ts and the command line.
import { batchSize } from './batchSize.ts'
import { learningRate } from './learningRate.ts'
import { losses } from './losses.ts'
import { memory } from './memory.ts'
import { optimizers } from './optimizers.ts'
import { parallel } from './parallel.ts'
import { precision } from './precision.ts'
import { schedules } from './schedules.ts'
import { serving } from './serving.ts'
import { stability } from './stability.ts'
import { step } from './step.ts'
import { throughput } from './throughput.ts'

/** A new analysis adds its name here. */
export const ANALYSES = {
  learningRate,
  optimizers,
  schedules,
  losses,
  memory,
  batchSize,
  step,
  stability,
  precision,
  throughput,
  parallel,
  serving
}
