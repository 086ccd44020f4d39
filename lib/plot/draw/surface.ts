// A surface in perspective by the painter's algorithm: patches and paths from the farthest to the nearest. Called by svg.ts, and
// in the HTML file by browser/page.ts at every turn.
import { cos_f64 as cos, sin_f64 as sin } from '../../backend/gen/math.ts'
import type { Panel, Surface } from '../figure.ts'
import { digits, place, share } from '../scales.ts'

/** Angles in radians: around the vertical axis, and down from the horizon. */
export interface View {
  readonly yaw: number
  readonly pitch: number
}

export const START: View = { yaw: -0.9, pitch: 0.55 }

type Pixel = readonly [number, number]

/** A filled patch (its share of the scale), a line of a path (its place in the palette), or a line of the frame. */
export interface Piece {
  readonly points: readonly Pixel[]
  readonly share?: number | undefined
  readonly color?: number | undefined
}

/** A text of the frame. */
export interface Word {
  readonly text: string
  readonly at: Pixel
}

/** More patches in a row than this are not visible. */
const FINEST = 40

/** What to draw, in order, within `width` x `height` pixels. */
export function project(panel: Panel, view: View, width: number, height: number): { pieces: Piece[]; words: Word[] } {
  const surface = panel.surface!
  const toPixel = camera(view, width, height)
  const sides = {
    x: (v: number) => (share(panel.x, v) ?? 0) - 0.5,
    y: (v: number) => (share(panel.y, v) ?? 0) - 0.5,
    z: (v: number | null | undefined) => (share(panel.scale!, v) ?? 0) - 0.5
  }
  const near: { depth: number; piece: Piece }[] = [...patches(surface, sides, toPixel), ...paths(panel, sides, toPixel)]
  near.sort((a, b) => b.depth - a.depth)
  return { pieces: [...frame(toPixel), ...near.map(({ piece }) => piece)], words: words(panel, toPixel) }
}

type Place3 = readonly [number, number, number]
type Camera = (at: Place3) => { pixel: Pixel; depth: number }

function camera({ yaw, pitch }: View, width: number, height: number): Camera {
  const [cy, sy, cp, sp] = [cos(yaw), sin(yaw), cos(pitch), sin(pitch)]
  const size = Math.min(width, height) * 0.6
  return ([x, y, z]) => {
    const [right, away] = [cy * x - sy * y, sy * x + cy * y]
    const [up, depth] = [cp * 0.7 * z + sp * away, cp * away - sp * 0.7 * z]
    const scale = (size * 2.6) / (2.6 + depth)
    return { pixel: [width / 2 + right * scale, height * 0.48 - up * scale], depth }
  }
}

interface Sides {
  x(v: number): number
  y(v: number): number
  z(v: number | null | undefined): number
}

function patches({ x, y, z }: Surface, sides: Sides, toPixel: Camera): { depth: number; piece: Piece }[] {
  const steps = (n: number): number[] => {
    const count = Math.min(n - 1, FINEST)
    return Array.from({ length: count + 1 }, (_, k) => Math.round((k * (n - 1)) / count))
  }
  const [columns, rows] = [steps(x.length), steps(y.length)]
  const found: { depth: number; piece: Piece }[] = []
  for (let b = 0; b + 1 < rows.length; b++) {
    for (let a = 0; a + 1 < columns.length; a++) {
      const corners = [
        [columns[a]!, rows[b]!],
        [columns[a + 1]!, rows[b]!],
        [columns[a + 1]!, rows[b + 1]!],
        [columns[a]!, rows[b + 1]!]
      ] as const
      const values = corners.map(([i, j]) => z[j]![i])
      if (values.some((v) => v === null || v === undefined)) continue
      const ends = corners.map(([i, j], k) => toPixel([sides.x(x[i]!), sides.y(y[j]!), sides.z(values[k])]))
      const mean = values.reduce((sum: number, v) => sum + sides.z(v) + 0.5, 0) / 4
      const depth = ends.reduce((sum, end) => sum + end.depth, 0) / 4
      found.push({ depth, piece: { points: ends.map(({ pixel }) => pixel), share: mean } })
    }
  }
  return found
}

// A little nearer than the surface they lie on.
function paths({ surface, x, y }: Panel, sides: Sides, toPixel: Camera): { depth: number; piece: Piece }[] {
  return surface!.paths.flatMap((path) => {
    const inside = (k: number): boolean => {
      const [a, b] = [place(x, path.x[k]), place(y, path.y[k])]
      const within = (v: number | null, axis: typeof x) =>
        v !== null && v >= place(axis, axis.from)! && v <= place(axis, axis.to)!
      return within(a, x) && within(b, y) && path.z[k] !== null
    }
    const found: { depth: number; piece: Piece }[] = []
    for (let k = 0; k + 1 < path.x.length; k++) {
      if (!inside(k) || !inside(k + 1)) continue
      const ends = [k, k + 1].map((i) => toPixel([sides.x(path.x[i]!), sides.y(path.y[i]!), sides.z(path.z[i]) + 0.01]))
      const depth = (ends[0]!.depth + ends[1]!.depth) / 2 - 0.03
      found.push({ depth, piece: { points: ends.map(({ pixel }) => pixel), color: path.color } })
    }
    return found
  })
}

const FLOOR: readonly Place3[] = [
  [-0.5, -0.5, -0.5],
  [0.5, -0.5, -0.5],
  [0.5, 0.5, -0.5],
  [-0.5, 0.5, -0.5]
]

// The floor, and the vertical edges but for the nearest one.
function frame(toPixel: Camera): Piece[] {
  const lines: (readonly [Place3, Place3])[] = FLOOR.map((corner, k) => [corner, FLOOR[(k + 1) % 4]!])
  const depths = FLOOR.map((corner) => toPixel(corner).depth)
  const nearest = depths.indexOf(Math.min(...depths))
  for (const [k, [x, y]] of FLOOR.entries()) {
    const edge = [
      [x, y, -0.5],
      [x, y, 0.5]
    ] as const
    if (k !== nearest) lines.push(edge)
  }
  return lines.map((ends) => ({ points: ends.map((end) => toPixel(end).pixel) }))
}

// Labels and ends of the axes, along the edges of the floor on the side of the viewer.
function words({ x, y }: Panel, toPixel: Camera): Word[] {
  const front = (axis: 0 | 1): 1 | -1 => {
    const at = (side: number): Place3 => (axis === 0 ? [side, 0, -0.5] : [0, side, -0.5])
    return toPixel(at(1)).depth < toPixel(at(-1)).depth ? 1 : -1
  }
  const [right, near] = [front(0), front(1)]
  const along = (v: number, text: string, far: number): Word => ({ text, at: toPixel([v, near * far, -0.5]).pixel })
  const across = (v: number, text: string, far: number): Word => ({ text, at: toPixel([right * far, v, -0.5]).pixel })
  return [
    along(0, x.label, 0.68),
    along(-0.5, digits(x.from), 0.6),
    along(0.5, digits(x.to), 0.6),
    across(0, y.label, 0.68),
    across(-0.5, digits(y.from), 0.6),
    across(0.5, digits(y.to), 0.6)
  ]
}
