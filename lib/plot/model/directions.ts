// The plane of a model's landscape: two directions through its weights. Called by modelLandscape.ts.
import { Storage } from '../../backend/index.ts'
import { OptionError } from '../../errors.ts'
import { eigh } from '../../linalg/eigh.ts'
import { zeros } from '../../tensor/create.ts'
import { fillNormal, Generator } from '../../tensor/random.ts'
import { difference, product, type Vector, type Weight } from './weights.ts'

/** How random directions are scaled: by filter, by parameter, or not. */
export type Normalization = 'filter' | 'layer' | 'none'

/** Two directions, and what is known about them. */
export interface Plane {
  readonly directions: readonly [Vector, Vector]
  readonly labels: readonly [string, string]
  /** Where the kept weights lie on the plane, in order. */
  readonly path: readonly (readonly [number, number])[] | null
}

/**
 * Random directions from a Philox generator, each filter (or neuron) of them as long as that of the weights. Parameters of one
 * dimension, biases and those of norms, stay as they are (Li et al. 2018, https://arxiv.org/abs/1712.09913).
 */
export function randomPlane(weights: readonly Weight[], values: Vector, by: Normalization, seed: number): Plane {
  const generator = new Generator(seed)
  const draw = (): Vector =>
    weights.map(({ tensor }, k) => {
      const numbers = zeros([tensor.size], { dtype: 'float64' })
      fillNormal(numbers, 0, 1, generator)
      const list = Float64Array.from(numbers.data as ArrayLike<number>)
      if (by === 'none') return list
      if (tensor.ndim < 2) return list.fill(0)
      return scaled(list, values[k]!, by === 'filter' ? tensor.shape[0]! : 1)
    })
  return { directions: [draw(), draw()], labels: ['direction 1', 'direction 2'], path: null }
}

// Each of `groups` parts as long as that of the weights.
function scaled(list: Float64Array, values: Float64Array, groups: number): Float64Array {
  const size = list.length / groups
  for (let g = 0; g < groups; g++) {
    const [part, like] = [list, values].map((all) => all.subarray(g * size, (g + 1) * size)) as [
      Float64Array,
      Float64Array
    ]
    const factor = Math.sqrt(product([like], [like]) / (product([part], [part]) || 1))
    for (let k = 0; k < size; k++) part[k]! *= factor
  }
  return list
}

/** From the weights to two others, which lie at (1, 0) and (0, 1). */
export function planeThrough(values: Vector, [a, b]: readonly [Vector, Vector]): Plane {
  return {
    directions: [difference(a, values), difference(b, values)],
    labels: ['to the first', 'to the second'],
    path: null
  }
}

/**
 * The plane in which the kept weights vary most, seen from the current ones: the first two principal components of their
 * differences, of length 1.
 */
export function trajectoryPlane(call: string, values: Vector, kept: readonly Vector[]): Plane {
  const differences = kept.map((vector) => difference(vector, values))
  const n = differences.length
  const gram = Storage.allocate('float64', n * n)
  const matrix = gram.array as Float64Array
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = product(differences[i]!, differences[j]!)
  }
  const { values: powers, vectors } = eigh(gram, n)
  const total = powers.reduce((sum, power) => sum + Math.max(0, power), 0)
  const axes = [n - 1, n - 2].map((row) => {
    const power = powers[row] ?? 0
    if (!(power > 1e-12 * total)) {
      throw new OptionError(
        `${call}: expected kept weights that vary in two directions but they vary in ${row === n - 1 ? 'none' : 'one'}; keep more of them`
      )
    }
    const mix = (vectors.array as Float64Array).subarray(row * n, (row + 1) * n)
    return { share: power / total, direction: combined(differences, mix, 1 / Math.sqrt(power)) }
  })
  const directions = axes.map(({ direction }) => oriented(direction, differences[0]!)) as [Vector, Vector]
  const path = differences.map((d): [number, number] => [product(d, directions[0]), product(d, directions[1])])
  const labels = axes.map(({ share }, k) => `component ${k + 1} (${(100 * share).toFixed(1)} %)`) as [string, string]
  return { directions, labels, path: [...path, [0, 0]] }
}

function combined(vectors: readonly Vector[], mix: Float64Array, factor: number): Vector {
  return vectors[0]!.map((list, k) => {
    const sum = new Float64Array(list.length)
    for (const [i, vector] of vectors.entries()) {
      const by = mix[i]! * factor
      for (let j = 0; j < sum.length; j++) sum[j]! += by * vector[k]![j]!
    }
    return sum
  })
}

// The path starts on the left and at the bottom.
function oriented(direction: Vector, start: Vector): Vector {
  return product(direction, start) > 0 ? direction.map((list) => list.map((v) => -v)) : direction
}
