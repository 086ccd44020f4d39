// thalweg/distributed: several processes, on one machine or many, that work as one through MPI.
import '../ops/methods.ts'

export { type InitOptions, init } from './init.ts'
export type { AllReduceOptions, BroadcastOptions, World } from './world.ts'
