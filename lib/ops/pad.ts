// Padding: constants around a tensor, or its own elements mirrored, repeated or wrapped around.
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { anything, numeric, show } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { indexSelect } from './gather.ts'
import { slice } from './shape.ts'
import { emptyTensor } from './shared.ts'

export type PadMode = 'constant' | 'reflect' | 'replicate' | 'circular'

export interface PadOptions {
  /**
   * Elements to add before and after, the last dimension first: [left, right, top, bottom, ...]; negative ones are cut off.
   */
  pad: readonly number[]
  /**
   * `value` (constant), mirrored at the edge (reflect), the edge itself (replicate), the other side (circular). Default
   * 'constant'.
   */
  mode?: PadMode | undefined
  /** The value of 'constant'. Default 0. */
  value?: number | undefined
}

// The position in 0 .. n - 1 that is read for position `at`, which may lie outside.
const SOURCES: Record<Exclude<PadMode, 'constant'>, (at: number, n: number) => number> = {
  reflect: (at, n) => (at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at),
  replicate: (at, n) => Math.min(n - 1, Math.max(0, at)),
  circular: (at, n) => (at + n) % n
}

const OPTIONS = positional<PadOptions>({ pad: anything, mode: anything, value: numeric })

/**
 * Pads x, like torch.nn.functional.pad.
 * @throws ShapeError where a size is too small to be mirrored or wrapped around
 * @example
 * pad(tensor([1, 2, 3]), [1, 2]).toArray() // [0, 1, 2, 3, 0, 0]
 * pad(tensor([1, 2, 3]), [2, 1], { mode: 'reflect' }).toArray() // [3, 2, 1, 2, 3, 2]
 */
export function pad(x: Tensor, pad: readonly number[] | PadOptions, options?: Omit<PadOptions, 'pad'>): Tensor {
  checkTensor('pad', 'x', x)
  const { pad: amounts, mode = 'constant', value = 0 } = read('pad', OPTIONS, pad, options)
  const sound = Array.isArray(amounts) && amounts.every(Number.isInteger)
  if (!sound || amounts.length % 2 !== 0 || amounts.length > 2 * x.ndim) {
    throw new OptionError(
      `pad: expected pad to be pairs of whole numbers for at most ${x.ndim} dimensions but received ${show(amounts)}`
    )
  }
  if (mode !== 'constant' && !Object.hasOwn(SOURCES, mode)) {
    throw new OptionError(
      `pad: expected mode to be 'constant', 'reflect', 'replicate' or 'circular' but received ${String(mode)}`
    )
  }
  const sides = x.shape.map((_, d): [number, number] => {
    const at = 2 * (x.ndim - 1 - d)
    return [amounts[at] ?? 0, amounts[at + 1] ?? 0]
  })
  const [added, cut] = [Math.max, Math.min].map((part) => sides.map((side) => side.map((n) => part(0, n)))) as Parts
  const none = (list: readonly Side[]): boolean => list.every(([before, after]) => before === 0 && after === 0)
  const wide =
    mode !== 'constant'
      ? added.reduce((t, [before, after], dim) => own(t, dim, before, after, mode), x)
      : none(added) && !none(cut)
        ? x
        : constant(x, added, value)
  return none(cut) ? wide : cutOff(wide, cut)
}

type Side = [before: number, after: number]
type Parts = [added: Side[], cut: Side[]]

// Amounts are negative or 0.
function cutOff(x: Tensor, cut: readonly Side[]): Tensor {
  return cut.reduce((t, [before, after], dim) => {
    const n = t.shape[dim]!
    if (n + before + after < 0) {
      throw new ShapeError(`pad: cannot cut ${-before - after} elements off dimension ${dim} of ${format(t.shape)}`)
    }
    return before === 0 && after === 0 ? t : slice(t, dim, { start: -before, end: n + after })
  }, x)
}

function constant(x: Tensor, sides: readonly [number, number][], value: number): Tensor {
  const out = emptyTensor(
    x.dtype,
    x.shape.map((n, d) => n + sides[d]![0] + sides[d]![1])
  )
  kernels.fill(kernels.flat(out, out.size), value)
  const offset = out.strides.reduce((sum, stride, d) => sum + stride * sides[d]![0], 0)
  kernels.copy(x, new Tensor(out.storage, x.shape, out.strides, out.offset + offset))
  return record(
    'pad',
    out,
    [x],
    [],
    (g) => {
      const at = g.strides.reduce((sum, stride, d) => sum + stride * sides[d]![0], g.offset)
      return [new Tensor(g.storage, x.shape, g.strides, at)]
    },
    sides
  )
}

function own(x: Tensor, dim: number, before: number, after: number, mode: keyof typeof SOURCES): Tensor {
  if (before === 0 && after === 0) return x
  const n = x.shape[dim]!
  const most = { reflect: n - 1, circular: n, replicate: n > 0 ? Number.POSITIVE_INFINITY : -1 }[mode]
  if (Math.max(before, after) > most) {
    throw new ShapeError(
      `pad: expected at most ${most} elements of padding in mode '${mode}' at dimension ${dim} of ${format(x.shape)} but received ${Math.max(before, after)}`
    )
  }
  const index = emptyTensor('int32', [before + n + after])
  index.storage.write((array) => {
    for (let k = 0; k < index.size; k++) array[index.offset + k] = SOURCES[mode](k - before, n)
  })
  return indexSelect(x, index, { dim })
}
