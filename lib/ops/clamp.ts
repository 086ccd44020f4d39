// clamp and its one-sided forms, with numbers (a row of native/rules/elementwise.def) or tensors as bounds.
import { OptionError } from '../errors.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { rule } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { gt, lt, ne, where } from './elementwise.ts'
import { logicalOr } from './logic.ts'
import { elementwise, type Value } from './shared.ts'

/** The bounds of `clamp`: numbers, or tensors that broadcast. */
export interface ClampOptions {
  min?: Value | null | undefined
  max?: Value | null | undefined
}

const bound = rule('a number or a tensor', (v) => v === null || typeof v === 'number' || v instanceof Tensor)
const CLAMP = positional<ClampOptions>({ min: bound, max: bound })

function named(name: 'min' | 'max', value: unknown): unknown {
  if (value === undefined) return {}
  return typeof value !== 'object' || value === null || value instanceof Tensor ? { [name]: value } : value
}

/** @internal The bounds of a call, by position or by name. */
export function bounds(op: string, first: unknown, second: unknown): ClampOptions {
  const options = { ...read(op, CLAMP, named('min', first)), ...read(op, CLAMP, named('max', second)) }
  if ((options.min ?? null) === null && (options.max ?? null) === null) {
    throw new OptionError(`${op}: expected min or max but received neither`)
  }
  return options
}

/**
 * x limited to [min, max]; either may be omitted. The gradient passes at the bounds; that of a bound which is a tensor is where
 * the bound is the result.
 * @example
 * clamp(tensor([-1, 0.5, 2]), 0, 1).toArray() // [0, 0.5, 1]
 * clamp(tensor([1, 5]), { max: tensor([3, 4]) }).toArray() // [1, 4]
 */
export function clamp(x: Tensor, min?: Value | null | ClampOptions, max?: Value | null | ClampOptions): Tensor {
  const { min: low, max: high } = bounds('clamp', min, max)
  if (low instanceof Tensor || high instanceof Tensor) {
    checkTensor('clamp', 'x', x)
    const raised = (low ?? null) === null ? x : where(beyond(lt, x, low!), low!, x)
    return (high ?? null) === null ? raised : where(beyond(gt, raised, high!), high!, raised)
  }
  return elementwise('clamp', [x], low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY)
}

// Where x is beyond the bound, or the bound is NaN, which comes through.
function beyond(compare: typeof lt, x: Tensor, limit: Value): Tensor {
  const outside = compare(x, limit)
  return limit instanceof Tensor ? logicalOr(outside, ne(limit, limit)) : outside
}

/** x, but at least `min`: a number or a tensor. */
export function clampMin(x: Tensor, min: Value | { min: Value }): Tensor {
  return clamp(x, bounds('clampMin', min, undefined))
}

/** x, but at most `max`: a number or a tensor. */
export function clampMax(x: Tensor, max: Value | { max: Value }): Tensor {
  return clamp(x, bounds('clampMax', undefined, max))
}
