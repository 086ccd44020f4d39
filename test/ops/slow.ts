// The slow, obvious reference that ops are compared with: arrays of numbers with a shape, read by index. No tensors.

export interface Plain {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((n, k) => n * k, 1)

/** The positions of a shape in row-major order. */
export function positions(shape: readonly number[]): number[][] {
  let all: number[][] = [[]]
  for (const n of shape) all = all.flatMap((at) => Array.from({ length: n }, (_, k) => [...at, k]))
  return all
}

/** The element at a position; missing leading and broadcast dimensions count as they do in NumPy. */
export function at(x: Plain, position: readonly number[]): number {
  const own = position.slice(position.length - x.shape.length)
  return x.data[own.reduce((sum, k, d) => sum * x.shape[d]! + (x.shape[d] === 1 ? 0 : k), 0)]!
}

/** An array made element by element. */
export function build(shape: readonly number[], element: (position: number[]) => number): Plain {
  return { shape, data: positions(shape).map(element) }
}

/** The same shape with another size at a dimension. */
export const resized = (shape: readonly number[], dim: number, n: number): number[] =>
  shape.map((size, d) => (d === dim ? n : size))

/** The elements along a dimension through a position. */
export const line = (x: Plain, dim: number, position: readonly number[]): number[] =>
  Array.from({ length: x.shape[dim]! }, (_, k) => at(x, resized(position, dim, k)))

/** A reduction along a dimension, which stays with one element. */
export const reduceAlong = (x: Plain, dim: number, by: (values: number[]) => number): Plain =>
  build(resized(x.shape, dim, 1), (position) => by(line(x, dim, position)))

/** Each element from the line it lies on and its place there. */
export const along = (x: Plain, dim: number, by: (values: number[], k: number) => number): Plain =>
  build(x.shape, (position) => by(line(x, dim, position), position[dim]!))

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
export const mean = (values: readonly number[]): number => sum(values) / values.length
export const spread = (values: readonly number[]): number => mean(values.map((v) => (v - mean(values)) ** 2))
