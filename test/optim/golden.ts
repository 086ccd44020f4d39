// The golden data of optimizers, and how a case of it is set up.
import { readFileSync } from 'node:fs'
import type { DType } from '../../lib/backend/index.ts'
import * as optim from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

/** Ten steps of one optimizer of PyTorch. */
export interface Case {
  optimizer: string
  options: Record<string, unknown>
  groups?: ({ params: number[] } & Record<string, unknown>)[]
  dtype: 'float32' | 'float64'
  params: { shape: number[]; data: number[] }[]
  /** By step and parameter; null for no gradient. */
  grads: (number[] | null)[][]
  expected: number[][][]
}

/** A hundred steps of one optimizer of PyTorch on a function of two numbers. */
export interface Trajectory {
  function: string
  start: [number, number]
  optimizer: string
  options: Record<string, unknown>
  dtype: 'float32' | 'float64'
  points: [number, number][]
  losses: number[]
}

function read<C>(name: string): C[] {
  return (JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')) as { cases: C[] }).cases
}

// Of PyTorch; and by the formulas of papers in float64, whose numbers float32 has to come near.
export const cases: Case[] = [
  ...read<Case>('optimizers'),
  ...(['float64', 'float32'] as const).flatMap((dtype) =>
    read<Omit<Case, 'dtype'>>('preconditioned').map((c) => ({ ...c, dtype }))
  )
]
export const trajectories = read<Trajectory>('trajectories')

export type AnyOptimizer = new (params: optim.Params<object>, options?: object) => optim.Optimizer

export const classes = optim as never as Record<string, AnyOptimizer>

/** PyTorch's name of an option as ours. */
export const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

export function ours(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]))
}

export function make(shape: readonly number[], data: readonly number[], dtype: DType): Tensor {
  return tensor([...data], { shape, dtype })
}

/** The parameters of a case and its optimizer on them. */
export function setUp(c: Case): { params: Tensor[]; optimizer: optim.Optimizer } {
  const params = c.params.map(({ shape, data }) => make(shape, data, c.dtype))
  const groups = c.groups?.map(({ params: which, ...options }) => ({
    params: which.map((k) => params[k]!),
    ...ours(options)
  }))
  return { params, optimizer: new classes[c.optimizer]!(groups ?? params, ours(c.options)) }
}

/** Gives the parameters the gradients of a step. */
export function setGradients(c: Case, params: readonly Tensor[], step: number): void {
  for (const [k, p] of params.entries()) {
    const values = c.grads[step]![k]
    p.grad = values == null ? null : make(p.shape, values, c.dtype)
  }
}
