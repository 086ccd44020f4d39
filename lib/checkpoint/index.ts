// thalweg/checkpoint: weights and checkpoints as files.
export { loadSafetensors, type NamedTensors, type SaveOptions, saveSafetensors } from './safetensors.ts'
