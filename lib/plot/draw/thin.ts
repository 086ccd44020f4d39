// Fewer points for the same picture of a line: of each stretch the first, the lowest, the highest and the last; and the
// part of it that a zoomed chart shows. Called by option.ts.

type Point = readonly [number | null, number | null]

/** The points of an ascending line that a part of the axis shows, with one more on each side; all of any other line. */
export function within(points: readonly Point[], from: number, to: number): readonly Point[] {
  if (points.some(([x], k) => k > 0 && x! < points[k - 1]![0]!)) return points
  const first = points.findIndex(([x]) => x! >= from)
  const last = points.findLastIndex(([x]) => x! <= to)
  return first === -1 || last === -1 ? points : points.slice(Math.max(0, first - 1), last + 2)
}

/** At most about `most` of the points, in order. */
export function thin(points: readonly Point[], most = 2000): readonly Point[] {
  if (points.length <= most) return points
  const stretch = Math.ceil(points.length / (most / 4))
  const kept: Point[] = []
  for (let from = 0; from < points.length; from += stretch) {
    const to = Math.min(points.length, from + stretch)
    let [low, high] = [from, from]
    for (let k = from; k < to; k++) {
      const y = points[k]![1]
      if (y !== null && y < (points[low]![1] ?? Infinity)) low = k
      if (y !== null && y > (points[high]![1] ?? -Infinity)) high = k
    }
    const chosen = new Set([from, low, high, to - 1])
    kept.push(...[...chosen].sort((a, b) => a - b).map((k) => points[k]!))
  }
  return kept
}
