// The search for a batch size: powers of two while the memory lasts, then between the best ones. Called by
// findBatchSize.ts, which measures.

/** The measurement of a batch size. */
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
  /** Null when even the smallest size needs more than the limit. */
  readonly best: BatchSizeRow | null
  readonly ended: SearchEnd
  /** The smallest size that was skipped for lack of memory, and the bytes it would have needed. */
  readonly refused: { readonly batchSize: number; readonly memory: number } | null
}

type Measure = (batchSize: number) => Promise<BatchSizeRow>

// Buffers come in size classes, at most a quarter above the request: a linear prediction can be that much too low.
const MARGIN = 1.1
// A throughput this close to the best counts as equal: the smaller batch takes less memory and makes more steps.
const AS_GOOD = 0.97
// After two sizes in a row this far below the best, larger ones are not tried.
const WORSE = 0.9

/**
 * Measures sizes from `min` up. A size is measured only if its predicted memory, extrapolated from the two nearest
 * sizes (`known` includes some that are not candidates), stays below the limit.
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

/** The predicted memory of a size: on the line through the two nearest known sizes below, else proportional. */
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

// The midpoints between the best size and its neighbors; the upper neighbor may be one that memory ruled out.
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

/** The smallest size within the limit whose throughput is close to the best. */
export function bestOf(rows: readonly BatchSizeRow[], memoryLimit: number): BatchSizeRow | null {
  const fitting = rows.filter(({ memory }) => memory <= memoryLimit)
  const most = Math.max(...fitting.map((row) => row.samplesPerSecond))
  return fitting.find((row) => row.samplesPerSecond >= AS_GOOD * most) ?? null
}
