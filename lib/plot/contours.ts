// Filled contours of a grid by marching squares: rings around what is at least a level. Called by charts/landscape.ts.

/** The grid: `z[j][i]` is at x[i], y[j]. */
export interface Grid {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly z: readonly (readonly (number | null)[])[]
}

// Edges of a cell: 0 bottom, 1 right, 2 top, 3 left. For each combination of corners that are inside (bit 0 bottom left, 1
// bottom right, 2 top right, 3 top left) the segments from edge to edge, what is inside to their left.
const SEGMENTS: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1]
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2]
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  []
]
// The same where the middle of a saddle is inside: its two inner corners are joined.
const JOINED: Readonly<Record<number, (typeof SEGMENTS)[number]>> = {
  5: [
    [0, 1],
    [2, 3]
  ],
  10: [
    [3, 0],
    [1, 2]
  ]
}

/**
 * Rings around all places where the grid is at least `level`, as x, y, x, y ...; rings around holes run the other way. What
 * lies beyond the grid, and missing values, count as lower: rings close along the border.
 */
export function rings({ x, y, z }: Grid, level: number): number[][] {
  const [columns, rows] = [x.length, y.length]
  const at = (i: number, j: number): number =>
    i < 0 || j < 0 || i >= columns || j >= rows ? Number.NEGATIVE_INFINITY : (z[j]![i] ?? Number.NEGATIVE_INFINITY)
  // From each crossing of an edge to the next one; edges are numbered so that neighbors agree.
  const next = new Map<number, number>()
  const width = columns + 2
  const horizontal = (i: number, j: number): number => 2 * ((j + 1) * width + i + 1)
  const edge = (side: number, i: number, j: number): number =>
    side === 0
      ? horizontal(i, j)
      : side === 2
        ? horizontal(i, j + 1)
        : side === 3
          ? horizontal(i, j) + 1
          : horizontal(i + 1, j) + 1
  for (let j = -1; j < rows; j++) {
    for (let i = -1; i < columns; i++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)]
      const kind = corners.reduce((bits, value, k) => (value >= level ? bits | (1 << k) : bits), 0)
      const joined = (kind === 5 || kind === 10) && corners.reduce((a, b) => a + b) / 4 >= level
      for (const [from, to] of (joined ? JOINED[kind] : SEGMENTS[kind])!) next.set(edge(from, i, j), edge(to, i, j))
    }
  }
  return walk(next, (crossing) => pointAt(crossing, width, { x, y, z }, at, level))
}

// Follows each ring once.
function walk(next: Map<number, number>, point: (crossing: number) => [number, number]): number[][] {
  const found: number[][] = []
  for (const start of next.keys()) {
    if (!next.has(start)) continue
    const ring: number[] = []
    for (let here: number | undefined = start; here !== undefined; ) {
      ring.push(...point(here))
      const to: number | undefined = next.get(here)
      next.delete(here)
      here = to === start ? undefined : to
    }
    found.push(ring)
  }
  return found
}

function pointAt(
  crossing: number,
  width: number,
  { x, y }: Grid,
  at: (i: number, j: number) => number,
  level: number
): [number, number] {
  const cell = crossing >> 1
  const [i, j] = [(cell % width) - 1, Math.floor(cell / width) - 1]
  const along = crossing % 2 === 0
  const [a, b] = along ? [at(i, j), at(i + 1, j)] : [at(i, j), at(i, j + 1)]
  // At the border and next to missing values the ring runs through the last known point.
  const part = Number.isFinite(a) && Number.isFinite(b) ? (level - a) / (b - a) : Number.isFinite(a) ? 0 : 1
  const between = (list: readonly number[], k: number, t: number): number => {
    const [low, high] = [list[Math.max(0, k)]!, list[Math.min(list.length - 1, k + 1)]!]
    return low + (high - low) * t
  }
  const clamp = (list: readonly number[], k: number): number => list[Math.min(list.length - 1, Math.max(0, k))]!
  return along ? [between(x, i, part), clamp(y, j)] : [clamp(x, i), between(y, j, part)]
}
