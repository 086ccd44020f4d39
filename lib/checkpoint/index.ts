// thalweg/checkpoint: weights and checkpoints as files.
import '../ops/methods.ts'

export { loadSafetensors, type NamedTensors, type SaveOptions, saveSafetensors } from './safetensors.ts'
