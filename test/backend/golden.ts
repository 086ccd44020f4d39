// Reads test/golden/<name>.json: forward and gradients of ops, computed in float64 with PyTorch.
import { readFileSync } from 'node:fs'

export interface GoldenArray {
  shape: number[]
  data: number[]
}

export interface GoldenCase {
  op: string
  attrs: Record<string, unknown>
  inputs: GoldenArray[]
  output: GoldenArray
  upstream: GoldenArray
  grads: (GoldenArray | null)[]
}

export function goldenCases(name: string, op: string): GoldenCase[] {
  const text = readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { cases: GoldenCase[] }).cases.filter((c) => c.op === op)
}

/** Row-major strides of a shape. */
export function contiguous(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1)
  for (let d = shape.length - 2; d >= 0; d--) strides[d] = strides[d + 1]! * Math.max(1, shape[d + 1]!)
  return strides
}
