// How tensors print: as PyTorch prints them, with the edges of large ones only.
import type { Shape } from './shape.ts'

const THRESHOLD = 1000
const EDGE = 3
const PRECISION = 4

interface Printed {
  readonly shape: Shape
  readonly dtype: string
  readonly data: ArrayLike<number>
  readonly requiresGrad: boolean
  readonly grad: string | null
}

/** A tensor as text. */
export function print(t: Printed): string {
  const summary = t.data.length > THRESHOLD
  const shown = summary ? edges(t) : Array.from(t.data)
  const text = formatter(t.dtype, shown)
  const width = Math.max(0, ...shown.map((x) => text(x).length))
  const body = t.data.length === 0 ? '[]' : nested(t, 0, 0, (x) => text(x).padStart(width), summary, 'tensor('.length)
  const notes = [
    t.dtype === 'float32' || (t.dtype === 'bool' && t.data.length > 0) ? '' : `dtype=${t.dtype}`,
    t.data.length === 0 && t.shape.length !== 1 ? `size=[${t.shape.join(', ')}]` : '',
    t.grad !== null ? `gradFn=<${t.grad}>` : t.requiresGrad ? 'requiresGrad=true' : ''
  ].filter(Boolean)
  return `tensor(${[body, ...notes].join(', ')})`
}

// Rows of a matrix side by side, blocks below each other.
function nested(
  t: Printed,
  d: number,
  at: number,
  text: (x: number) => string,
  summary: boolean,
  indent: number
): string {
  if (d === t.shape.length) return text(t.data[at]!)
  const n = t.shape[d]!
  const step = t.shape.slice(d + 1).reduce((a, b) => a * b, 1)
  const parts: string[] = []
  for (let k = 0; k < n; k++) {
    if (summary && n > 2 * EDGE && k === EDGE) {
      parts.push('...')
      k = n - EDGE
    }
    parts.push(nested(t, d + 1, at + k * step, text, summary, indent + 1))
  }
  const deeper = t.shape.length - d - 1
  if (deeper > 0) return `[${parts.join(`,${'\n'.repeat(deeper)}${' '.repeat(indent + 1)}`)}]`
  return `[${wrap(parts, indent + 1)}]`
}

function wrap(parts: readonly string[], indent: number): string {
  const width = parts[0]?.length ?? 0
  const perLine = Math.max(1, Math.floor((80 - indent) / (width + 2)))
  if (parts.length <= perLine) return parts.join(', ')
  const lines: string[] = []
  for (let k = 0; k < parts.length; k += perLine) lines.push(parts.slice(k, k + perLine).join(', '))
  return lines.join(`,\n${' '.repeat(indent)}`)
}

// The elements that a summary shows.
function edges(t: Printed): number[] {
  let at = [0]
  for (let d = 0; d < t.shape.length; d++) {
    const n = t.shape[d]!
    const step = t.shape.slice(d + 1).reduce((a, b) => a * b, 1)
    const take = n > 2 * EDGE ? [0, 1, 2, n - 3, n - 2, n - 1] : Array.from({ length: n }, (_, k) => k)
    at = at.flatMap((base) => take.map((k) => base + k * step))
  }
  return at.map((k) => t.data[k]!)
}

// As PyTorch: whole numbers as "1.", a wide range in scientific notation, else four decimals.
function formatter(dtype: string, shown: readonly number[]): (x: number) => string {
  if (dtype === 'bool') return (x) => (x ? 'true' : 'false')
  if (!dtype.startsWith('float')) return (x) => String(x)
  const special = (x: number): string => (Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf')
  const finite = shown.filter((x) => Number.isFinite(x) && x !== 0).map(Math.abs)
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  if (shown.every((x) => !Number.isFinite(x) || Number.isInteger(x))) {
    const scientific = high / low > 1000 && high > 1e8
    return (x) => (Number.isFinite(x) ? (scientific ? exponential(x) : `${Object.is(x, -0) ? '-0' : x}.`) : special(x))
  }
  const scientific = high / low > 1000 || high > 1e8 || low < 1e-4
  return (x) => (Number.isFinite(x) ? (scientific ? exponential(x) : x.toFixed(PRECISION)) : special(x))
}

function exponential(x: number): string {
  return x.toExponential(PRECISION).replace(/e([+-])(\d)$/, 'e$10$2')
}
