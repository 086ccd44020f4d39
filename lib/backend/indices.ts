// Kernels that read indices, looked at when their call is queued: a bad index throws where the call is made, as it does
// without a queue, and what has been looked at is copied, so that nobody changes it before the kernel reads it. Called
// by queue.ts. Positions of maxima are left out: only kernels make them.
import type { Buffers } from './check.ts'
import type { KernelCalls } from './gen/kernels.ts'
import { firstBad as firstBadRow } from './js/combine.ts'
import { badOf } from './js/ctc.ts'
import { firstBad } from './js/gather.ts'
import { badTarget } from './js/losses.ts'
import { inFlight } from './pending.ts'
import { Storage } from './storage.ts'

interface Indices {
  /** Which buffers, and how many elements of each are read. */
  readonly counts: (sizes: readonly number[]) => readonly (readonly [buffer: number, count: number])[]
  /** 0, or 1 + the position of the first bad one. */
  readonly bad: (arrays: readonly Int32Array[], sizes: readonly number[], numbers: readonly number[]) => number
}

const classes: Indices = {
  counts: ([rows]) => [[1, rows!]],
  bad: ([target], [rows, count], [ignore]) => badTarget(target!, rows!, count!, ignore!)
}
const rows: Indices = {
  counts: ([, , count]) => [[1, count!]],
  bad: ([index], [, n, count]) => firstBad(index!, count!, n!)
}
const elements: Indices = {
  counts: ([outer, , count, inner]) => [[1, outer! * count! * inner!]],
  bad: ([index], [outer, n, count, inner]) => firstBad(index!, outer! * count! * inner!, n!)
}
const sequences: Indices = {
  counts: ([, batch, , width]) => [
    [1, batch! * width!],
    [2, batch!],
    [3, batch!]
  ],
  bad: ([target, steps, lengths], [time, batch, count, width]) =>
    badOf({
      target: target!,
      steps: steps!,
      lengths: lengths!,
      time: time!,
      batch: batch!,
      classes: count!,
      width: width!
    })
}

const INDICES: { readonly [K in keyof KernelCalls]?: Indices } = {
  crossEntropy: classes,
  nll: classes,
  indexSelect: rows,
  indexAdd: rows,
  gather: elements,
  scatterAdd: elements,
  addRows: {
    counts: ([, , count]) => [
      [1, count!],
      [2, count!]
    ],
    bad: ([from, to], [of, n, count]) => firstBad(from!, count!, of!) || firstBad(to!, count!, n!)
  },
  oneHot: { counts: ([count]) => [[0, count!]], bad: ([index], [count, n]) => firstBad(index!, count!, n!) },
  ctc: sequences,
  ctcBackward: sequences,
  combine: {
    counts: ([, , count, taps]) => [
      [1, count! + 1],
      [2, taps!]
    ],
    bad: ([start, index], [, n, count, taps]) =>
      firstBadRow({ start: start!, index: index!, n: n!, count: count!, taps: taps! })
  }
}

/**
 * The buffers of a call that has been checked, with copies of its indices; the status of the kernel where one of them is
 * bad. Indices that queued kernels still have to compute stay: the kernel itself looks at them.
 */
export function withIndices(
  kernel: keyof KernelCalls,
  buffers: Buffers,
  sizes: readonly number[],
  numbers: readonly number[]
): Buffers | number {
  const indices = INDICES[kernel]
  if (indices === undefined) return buffers
  const list = indices.counts(sizes)
  if (list.some(([k]) => inFlight(buffers[k]!.storage.memory))) return buffers
  const copies = list.map(([k, count]) => {
    const { storage, offset } = buffers[k]!
    return (storage.unsettled as Int32Array).slice(offset, offset + count)
  })
  const status = indices.bad(copies, sizes, numbers)
  if (status !== 0) return status
  const own = [...buffers]
  for (const [at, [k]] of list.entries()) own[k] = new Storage(copies[at]!, 'int32')
  return own
}
