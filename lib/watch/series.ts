// A curve of the live page: one number of a run by step, in bounded memory. When it is full, every four points become
// the lowest and the highest of them, so that a spike stays visible. Called by board.ts and viewer.ts.

/** Points that a curve holds. A screen is a few thousand pixels wide; the rest is for zooming. */
const MOST = 1 << 16

/** Steps and values of the same length; a value that is not finite is NaN. */
export interface Points {
  readonly steps: ArrayLike<number>
  readonly values: ArrayLike<number>
}

/** The same in separate arrays, which can grow. */
export interface Curve extends Points {
  steps: number[]
  values: number[]
}

/** Where a reader is: how often the curve had changed before, and how many points were read. */
export interface Cursor {
  readonly revision: number
  readonly index: number
}

/** Collects points, and gives the lowest and the highest of them in the order of their steps. */
class Bucket {
  count = 0
  #low: readonly [number, number] = [0, 0]
  #high: readonly [number, number] = [0, 0]

  add(step: number, value: number): void {
    // A first value that is NaN gives way to any other.
    if (this.count++ === 0 || Number.isNaN(this.#low[1])) {
      this.#low = [step, value]
      this.#high = [step, value]
    } else if (value < this.#low[1]) this.#low = [step, value]
    else if (value > this.#high[1]) this.#high = [step, value]
  }

  /** One point or two; empties the bucket. */
  take(): (readonly [number, number])[] {
    const [low, high] = [this.#low, this.#high]
    this.count = 0
    if (low[0] === high[0]) return [low]
    return low[0] < high[0] ? [low, high] : [high, low]
  }
}

/** At most 2 x `buckets` points in place of those from `from` to `to`. */
export function thin({ steps, values }: Points, from: number, to: number, buckets: number): Curve {
  const chosen: Curve = { steps: [], values: [] }
  const add = (step: number, value: number): void => {
    chosen.steps.push(step)
    chosen.values.push(value)
  }
  const count = to - from
  if (count <= 2 * buckets) {
    for (let k = from; k < to; k++) add(steps[k]!, values[k]!)
    return chosen
  }
  const bucket = new Bucket()
  for (let b = 0, k = from; b < buckets; b++) {
    const end = from + Math.floor(((b + 1) * count) / buckets)
    for (; k < end; k++) bucket.add(steps[k]!, values[k]!)
    for (const [step, value] of bucket.take()) add(step, value)
  }
  return chosen
}

export class Series implements Points {
  steps = new Float64Array(64)
  values = new Float64Array(64)
  length = 0
  /** Changes when earlier points change. */
  revision = 0
  /** The latest value, also while the point is not yet among the points. */
  last = Number.NaN
  readonly #most: number
  readonly #bucket = new Bucket()
  // Points that become two; 2 is every point.
  #each = 2

  constructor(most = MOST) {
    this.#most = most
  }

  /** Adds a point at a step that is not lower than the one before; at the same step it replaces it. */
  add(step: number, value: number): void {
    this.last = value
    if (this.#each > 2) {
      this.#bucket.add(step, value)
      if (this.#bucket.count < this.#each) return
      for (const [at, of] of this.#bucket.take()) this.#push(at, of)
    } else if (this.length > 0 && this.steps[this.length - 1] === step) {
      this.values[this.length - 1] = value
      this.revision++
    } else this.#push(step, value)
  }

  #push(step: number, value: number): void {
    if (this.length === this.steps.length) this.#grow()
    this.steps[this.length] = step
    this.values[this.length++] = value
  }

  #grow(): void {
    if (this.length < this.#most) {
      this.steps = enlarged(this.steps)
      this.values = enlarged(this.values)
      return
    }
    const { steps, values } = thin(this, 0, this.length, this.length >> 2)
    this.steps.set(steps)
    this.values.set(values)
    this.length = steps.length
    this.#each *= 2
    this.revision++
  }

  /** Drops the points of this step and later ones. */
  dropFrom(step: number): void {
    const before = this.length
    while (this.length > 0 && this.steps[this.length - 1]! >= step) this.length--
    if (this.#bucket.count > 0) this.#bucket.take()
    if (this.length < before) this.revision++
    this.last = this.length === 0 ? Number.NaN : this.values[this.length - 1]!
  }

  /** What a reader has not read: at most 2 x `buckets` points, and whether they replace what it has. */
  since(cursor: Cursor | undefined, buckets: number): (Curve & { reset: boolean; cursor: Cursor }) | null {
    const reset = cursor?.revision !== this.revision
    const from = reset ? 0 : cursor!.index
    if (!reset && from === this.length) return null
    return { reset, cursor: { revision: this.revision, index: this.length }, ...thin(this, from, this.length, buckets) }
  }
}

function enlarged(column: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * column.length)
  longer.set(column)
  return longer
}
