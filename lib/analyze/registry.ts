// Every analysis, in the order of `thalweg analyze all`. Called by the command line.
import { learningRate } from './learningRate.ts'
import { losses } from './losses.ts'
import { memory } from './memory.ts'
import { optimizers } from './optimizers.ts'
import { schedules } from './schedules.ts'
import type { Analyze } from './session.ts'

/** A new analysis adds its name here. */
export const ANALYSES: readonly Analyze<never>[] = [learningRate, optimizers, schedules, losses, memory]
