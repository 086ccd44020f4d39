// modelLandscape: the loss of a real model on a plane through its weights. Called by users and by pages of analyses.
import { scope } from '../../autograd/scope.ts'
import { noGrad } from '../../autograd/tape.ts'
import { DataError, OptionError } from '../../errors.ts'
import { type Loader, Trainer } from '../../train/index.ts'
import type { Run } from '../../train/run.ts'
import { yieldToEventLoop } from '../../util/eventLoop.ts'
import {
  boolean,
  checkOptions,
  either,
  func,
  mismatch,
  number,
  oneOf,
  rule,
  text,
  wholeNumber
} from '../../util/options.ts'
import { isAbortSignal } from '../../util/realm.ts'
import { spaced } from '../charts/grid.ts'
import { type Trail, terrainPanels } from '../charts/landscape.ts'
import { Picture } from '../picture.ts'
import { rangeOf } from '../scales.ts'
import { type Normalization, type Plane, planeThrough, randomPlane, trajectoryPlane } from './directions.ts'
import { type NamedWeights, type Vector, valuesOf, vectorOf, type Weight, weightsOf } from './weights.ts'

/** Anything that builds a Trainer and its data for a seed. */
export interface LandscapeExperiment {
  build(options: { seed: number }): { trainer: Trainer; train: Loader } | Promise<{ trainer: Trainer; train: Loader }>
}

/** Options of modelLandscape. */
export interface ModelLandscapeOptions {
  /**
   * The plane: 'random' directions; the two in which the `kept` weights vary most ('trajectory'); or those to two other sets of
   * weights, which lie at (1, 0) and (0, 1). Default 'random'.
   */
  directions?: 'random' | 'trajectory' | readonly [NamedWeights, NamedWeights] | undefined
  /** The weights along the path, for 'trajectory': those of a `KeepWeights`, or stateDicts. */
  kept?: readonly NamedWeights[] | undefined
  /**
   * Scales random directions to the weights: each filter (or neuron), each parameter, or not at all. Only with 'random'. Default
   * 'filter'.
   */
  normalize?: Normalization | undefined
  /**
   * From -span to span along each direction, > 0. Default 1; with 'trajectory' the extent of the path plus a quarter of it on
   * each side.
   */
  span?: number | undefined
  /** Values along each side, >= 2. Default 25. */
  points?: number | undefined
  /** Batches that the loss is the mean of, the first of the loader, >= 1. Default 16. */
  batches?: number | undefined
  /** Of random directions, and for an experiment of what it builds. Default 0. */
  seed?: number | undefined
  /** Whether colors and levels are by the logarithm; needs positive losses. Default: if they vary by a factor of 50. */
  log?: boolean | undefined
  /** Default 'both'. */
  view?: 'both' | 'contours' | 'surface' | undefined
  /** Called after each value with how many there are and will be. */
  onProgress?: ((done: number, all: number) => void) | undefined
  /** An AbortSignal: rejects with its reason; the model is put back. */
  signal?: { throwIfAborted(): void } | undefined
  title?: string | undefined
}

/** The loss on a plane. */
export interface ModelLandscape {
  /** Places along the two directions; the weights are at (0, 0). */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** `losses[j][i]` is at x[i], y[j]; NaN and Infinity are possible. */
  readonly losses: readonly (readonly number[])[]
  /** The loss at the weights themselves. */
  readonly center: number
  /** The path of the kept weights on the plane; null without 'trajectory'. */
  readonly path: readonly (readonly [number, number])[] | null
  readonly picture: Picture
}

const RULES = {
  directions: either(
    oneOf('random', 'trajectory'),
    rule('two sets of weights by name', (v) => Array.isArray(v) && v.length === 2)
  ),
  kept: rule('an array of weights by name', Array.isArray),
  normalize: oneOf('filter', 'layer', 'none'),
  span: number({ above: 0 }),
  points: wholeNumber({ min: 2, max: 1000 }),
  batches: wholeNumber({ min: 1 }),
  seed: wholeNumber({ min: 0 }),
  log: boolean,
  view: oneOf('both', 'contours', 'surface'),
  onProgress: func,
  signal: rule('an AbortSignal', isAbortSignal),
  title: text
}

