// A batch cut into shards: which samples go to which shard, and which shards to which rank. It depends on the sizes of
// the batch and of the world alone. Called by sharded.ts.
import { type Node, partOf } from '../../distributed/tree.ts'
import { OptionError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { show } from '../../util/options.ts'

/** The shards of one batch. */
export interface Cut {
  /** How many there are: fewer than asked for when the batch has fewer samples. */
  readonly shards: number
  /** The samples of a shard. */
  samplesOf(shard: number): Node
  /** The shards of a rank. */
  shardsOf(rank: number): Node
}

/** Cuts a batch of so many samples for so many ranks. */
export function cut(samples: number, shards: number, ranks: number): Cut {
  const some = Math.min(samples, shards)
  return {
    shards: some,
    samplesOf: (shard) => partOf(samples, some, shard),
    shardsOf: (rank) => partOf(some, ranks, rank)
  }
}

/** The part of a batch with these samples: of its tensors, in arrays and objects, and of arrays of samples. */
export function partOfBatch(batch: unknown, samples: number, part: Node, path = 'the batch', depth = 0): unknown {
  if (batch instanceof Tensor) return rows(batch, samples, part, path)
  if (depth === 4 || typeof batch !== 'object' || batch === null) return batch
  const inner = (value: unknown, key: string): unknown => partOfBatch(value, samples, part, `${path}.${key}`, depth + 1)
  if (Array.isArray(batch)) {
    // A list with something for each sample, such as texts.
    if (batch.length === samples && batch.every((each) => !(each instanceof Tensor))) {
      return batch.slice(part.start, part.start + part.size)
    }
    return batch.map((value, k) => inner(value, String(k)))
  }
  if (Object.getPrototypeOf(batch) !== Object.prototype) {
    throw new OptionError(
      `Trainer: expected ${path} of a distributed run to be a tensor, an array or a plain object, which can be cut into shards, but received ${show(batch)}`
    )
  }
  return Object.fromEntries(Object.entries(batch).map(([key, value]) => [key, inner(value, key)]))
}

function rows(x: Tensor, samples: number, { start, size }: Node, path: string): Tensor {
  if (x.ndim === 0) return x
  if (x.shape[0] !== samples) {
    throw new OptionError(
      `Trainer: expected ${path} of a distributed run to have the ${samples} samples of the batch as its first dimension, along which it is cut into shards, but its shape is ${format(x.shape)}`
    )
  }
  x.ensureReadable('Trainer')
  return new Tensor(x.storage, [size, ...x.shape.slice(1)], x.strides, x.offset + start * x.strides[0]!)
}
