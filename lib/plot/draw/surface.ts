// A surface in perspective by the painter's algorithm: patches and paths from the farthest to the nearest. Called by svg.ts, and
// in the HTML file by browser/page.ts at every turn.
import type { Panel, Surface } from '../figure.ts'
import { place, share } from '../scales.ts'

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
  readonly share?: number
  readonly color?: number
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
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)]
  const size = Math.min(width, height) * 0.68
  return ([x, y, z]) => {
    const [right, away] = [cy * x - sy * y, sy * x + cy * y]
    const [up, depth] = [cp * 0.7 * z + sp * away, cp * away - sp * 0.7 * z]
    const scale = (size * 2.6) / (2.6 + depth)
    return { pixel: [width / 2 + right * scale, height * 0.54 - up * scale], depth }
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

function frame(toPixel: Camera): Piece[] {
  const lines: (readonly [Place3, Place3])[] = FLOOR.map((corner, k) => [corner, FLOOR[(k + 1) % 4]!])
  for (const [x, y] of FLOOR)
    lines.push([
      [x, y, -0.5],
      [x, y, 0.5]
    ])
  return lines.map((ends) => ({ points: ends.map((end) => toPixel(end).pixel) }))
}

function words({ x, y }: Panel, toPixel: Camera): Word[] {
  return [
    { text: x.label, at: toPixel([0, -0.62, -0.5]).pixel },
    { text: y.label, at: toPixel([-0.62, 0, -0.5]).pixel },
    { text: String(x.from), at: toPixel([-0.5, -0.58, -0.5]).pixel },
    { text: String(x.to), at: toPixel([0.5, -0.58, -0.5]).pixel },
    { text: String(y.from), at: toPixel([-0.58, -0.5, -0.5]).pixel },
    { text: String(y.to), at: toPixel([-0.58, 0.5, -0.5]).pixel }
  ]
}
