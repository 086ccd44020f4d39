// thalweg/train: what trains.
export * from './minimize.ts'
