// thalweg/checkpoint: weights and checkpoints as files.
import '../ops/methods.ts'

export { loadCheckpoint, type SaveCheckpointOptions, saveCheckpoint } from './checkpoint.ts'
export { loadSafetensors, type NamedTensors, type SaveOptions, saveSafetensors } from './safetensors.ts'
export type { Tree } from './tree.ts'