/**
 * The loss of a model on a plane through its weights, in evaluation mode and without gradients, and its picture. Weights,
 * statistics, random numbers, modes and the loader's place are afterwards as they were, to the bit. The same seed gives the same
 * plane on every machine.
 *
 * @param source a Trainer, or an experiment whose `build({ seed })` returns `{ trainer, train }`
 * @param loader batches that the Trainer takes; null for the `train` of an experiment
 * @param options directions, kept, normalize, span, points, batches, seed, log, view, onProgress, signal, title
 * @throws OptionError; DataError without batches; what the model throws; the signal's reason
 * @see Li et al. 2018, https://arxiv.org/abs/1712.09913
 * @example
 * const { losses, center, picture } = await modelLandscape(trainer, loader, { points: 5, batches: 2, seed: 1 })
 * losses[2]?.[2] === center // true
 * await picture.save('landscape.html')
 */
export async function modelLandscape(
  source: Trainer | LandscapeExperiment,
  loader: Loader | null,
  options: ModelLandscapeOptions = {}
): Promise<ModelLandscape> {
  const call = 'modelLandscape'
  checkOptions(call, options, RULES)
  const { directions = 'random', kept, normalize, span, seed = 0, signal } = options
  if (directions !== 'random' && normalize !== undefined) {
    throw new OptionError(`${call}: expected normalize only with random directions`)
  }
  if ((directions === 'trajectory') !== (kept !== undefined)) {
    throw new OptionError(
      `${call}: expected kept, the weights along the path, with directions 'trajectory' and only then`
    )
  }
  signal?.throwIfAborted()
  const { trainer, data } = await setup(call, source, loader, seed)
  return trainer.dryRun(call, data, (run) =>
    run.evaluator.with(async () => {
      const weights = weightsOf(trainer.model)
      const values = valuesOf(weights)
      const plane = planeOf(call, weights, values, options)
      const { x, y } = gridOf(plane, span, options.points ?? 25)
      try {
        const batches = await firstOf(call, data, options.batches ?? 16)
        const lossAt = (a: number, b: number): number => {
          move(weights, values, plane, a, b)
          return meanLoss(run, batches)
        }
        const center = lossAt(0, 0)
        const losses = await sweep(x, y, lossAt, options)
        const trail = trailOf(plane, lossAt)
        const picture = pictureOf(call, { x, y, losses }, plane, trail, options)
        return { x, y, losses, center, path: plane.path, picture }
      } finally {
        for (const [k, { tensor }] of weights.entries()) (tensor.data as Float64Array).set(values[k]!)
      }
    })
  )
}

async function setup(
  call: string,
  source: unknown,
  loader: Loader | null,
  seed: number
): Promise<{ trainer: Trainer; data: Loader }> {
  if (source instanceof Trainer) {
    if (loader === null || loader === undefined) throw mismatch(call, 'loader', 'a loader', loader)
    return { trainer: source, data: loader }
  }
  const { build } = (source ?? {}) as Partial<LandscapeExperiment>
  if (typeof build !== 'function') throw mismatch(call, 'source', 'a Trainer or an experiment', source)
  const { trainer, train } = await build.call(source, { seed })
  return { trainer, data: loader ?? train }
}

function planeOf(call: string, weights: readonly Weight[], values: Vector, options: ModelLandscapeOptions): Plane {
  const { directions = 'random', kept = [], normalize = 'filter', seed = 0 } = options
  if (directions === 'random') return randomPlane(weights, values, normalize, seed)
  if (directions !== 'trajectory') {
    const [a, b] = directions.map((named, k) => vectorOf(call, `directions[${k}]`, weights, named)) as [Vector, Vector]
    return planeThrough(values, [a, b])
  }
  if (kept.length < 2) throw new OptionError(`${call}: expected two or more kept weights but received ${kept.length}`)
  return trajectoryPlane(
    call,
    values,
    kept.map((named, k) => vectorOf(call, `kept[${k}]`, weights, named))
  )
}

