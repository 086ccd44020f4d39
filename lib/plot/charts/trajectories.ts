// plotTrajectories: the paths of optimizers step by step, next to their losses. Called by users and by `thalweg race`.
import type { LandscapeFacts } from '../../landscapes/index.ts'
import type { Minimized } from '../../train/index.ts'
import { boolean, checkOptions, func, mismatch, text, wholeNumber } from '../../util/options.ts'
import type { Mark, Panel } from '../figure.ts'
import { Picture } from '../picture.ts'
import { rangeOf } from '../scales.ts'
import { gridOf, type PlaneFunction, spaced } from './grid.ts'
import { pathsOf, terrainPanels } from './landscape.ts'
import { axisOf, line } from './shared.ts'

/** Options of plotTrajectories. */
export interface PlotTrajectoriesOptions {
  /** Whether the HTML has a button that plays the steps. Default false. */
  animate?: boolean | undefined
  /** A landscape (or a function of two tensors) whose contours are below the paths; its domain is what is shown. Default none. */
  landscape?: PlaneFunction | undefined
  /** Values of the landscape along each side. Default 50. */
  points?: number | undefined
  /** Whether losses and contours are by their logarithm. Default: the landscape's `log`, or false. */
  log?: boolean | undefined
  title?: string | undefined
}

/**
 * The paths of several runs of `minimize` over two numbers, and their losses by step.
 *
 * @param results by name
 * @param options animate, landscape, points, log, title
 * @throws OptionError
 * @example
 * const start = () => [tensor(1, { requiresGrad: true }), tensor(1, { requiresGrad: true })] as const
 * const results = {
 *   SGD: minimize(beale, { params: start(), optimizer: (params) => new SGD(params, { lr: 0.01 }), steps: 20 }),
 *   Adam: minimize(beale, { params: start(), optimizer: (params) => new Adam(params, { lr: 0.1 }), steps: 20 })
 * }
 * await plotTrajectories(results, { landscape: beale, animate: true }).save('race.html')
 */
export function plotTrajectories(
  results: Readonly<Record<string, Pick<Minimized, 'points' | 'losses'>>>,
  options: PlotTrajectoriesOptions = {}
): Picture {
  const call = 'plotTrajectories'
  checkOptions(call, options, {
    animate: boolean,
    landscape: func,
    points: wholeNumber({ min: 2, max: 1000 }),
    log: boolean,
    title: text
  })
  if (typeof results !== 'object' || results === null || Object.keys(results).length === 0) {
    throw mismatch(call, 'results', 'results of minimize by name', results)
  }
  for (const [name, result] of Object.entries(results)) {
    if (!Array.isArray(result?.losses)) throw mismatch(call, `results.${name}`, 'a result of minimize', result)
  }
  const { animate = false, landscape, points = 50, title = 'Trajectories' } = options
  const facts = (landscape ?? {}) as Partial<LandscapeFacts>
  const log = options.log ?? facts.log ?? false
  const paths = pathsOf(call, results)
  const { marks, x, y, scale } =
    landscape === undefined
      ? plainPaths(paths, animate)
      : onLandscape(call, landscape, facts, paths, { points, log, animate })
  const map: Panel = { title: 'Paths', x, y, marks, ...(scale === undefined ? {} : { scale }) }
  // A run has the same color on both sides.
  const colors = marks.flatMap((m) => (m.kind === 'line' ? [m.color] : []))
  const curves = Object.entries(results).map(([name, result], k) => ({
    ...line(name, result.losses.keys(), result.losses, colors[k]),
    moves: animate
  }))
  const steps = Math.max(1, ...curves.map((c) => c.x.length - 1))
  const course: Panel = {
    title: 'Loss',
    x: { label: 'step', from: 0, to: steps, whole: true },
    y: axisOf(
      '',
      curves.map((c) => c.y),
      log
    ),
    marks: curves
  }
  return new Picture({ title, columns: 2, panels: [map, course], animate })
}

type Paths = ReturnType<typeof pathsOf>

function plainPaths(paths: Paths, moves: boolean): Pick<Panel, 'marks' | 'x' | 'y' | 'scale'> {
  const marks = paths.map(({ name, x, y }, color): Mark => ({ ...line(name, x, y, color), moves }))
  return {
    marks,
    x: axisOf(
      'x',
      paths.map(({ x }) => x)
    ),
    y: axisOf(
      'y',
      paths.map(({ y }) => y)
    )
  }
}

function onLandscape(
  call: string,
  fn: PlaneFunction,
  { domain, minima = [] }: Partial<LandscapeFacts>,
  paths: Paths,
  { points, log, animate }: { points: number; log: boolean; animate: boolean }
): Pick<Panel, 'marks' | 'x' | 'y' | 'scale'> {
  const x = domain?.x ?? rangeOf(paths.map((path) => path.x))
  const y = domain?.y ?? rangeOf(paths.map((path) => path.y))
  const grid = gridOf(call, fn, spaced(x, points), spaced(y, points))
  const terrain = {
    log,
    levels: 10,
    minima,
    view: 'contours',
    labels: ['x', 'y', 'value'],
    title: '',
    moves: animate
  } as const
  const [panel] = terrainPanels(
    call,
    grid,
    paths.map((path) => ({ ...path, z: [] })),
    terrain
  )
  return panel!
}
