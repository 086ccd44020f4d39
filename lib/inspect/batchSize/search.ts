// The search for a batch size: powers of two while the memory lasts, then between the best ones. Called by
// findBatchSize.ts, which measures.

/** What a batch size comes to. */
export interface BatchSizeRow {
  readonly batchSize: number
  readonly samplesPerSecond: number
  /** Seconds a batch. */
  readonly seconds: number
  /** Bytes at most: parameters, gradients, states, the batch, activations and what backward makes. */
  readonly memory: number
}

export interface SearchLimits {
  readonly min: number
  readonly max: number
  /** Bytes. */
  readonly memoryLimit: number
}

/** Why the search did not go to larger batches. */
export type SearchEnd = 'max' | 'memory' | 'throughput'

export interface Found {
  /** By batch size. */
  readonly rows: readonly BatchSizeRow[]
  /** Null where even the smallest one needs more than the limit. */
  readonly best: BatchSizeRow | null
  readonly ended: SearchEnd
  /** The smallest size that was not tried because it would have needed too much, and what it would have needed. */
  readonly refused: { readonly batchSize: number; readonly memory: number } | null
}

type Measure = (batchSize: number) => Promise<BatchSizeRow>

// Buffers come in size classes, at most a quarter above what is asked for: a straight line can be so much too low.
const MARGIN = 1.1
// A throughput this near to the best one is as good; the smaller batch has it with less memory and more steps.
const AS_GOOD = 0.97
// Two sizes in a row this far below the best one, and larger ones are not tried.
const WORSE = 0.9

/**
 * Measures sizes from `min` on. A size is measured only when what it will need, on the line through the two nearest sizes
 * (`known` has some that are no candidates), stays below the limit.
 */
export async function searchBatchSize(
  limits: SearchLimits,
  known: readonly BatchSizeRow[],
  measure: Measure
): Promise<Found> {
  const { min, max, memoryLimit } = limits
  const rows: BatchSizeRow[] = []
  let refused: Found['refused'] = null
  let ended: SearchEnd = 'max'
  const attempt = async (batchSize: number): Promise<boolean> => {
    const memory = predicted(batchSize, [...known, ...rows])
    if (memory > memoryLimit) {
      if (refused === null || batchSize < refused.batchSize) refused = { batchSize, memory }
      return false
    }
    const row = await measure(batchSize)
    rows.push(row)
    rows.sort((a, b) => a.batchSize - b.batchSize)
    return true
  }
  for (let size = min; ; size = Math.min(max, 2 * size)) {
    if (!(await attempt(size))) ended = 'memory'
    else if (noLongerPays(rows)) ended = 'throughput'
    if (ended !== 'max' || size >= max) break
  }
  for (const size of between(rows, refused, limits)) await attempt(size)
  return { rows, best: bestOf(rows, memoryLimit), ended, refused }
}

/** What a size will need: on the line through the two known sizes that are nearest below, or twice as much for twice. */
export function predicted(batchSize: number, known: readonly BatchSizeRow[]): number {
  const below = known.filter((row) => row.batchSize <= batchSize).sort((a, b) => a.batchSize - b.batchSize)
  const last = below.at(-1)
  if (last === undefined) return 0
  const first = below.at(-2)
  const slope =
    first === undefined
      ? last.memory / last.batchSize
      : Math.max(0, (last.memory - first.memory) / (last.batchSize - first.batchSize))
  return last.memory + MARGIN * slope * (batchSize - last.batchSize)
}

function noLongerPays(rows: readonly BatchSizeRow[]): boolean {
  const most = Math.max(...rows.map((row) => row.samplesPerSecond))
  return rows.length > 2 && rows.slice(-2).every((row) => row.samplesPerSecond < WORSE * most)
}

// The middle between the best size and its neighbors; the neighbor above may be one that memory refused.
function between(rows: readonly BatchSizeRow[], refused: Found['refused'], { max }: SearchLimits): number[] {
  const best = rows.reduce<BatchSizeRow | null>(
    (a, b) => (a === null || b.samplesPerSecond > a.samplesPerSecond ? b : a),
    null
  )
  if (best === null) return []
  const at = rows.indexOf(best)
  const above = rows[at + 1]?.batchSize ?? refused?.batchSize ?? max
  const below = rows[at - 1]?.batchSize ?? best.batchSize
  const middles = [below, above].map((size) => Math.round((best.batchSize + size) / 2))
  return [...new Set(middles)].filter((size) => rows.every((row) => row.batchSize !== size) && size <= max)
}

/** The smallest size whose throughput is about the best, among those within the limit. */
export function bestOf(rows: readonly BatchSizeRow[], memoryLimit: number): BatchSizeRow | null {
  const fitting = rows.filter(({ memory }) => memory <= memoryLimit)
  const most = Math.max(...fitting.map((row) => row.samplesPerSecond))
  return fitting.find((row) => row.samplesPerSecond >= AS_GOOD * most) ?? null
}