function gridOf({ path }: Plane, span: number | undefined, points: number): { x: number[]; y: number[] } {
  const along = (axis: 0 | 1): number[] => {
    if (path === null || span !== undefined) return spaced([-(span ?? 1), span ?? 1], points)
    return spaced(rangeOf([path.map((at) => at[axis])], false, 0.25), points)
  }
  return { x: along(0), y: along(1) }
}

// The first batches of the first epoch; the run's own trial puts the loader back.
async function firstOf(call: string, loader: Loader, count: number): Promise<unknown[]> {
  const { setEpoch } = loader as { setEpoch?: (epoch: number) => void }
  if (typeof setEpoch === 'function') setEpoch.call(loader, 0)
  const batches: unknown[] = []
  for await (const batch of loader) {
    batches.push(batch)
    if (batches.length === count) break
  }
  if (batches.length === 0) throw new DataError(`${call}: expected at least one batch but the loader gave none`)
  return batches
}

function move(
  weights: readonly Weight[],
  values: Vector,
  { directions: [one, two] }: Plane,
  a: number,
  b: number
): void {
  for (const [k, { tensor }] of weights.entries()) {
    const [from, along, across, to] = [values[k]!, one[k]!, two[k]!, tensor.data as Float64Array]
    for (let i = 0; i < from.length; i++) to[i] = from[i]! + a * along[i]! + b * across[i]!
  }
}

// Weighted by samples, as evaluate does.
function meanLoss({ step }: Run, batches: readonly unknown[]): number {
  let [sum, count] = [0, 0]
  for (const batch of batches) {
    const { loss, samples } = scope(() =>
      step.random.within(() =>
        noGrad(() => {
          const output = step.forward(batch)
          return { loss: output.loss.item(), samples: output.samples }
        })
      )
    )
    sum += loss * samples
    count += samples
  }
  return sum / count
}

async function sweep(
  x: readonly number[],
  y: readonly number[],
  lossAt: (a: number, b: number) => number,
  { onProgress, signal }: ModelLandscapeOptions
): Promise<number[][]> {
  const losses: number[][] = []
  for (const b of y) {
    const row: number[] = []
    losses.push(row)
    for (const a of x) {
      row.push(lossAt(a, b))
      onProgress?.((losses.length - 1) * x.length + row.length, x.length * y.length)
      await yieldToEventLoop()
      signal?.throwIfAborted()
    }
  }
  return losses
}

function trailOf({ path }: Plane, lossAt: (a: number, b: number) => number): Trail[] {
  if (path === null) return []
  return [{ name: 'path', x: path.map(([a]) => a), y: path.map(([, b]) => b), z: path.map(([a, b]) => lossAt(a, b)) }]
}

function pictureOf(
  call: string,
  { x, y, losses }: { x: readonly number[]; y: readonly number[]; losses: readonly (readonly number[])[] },
  { labels, path }: Plane,
  trails: readonly Trail[],
  options: ModelLandscapeOptions
): Picture {
  const z = losses.map((row) => row.map((v) => (Number.isFinite(v) ? v : null)))
  const finite = losses.flat().filter((v) => Number.isFinite(v))
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), 0)]
  const title = options.title ?? 'Loss landscape'
  const panels = terrainPanels(call, { x, y, z }, trails, {
    log: options.log ?? (low > 0 && high > 50 * low),
    levels: 12,
    minima: [],
    marked: path === null ? [[0, 0]] : [],
    view: options.view ?? 'both',
    labels: [...labels, 'loss'],
    title
  })
  return new Picture({ title, columns: 2, panels })
}
