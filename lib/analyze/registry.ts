// Every analysis by its name on the command line. Called by index.ts and the command line.
import { optimizers } from './optimizers.ts'
import { precision } from './precision.ts'
import type { Analyze } from './session.ts'

/** A new analysis adds a line here. */
export const ANALYSES: readonly Analyze<never>[] = [optimizers, precision]
