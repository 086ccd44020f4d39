// plotLandscape: contours and surface of a function of two numbers, with the paths of optimizers. Called by users and by `thalweg
// plot landscape`; terrainPanels also by plotTrajectories and modelLandscape.
import { log_f64 as log } from '../../backend/gen/math.ts'
import { power } from '../../backend/math.ts'
import { OptionError } from '../../errors.ts'
import type { LandscapeFacts } from '../../landscapes/index.ts'
import {
  arrayOf,
  boolean,
  checkOptions,
  either,
  mismatch,
  number,
  oneOf,
  rule,
  text,
  wholeNumber
} from '../../util/options.ts'
import { type Grid, rings } from '../contours.ts'
import { type Axis, type Mark, numbers, type Panel, type Scale, type Surface } from '../figure.ts'
import { Picture } from '../picture.ts'
import { gridOf, type PlaneFunction, spaced, valuesAt } from './grid.ts'

/** A path: points of two numbers each, or the result of `minimize`. */
export type Path = readonly (readonly number[])[] | { readonly points: readonly (readonly number[])[] }

/** Options of plotLandscape. */
export interface PlotLandscapeOptions {
  /** From where to where. Default: the function's domain. */
  x?: readonly [number, number] | undefined
  y?: readonly [number, number] | undefined
  /** Values along each side, >= 2. Default 50. */
  points?: number | undefined
  /** Whether colors and levels are by the logarithm; needs positive values. Default: the function's `log`, or false. */
  log?: boolean | undefined
  /** How many contours, evenly spaced (with `log` in the logarithm) from the lowest to the highest value; or their values. Default 10. */
  levels?: number | readonly number[] | undefined
  /** Paths by name. */
  trajectories?: Readonly<Record<string, Path>> | undefined
  /** Places marked with a star. Default: the function's minima. */
  minima?: readonly (readonly [number, number])[] | undefined
  /** Default 'both'. */
  view?: 'both' | 'contours' | 'surface' | undefined
  title?: string | undefined
}

const range = rule('two numbers, the first below the second', (v) => {
  if (!arrayOf(number(), 2).test(v)) return false
  const [from, to] = v as [number, number]
  return from < to
})
const RULES = {
  x: range,
  y: range,
  points: wholeNumber({ min: 2, max: 1000 }),
  log: boolean,
  levels: either(wholeNumber({ min: 2, max: 200 }), arrayOf(number())),
  trajectories: rule('paths by name', (v) => typeof v === 'object' && v !== null && !Array.isArray(v)),
  minima: arrayOf(arrayOf(number(), 2)),
  view: oneOf('both', 'contours', 'surface'),
  title: text
}

/**
 * A function of two numbers as filled contours and as a surface (which turns in HTML), with paths, their starts and ends, and
 * its minima.
 *
 * @param fn a landscape of thalweg/landscapes, or any function of two tensors of one shape, elementwise
 * @param options x, y, points, log, levels, trajectories, minima, view, title
 * @throws OptionError, also when fn is not elementwise, has no domain and x or y is missing, or is not positive with `log`
 * @example
 * const { points } = minimize(rosenbrock, {
 *   params: [tensor(-1, { requiresGrad: true }), tensor(2, { requiresGrad: true })],
 *   optimizer: (params) => new Adam(params, { lr: 0.1 }),
 *   steps: 50
 * })
 * await plotLandscape(rosenbrock, { trajectories: { Adam: points } }).save('rosenbrock.html')
 */
export function plotLandscape(fn: PlaneFunction, options: PlotLandscapeOptions = {}): Picture {
  const call = 'plotLandscape'
  if (typeof fn !== 'function') throw mismatch(call, 'fn', 'a function of two tensors', fn)
  checkOptions(call, options, RULES)
  const facts: Partial<LandscapeFacts> = fn as Partial<LandscapeFacts>
  const paths = pathsOf(call, options.trajectories ?? {})
  const { x = facts.domain?.x, y = facts.domain?.y, points = 50 } = options
  if (x === undefined || y === undefined) {
    throw new OptionError(
      `${call}: expected ${x === undefined ? 'x' : 'y'}, from where to where, because fn has no domain`
    )
  }
  const grid = gridOf(call, fn, spaced(x, points), spaced(y, points))
  const heights = paths.map((path) => ({ ...path, z: valuesAt(call, fn, path.x, path.y) }))
  const title = options.title ?? (fn.name || 'Landscape')
  const panels = terrainPanels(call, grid, heights, {
    log: options.log ?? facts.log ?? false,
    levels: options.levels ?? 10,
    minima: options.minima ?? facts.minima ?? [],
    view: options.view ?? 'both',
    labels: ['x', 'y', 'value'],
    title
  })
  return new Picture({ title, columns: 2, panels })
}

/** A path with the values of the function on it. */
export interface Trail {
  readonly name: string
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly z: readonly number[]
}

