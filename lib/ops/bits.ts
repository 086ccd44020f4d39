// Ops of whole numbers: the bits of integers and bools, greatest common divisors and least common multiples. No gradients.
import { ShapeError } from '../errors.ts'
import { isFloat } from '../tensor/dtypes.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { integerOp } from './integers.ts'
import { logicalNot } from './logic.ts'
import type { Value } from './shared.ts'

function whole(op: string, ...values: Value[]): Tensor {
  for (const [k, v] of values.entries()) {
    const name = k === 0 ? 'a' : 'b'
    if (typeof v !== 'number') checkTensor(op, name, v)
    if (typeof v === 'number' ? !Number.isSafeInteger(v) : isFloat(v.dtype)) {
      throw new ShapeError(
        `${op}: expected integers but received ${typeof v === 'number' ? v : v.dtype} as ${name}; convert it first: x.to('int32')`
      )
    }
  }
  if (!values.some((v) => v instanceof Tensor)) {
    throw new ShapeError(`${op}: expected at least one tensor but received only numbers`)
  }
  return integerOp(op, values, 0, 0)!
}

/**
 * The greatest common divisor of integers.
 * @example
 * gcd(tensor([12, 18], { dtype: 'int32' }), 8).toArray() // [4, 2]
 */
export function gcd(a: Value, b: Value): Tensor {
  return whole('gcd', a, b)
}

/** The least common multiple of integers. */
export function lcm(a: Value, b: Value): Tensor {
  return whole('lcm', a, b)
}

/**
 * The bits that both integers have; of bools, where both hold.
 * @example
 * bitwiseAnd(tensor([6], { dtype: 'int32' }), 3).toArray() // [2]
 */
export function bitwiseAnd(a: Value, b: Value): Tensor {
  return whole('bitwiseAnd', a, b)
}

/** The bits that at least one of two integers has; of bools, where at least one holds. */
export function bitwiseOr(a: Value, b: Value): Tensor {
  return whole('bitwiseOr', a, b)
}

/** The bits that exactly one of two integers has; of bools, where exactly one holds. */
export function bitwiseXor(a: Value, b: Value): Tensor {
  return whole('bitwiseXor', a, b)
}

/** The bits that an integer does not have: -1 - x; of bools, where x does not hold. */
export function bitwiseNot(x: Tensor): Tensor {
  return x instanceof Tensor && x.dtype === 'bool' ? logicalNot(x) : whole('bitwiseNot', x)
}

/**
 * The bits of integers, shifted to the left by b: a * 2^b.
 * @example
 * bitwiseLeftShift(tensor([1, 3], { dtype: 'int32' }), 2).toArray() // [4, 12]
 */
export function bitwiseLeftShift(a: Value, b: Value): Tensor {
  return whole('bitwiseLeftShift', a, b)
}

/** The bits of integers, shifted to the right by b: a / 2^b rounded down. */
export function bitwiseRightShift(a: Value, b: Value): Tensor {
  return whole('bitwiseRightShift', a, b)
}
