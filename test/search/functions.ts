// Functions with known smallest values, each with the space that is searched. Called by tpe.test.ts.
import { choice, int, logUniform, type Space, uniform } from '../../lib/search/index.ts'

export interface Known {
  readonly name: string
  readonly space: Space
  readonly least: number
  // biome-ignore lint/suspicious/noExplicitAny: spaces of every kind in one table
  readonly f: (params: any) => number
}

// Dixon and Szego 1978, "The global optimization problem: an introduction".
const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14]
]
const P = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]
]
const C = [1, 1.2, 3, 3.2]
const six = Object.fromEntries(Array.from({ length: 6 }, (_, k) => [`x${k}`, uniform(0, 1)]))

export const KNOWN: readonly Known[] = [
  {
    name: 'sphere of five numbers',
    space: Object.fromEntries(Array.from({ length: 5 }, (_, k) => [`x${k}`, uniform(-5, 5)])),
    least: 0,
    f: (x) => Object.values<number>(x).reduce((sum, v, k) => sum + (v - k + 2) ** 2, 0)
  },
  {
    name: 'Branin',
    space: { a: uniform(-5, 10), b: uniform(0, 15) },
    least: 0.397887,
    f: ({ a, b }) =>
      (b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6) ** 2 +
      10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) +
      10
  },
  {
    name: 'Hartmann of six numbers',
    space: six,
    least: -3.32237,
    f: (x) =>
      -C.reduce(
        (sum, c, i) => sum + c * Math.exp(-A[i]!.reduce((s, a, j) => s + a * (x[`x${j}`] - P[i]![j]!) ** 2, 0)),
        0
      )
  },
  {
    name: 'learning rate, layers and activation',
    space: {
      lr: logUniform(1e-6, 1),
      layers: int(1, 12),
      width: int(4, 1024, { log: true }),
      act: choice(['relu', 'gelu', 'tanh', 'sin', 'step', 'none'])
    },
    least: 0,
    f: ({ lr, layers, width, act }) =>
      Math.log10(lr / 3e-3) ** 2 +
      ((layers - 4) / 3) ** 2 +
      Math.log2(width / 100) ** 2 / 4 +
      ['gelu', 'relu', 'tanh', 'sin', 'none', 'step'].indexOf(act) / 2
  }
]