/** How terrain is drawn. */
export interface Terrain {
  readonly log: boolean
  readonly levels: number | readonly number[]
  readonly minima: readonly (readonly number[])[]
  /** Where the weights are. */
  readonly marked?: readonly (readonly number[])[] | undefined
  readonly view: 'both' | 'contours' | 'surface'
  readonly labels: readonly [x: string, y: string, value: string]
  readonly title: string
  readonly moves?: boolean | undefined
}

/** Paths by name as columns. */
export function pathsOf(
  call: string,
  trajectories: Readonly<Record<string, Path>>
): { name: string; x: number[]; y: number[] }[] {
  return Object.entries(trajectories).map(([name, path]) => {
    const points = (path as { points?: unknown } | null)?.points ?? path
    const fits = Array.isArray(points) && points.length > 0 && points.every((p) => Array.isArray(p) && p.length === 2)
    if (!fits) throw mismatch(call, `trajectories.${name}`, 'points of two numbers each, or a result of minimize', path)
    const list = points as [number, number][]
    return { name, x: list.map(([a]) => a), y: list.map(([, b]) => b) }
  })
}

/** Surface and contours of a grid. */
export function terrainPanels(call: string, grid: Grid, trails: readonly Trail[], terrain: Terrain): Panel[] {
  const values = grid.z.flat().filter((v) => v !== null)
  const [low, high] = [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity)
  ]
  if (values.length === 0) throw new OptionError(`${call}: expected finite values but there are none`)
  if (terrain.log && low <= 0) {
    throw new OptionError(`${call}: expected positive values with log but the lowest is ${low}; set log to false`)
  }
  const scale: Scale = { label: terrain.labels[2], from: low, to: high, log: terrain.log }
  const levels = typeof terrain.levels === 'number' ? levelsOf(low, high, terrain.levels, terrain.log) : terrain.levels
  const axes = [grid.x, grid.y].map(
    (list, k): Axis => ({ label: terrain.labels[k]!, from: list[0]!, to: list.at(-1)! })
  )
  const shared = { x: axes[0]!, y: axes[1]!, scale }
  const contours: Panel = {
    ...shared,
    title: `${terrain.title}: contours`,
    marks: contourMarks(grid, low, levels, trails, terrain)
  }
  if (terrain.view === 'contours') return [contours]
  const surface: Surface = {
    ...grid,
    label: terrain.labels[2],
    paths: trails.map(({ name, x, y, z }, color) => ({
      name,
      color: colorAt(color),
      x: numbers(x),
      y: numbers(y),
      z: numbers(z)
    }))
  }
  const relief: Panel = { ...shared, title: `${terrain.title}: surface`, marks: [], surface }
  return terrain.view === 'surface' ? [relief] : [relief, contours]
}

// The first colors of the palette that stand out from the ramp.
const colorAt = (k: number): number => [1, 3, 5, 4, 0, 7, 2, 6][k % 8]!

/** From the lowest to the highest value, evenly, or evenly in the logarithm: 10 to the power of evenly spaced numbers. */
function levelsOf(low: number, high: number, count: number, byLog: boolean): number[] {
  if (!byLog) return spaced([low, high], count)
  const ends: [number, number] = [log(low) / Math.LN10, log(high) / Math.LN10]
  return spaced(ends, count).map((exponent) => power(10, exponent))
}

function contourMarks(
  grid: Grid,
  low: number,
  levels: readonly number[],
  trails: readonly Trail[],
  { minima, marked = [], moves = false }: Terrain
): Mark[] {
  const areas = [...levels].sort((a, b) => a - b).map((level) => ({ level, rings: rings(grid, level) }))
  // What is below the first level has the color of the lowest value.
  const ground = {
    level: Math.min(low, ...levels),
    rings: rings(grid, -Number.MAX_VALUE)
  }
  const marks: Mark[] = [{ kind: 'areas', name: 'contours', areas: [ground, ...areas] }]
  for (const [k, { name, x, y }] of trails.entries()) {
    const color = colorAt(k)
    marks.push({ kind: 'line', name, x: numbers(x), y: numbers(y), color, halo: true, moves })
    const ends = (shape: 'ring' | 'dot', i: number): Mark => ({
      kind: 'points',
      name: '',
      x: numbers([x.at(i)!]),
      y: numbers([y.at(i)!]),
      color,
      shape
    })
    if (!moves) marks.push(ends('ring', 0), ends('dot', -1))
  }
  const stars = (name: string, places: readonly (readonly number[])[]): void => {
    if (places.length === 0) return
    marks.push({
      kind: 'points',
      name,
      x: places.map(([x]) => x!),
      y: places.map(([, y]) => y!),
      color: 1,
      shape: 'star'
    })
  }
  stars('minimum', minima)
  stars('weights', marked)
  return marks
}
