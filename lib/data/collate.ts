// Batches from samples: PyTorch's default collate. The DataLoader calls it for datasets without getBatch.
import { DataError } from '../errors.ts'
import { empty, tensor } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, number, type Rules, show } from '../util/options.ts'
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
  return stackValues(samples, 'sample', stackTensors) as Collated<S>
}

// Makes one of the tensors of the samples.
type Stack = (values: readonly unknown[], path: string) => unknown

function stackValues(values: readonly unknown[], path: string, stack: Stack): unknown {
  const first = values[0]
  if (first === undefined)
    throw new DataError(
      `collate: expected ${path} to be a tensor, number, string or nest of them but received undefined`
    )
  if (first instanceof Tensor) return stack(values, path)
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
        `${path}[${k}]`,
        stack
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
          `${path}.${key}`,
          stack
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

/** A batch with the lengths of its padded tensors: int32 (N) for each of them, in their order in a sample. */
export interface PaddedBatch<C> {
  batch: C
  lengths: Tensor[]
}

export interface PadCollateOptions<L extends boolean = boolean> {
  /** The value after the end of the shorter ones. Default 0. */
  paddingValue?: number | undefined
  /** Whether to give { batch, lengths } instead of the batch; packPaddedSequence takes lengths. Default false. */
  lengths?: L | undefined
}

const PAD: Rules = { paddingValue: number(), lengths: boolean }

/**
 * A collate function for samples of different lengths: tensors (T, ...) are padded at the end of their first dimension to
 * the longest of the batch, (N, T, ...). Everything else, and tensors without dimensions, is as in `collate`.
 *
 * @param options paddingValue, lengths
 * @throws OptionError; the function throws DataError for tensors whose other dimensions or dtypes differ
 * @example
 * const sequences = [tensor([1, 2, 3]), tensor([4])].map((list) => [list, tensor(0, { dtype: 'int32' })] as const)
 * const [x, y] = padCollate()(sequences)
 * x.toArray() // [[1, 2, 3], [4, 0, 0]]
 * padCollate({ lengths: true })(sequences).lengths[0]?.toArray() // [3, 1]
 */
export function padCollate<const L extends boolean = false>(
  options: PadCollateOptions<L> = {}
): <S>(samples: readonly S[]) => L extends true ? PaddedBatch<Collated<S>> : Collated<S> {
  checkOptions('padCollate', options, PAD)
  const { paddingValue = 0 } = options
  return (samples) => {
    const lengths: Tensor[] = []
    const batch = stackValues(samples, 'sample', (values, path) => {
      const tensors = same(values, path, 'a tensor', (v): v is Tensor => v instanceof Tensor)
      if (tensors[0]!.ndim === 0) return stackTensors(values, path)
      lengths.push(tensor(Int32Array.from(tensors, (t) => t.shape[0] ?? 0)))
      return padTensors(tensors, path, paddingValue)
    })
    return (options.lengths === true ? { batch, lengths } : batch) as never
  }
}

function padTensors(tensors: readonly Tensor[], path: string, value: number): Tensor {
  const first = tensors[0]!
  const rest = first.shape.slice(1)
  const longest = Math.max(...tensors.map((t) => t.shape[0] ?? 0))
  const out = empty([tensors.length, longest, ...rest], { dtype: first.dtype })
  const to = out.data
  to.fill(value)
  for (const [k, t] of tensors.entries()) {
    if (t.dtype !== first.dtype || t.ndim === 0 || !sameShape(t.shape.slice(1), rest)) {
      throw new DataError(
        `padCollate: expected ${path} to differ in its first dimension alone but sample 0 has ${format(first.shape)} ${first.dtype} and sample ${k} ${format(t.shape)} ${t.dtype}`
      )
    }
    to.set(elementsOf(t), k * (out.size / tensors.length))
  }
  return out
}
