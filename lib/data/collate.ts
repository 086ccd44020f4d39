// Batches from samples: PyTorch's default collate. The DataLoader calls it for datasets without getBatch.
import { DataError } from '../errors.ts'
import { empty } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'

/** The type of a batch of samples of type S: tensors are stacked, numbers and booleans become tensors. */
export type Collated<S> = S extends Tensor
  ? Tensor
  : S extends number | boolean
    ? Tensor
    : S extends string
      ? string[]
      : S extends readonly unknown[]
        ? { -readonly [K in keyof S]: Collated<S[K]> }
        : S extends object
          ? { [K in keyof S]: Collated<S[K]> }
          : never

/**
 * Builds a batch from samples like PyTorch's default: tensors of one shape are stacked, numbers become a float32
 * tensor (N), booleans a bool tensor, strings an array; arrays and plain objects are collated element by element. For
 * class numbers return int32 tensors: `tensor(label, { dtype: 'int32' })`.
 *
 * @throws DataError when samples are incompatible; the message says where
 * @example
 * const [inputs, labels] = collate([[tensor([1, 2]), 0], [tensor([3, 4]), 1]])
 * inputs.shape // [2, 2]
 * labels.toArray() // [0, 1]
 */
export function collate<const S>(samples: readonly S[]): Collated<S> {
  return stackValues(samples, 'sample') as Collated<S>
}

function stackValues(values: readonly unknown[], path: string): unknown {
  const first = values[0]
  if (first === undefined)
    throw new DataError(
      `collate: expected ${path} to be a tensor, number, string or nest of them but received undefined`
    )
  if (first instanceof Tensor) return stackTensors(values, path)
  const kind = typeof first
  if (Array.isArray(first)) {
    const lists = same(
      values,
      path,
      'an array of equal length',
      (v): v is unknown[] => Array.isArray(v) && v.length === first.length
    )
    return first.map((_, k) =>
      stackValues(
        lists.map((list) => list[k]),
        `${path}[${k}]`
      )
    )
  }
  if (kind === 'string') return same(values, path, 'a string', (v): v is string => typeof v === 'string')
  if (kind === 'number' || kind === 'boolean') {
    const numbers = same(values, path, `a ${kind}`, (v): v is number | boolean => typeof v === kind)
    const out = empty([values.length], { dtype: kind === 'number' ? 'float32' : 'bool' })
    for (let k = 0; k < numbers.length; k++) out.data[k] = Number(numbers[k])
    return out
  }
  if (isPlainObject(first)) {
    const keys = Object.keys(first)
    const objects = same(
      values,
      path,
      `an object with ${keys.join(', ')}`,
      (v): v is Record<string, unknown> =>
        isPlainObject(v) && Object.keys(v).length === keys.length && keys.every((key) => Object.hasOwn(v, key))
    )
    return Object.fromEntries(
      keys.map((key) => [
        key,
        stackValues(
          objects.map((o) => o[key]),
          `${path}.${key}`
        )
      ])
    )
  }
  throw new DataError(
    `collate: expected ${path} to be a tensor, number, string or nest of them but received ${show(first)}; pass a collate function`
  )
}

function same<V>(values: readonly unknown[], path: string, expected: string, test: (v: unknown) => v is V): V[] {
  for (const [k, v] of values.entries()) {
    if (!test(v))
      throw new DataError(`collate: expected ${path} to be ${expected} in every sample but sample ${k} has ${show(v)}`)
  }
  return values as V[]
}

function stackTensors(values: readonly unknown[], path: string): Tensor {
  const tensors = same(values, path, 'a tensor', (v): v is Tensor => v instanceof Tensor)
  const first = tensors[0]!
  const out = empty([tensors.length, ...first.shape], { dtype: first.dtype })
  const to = out.data
  for (const [k, t] of tensors.entries()) {
    if (t.dtype !== first.dtype || !sameShape(t.shape, first.shape)) {
      throw new DataError(
        `collate: expected ${path} to have one shape and dtype to be stacked but sample 0 has ${format(first.shape)} ${first.dtype} and sample ${k} ${format(t.shape)} ${t.dtype}; pass a collate function`
      )
    }
    to.set(elementsOf(t), k * first.size)
  }
  return out
}
