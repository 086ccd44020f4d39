// Muon: Jordan et al. 2024, by its formula in float64. PyTorch iterates in bfloat16, so that its numbers
// (test/golden/optimizers.json) say little.
import { type Formula, negative, type Row } from '../../optim/row.ts'

interface Options {
  lr?: number
  weightDecay?: number
  momentum?: number
  nesterov?: boolean
  nsCoefficients?: [number, number, number]
  eps?: number
  nsSteps?: number
  adjustLrFn?: string | null
}

type Matrix = number[][]
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)))
const mix = (...terms: [number, Matrix][]): Matrix =>
  terms[0]![1].map((row, i) => row.map((_, j) => terms.reduce((sum, [factor, m]) => sum + factor * m[i]![j]!, 0)))
const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!))

// a X + b (X X^T) X + c (X X^T)^2 X, time after time.
function orthogonal(g: Matrix, [a, b, c]: readonly number[], steps: number, eps: number): Matrix {
  const norm = Math.sqrt(g.flat().reduce((sum, x) => sum + x * x, 0))
  let x = mix([1 / Math.max(norm, eps), g])
  for (let k = 0; k < steps; k++) {
    const cube = times(times(x, transpose(x)), x)
    x = mix([a!, x], [b!, cube], [c!, times(times(x, transpose(x)), cube)])
  }
  return x
}

function muon(options: Options): Formula {
  const { lr = 1e-3, weightDecay = 0.1, momentum = 0.95, nesterov = true, eps = 1e-7, nsSteps = 5 } = options
  const { nsCoefficients = [3.4445, -4.775, 2.0315], adjustLrFn = null } = options
  const buffer: number[] = []
  return (p, g, _, shape) => {
    const [rows, cols] = shape as [number, number]
    const direction = g.map((x, i) => {
      buffer[i] = momentum * (buffer[i] ?? 0) + (1 - momentum) * x
      return nesterov ? (1 - momentum) * x + momentum * buffer[i]! : buffer[i]!
    })
    const matrix = Array.from({ length: rows }, (_, i) => direction.slice(i * cols, (i + 1) * cols))
    const update = orthogonal(matrix, nsCoefficients, nsSteps, eps).flat()
    const rate = adjustLrFn === 'match_rms_adamw' ? 0.2 * Math.sqrt(Math.max(rows, cols)) : Math.sqrt(Math.max(1, rows / cols))
    for (const i of p.keys()) p[i] = p[i]! * (1 - lr * weightDecay) - lr * rate * update[i]!
  }
}

export const rows: Record<string, Row> = {
  Muon: {
    formula: muon,
    cases: [
      { lr: 0.02 },
      { lr: 0.02, weightDecay: 0.01, momentum: 0.8, nesterov: false, nsSteps: 3, adjustLrFn: 'match_rms_adamw' },
      { lr: 0.1, weightDecay: 0, nsCoefficients: [2, -1.5, 0.5], nsSteps: 9, adjustLrFn: 'original' },
      // Nothing but the length is changed; a norm below eps.
      { lr: 0.1, nsSteps: 0, eps: 100 }
    ],
    parabola: { lr: 0.02, weightDecay: 0 },
    matrices: true,
    reach: 'tensor',
    refused: [
      negative('lr'),
      negative('eps'),
      negative('weightDecay'),
      negative('momentum'),
      [{ nsSteps: 100 }, 'expected nsSteps to be a whole number >= 0 and < 100 but received 100'],
      [{ nsCoefficients: [1] }, 'expected nsCoefficients to be an array of 3 elements, each a finite number but'],
      [{ adjustLrFn: 'x' }, "expected adjustLrFn to be one of 'original', 'match_rms_adamw', null but received 'x'"],
      [{ precision: 'float16' }, "expected precision to be one of 'float32', 'bfloat16' but received 'float16'"]
    ]
  }
}
