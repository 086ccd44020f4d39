// plotBatchSizes, plotProfile and plotMemory: what a step costs. Called by users and by pages of analyses.
import type { MemoryReport } from '../../optim/index.ts'
import type { BatchSizeSearch, MemoryEstimate, Profile } from '../../train/index.ts'
import { mismatch } from '../../util/options.ts'
import type { Box, Boxes, Mark, Panel } from '../figure.ts'
import { Picture } from '../picture.ts'
import { digits } from '../scales.ts'
import { axisOf, barPanel, line, namesAxis } from './shared.ts'

const MIB = 2 ** 20
const KERNELS = 10

/**
 * Samples a second and memory by batch size.
 *
 * @param search the result of `findBatchSize`; `best: null` marks no size
 * @throws OptionError
 * @example
 * const search = await findBatchSize(trainer, data, { max: 4, steps: 1 })
 * await plotBatchSizes(search).save('batches.svg')
 */
export function plotBatchSizes(
  search: Pick<BatchSizeSearch, 'rows' | 'memoryLimit'> & { readonly best: BatchSizeSearch['best'] | null }
): Picture {
  const { rows, best, memoryLimit } = search ?? {}
  if (!Array.isArray(rows) || rows.length === 0 || best === undefined) {
    throw mismatch('plotBatchSizes', 'search', 'a result of findBatchSize', search)
  }
  const sizes = rows.map(({ batchSize }) => batchSize)
  const x = axisOf('batch size', [sizes], true, 0.05)
  const panel = (title: string, name: string, of: (row: (typeof rows)[number]) => number, more: Mark[] = []): Panel => {
    const values = rows.map(of)
    const mark = best === null ? [] : [markOf(best, of(best))]
    return { title, x, y: axisOf('', [values, [0]]), marks: [line(name, sizes, values), ...more, ...mark] }
  }
  const bytes = rows.map(({ memory }) => memory)
  const near = memoryLimit <= 4 * Math.max(...bytes)
  const limit = { ...line('limit', [sizes[0]!, sizes.at(-1)!], [memoryLimit / MIB, memoryLimit / MIB], 6), dash: true }
  const memory = panel('Memory in MiB', 'memory', (row) => row.memory / MIB, near ? [limit] : [])
  const title = 'Batch sizes'
  const panels = [panel('Samples a second', 'samples a second', (row) => row.samplesPerSecond), memory]
  return new Picture({ title, columns: 2, panels })
}

const markOf = ({ batchSize }: BatchSizeSearch['best'], y: number): Mark => ({
  kind: 'points',
  name: `best: ${batchSize}`,
  x: [batchSize],
  y: [y],
  color: 1,
  shape: 'dot'
})

/**
 * A step of a profile as flame bars: its phases in order, below them the layers within forward and backward; and the slowest
 * kernels.
 *
 * @param profile the result of `profile`
 * @throws OptionError
 * @example
 * const result = await profile(trainer, loader, { steps: 2 })
 * await plotProfile(result).save('profile.html')
 */
export function plotProfile(profile: Pick<Profile, 'phases' | 'layers' | 'kernels' | 'watchedSeconds'>): Picture {
  const { phases, layers, kernels, watchedSeconds } = profile ?? {}
  if (!Array.isArray(phases) || !Array.isArray(layers) || !Array.isArray(kernels)) {
    throw mismatch('plotProfile', 'profile', 'a result of profile', profile)
  }
  const boxes: Box[] = [box('step', 0, watchedSeconds, 2, 6)]
  let at = 0
  for (const [k, { name, seconds }] of phases.entries()) {
    if (seconds > 0) boxes.push(box(name, at, seconds, 1, k))
    if (name === 'forward' || name === 'backward') boxes.push(...layerBoxes(layers, name, at, k))
    at += seconds
  }
  const flame: Boxes = { kind: 'boxes', name: 'step', boxes }
  const panel: Panel = {
    title: 'A step in milliseconds',
    x: { label: 'ms', from: 0, to: Math.max(watchedSeconds, at) * 1e3 || 1 },
    y: namesAxis('', ['layers', 'phases', 'step']),
    marks: [flame]
  }
  const slowest = kernels.slice(0, KERNELS).map(({ name, seconds, calls }) => ({
    name,
    value: seconds * 1e3,
    note: `${name}: ${digits(seconds * 1e3)} ms in ${digits(calls)} calls`
  }))
  const bars = slowest.length === 0 ? [] : [barPanel('The slowest kernels', 'ms a step', slowest)]
  return new Picture({ title: 'Profile of a step', columns: 2, panels: [panel, ...bars] })
}

const box = (name: string, from: number, seconds: number, row: number, color: number): Box => ({
  x: [from * 1e3, (from + seconds) * 1e3],
  y: [row - 0.45, row + 0.45],
  color,
  label: name,
  note: `${name}: ${digits(seconds * 1e3)} ms`
})

function layerBoxes(layers: Profile['layers'], phase: 'forward' | 'backward', from: number, color: number): Box[] {
  let at = from
  return layers.flatMap((layer): Box[] => {
    const seconds = layer[phase]
    if (seconds <= 0) return []
    const name = layer.path === '' ? layer.kind : `${layer.path} (${layer.kind})`
    at += seconds
    return [box(name, at - seconds, seconds, 0, color)]
  })
}

/**
 * The bytes of a training run as stacked bars: parameters, gradients, optimizer states, activations.
 *
 * @param plan the result of `planMemory`, with a model or without
 * @throws OptionError
 * @example
 * const plan = planMemory(mlp([784, 256, 10]), { inputShape: [784], batchSize: 64 })
 * await plotMemory(plan).save('memory.svg')
 */
export function plotMemory(plan: MemoryEstimate | MemoryReport): Picture {
  const parts = partsOf(plan)
  const names = Object.keys(parts[0]!.bytes).reverse()
  const ends = new Map(names.map((name) => [name, 0]))
  const marks = parts.map(({ name, bytes }, color): Boxes => {
    const boxes = names.map((row, k): Box => {
      const from = ends.get(row)!
      const to = from + bytes[row]! / MIB
      ends.set(row, to)
      const label = `${digits(bytes[row]! / MIB)} MiB`
      return { x: [from, to], y: [k - 0.4, k + 0.4], color, label, note: `${name} (${row}): ${label}` }
    })
    return { kind: 'boxes', name, boxes }
  })
  const title = 'Memory of a training run'
  const x = { label: 'MiB', from: 0, to: Math.max(...ends.values()) || 1 }
  return new Picture({ title, columns: 1, panels: [{ title, x, y: namesAxis('', names), marks }] })
}

interface Part {
  readonly name: string
  readonly bytes: Readonly<Record<string, number>>
}

function partsOf(plan: MemoryEstimate | MemoryReport): Part[] {
  const isBytes = (v: unknown): v is { float32: number; bfloat16: number } =>
    typeof (v as { float32?: unknown } | null)?.float32 === 'number'
  if (typeof plan === 'object' && plan !== null && 'states' in plan && typeof plan.parameters === 'number') {
    const states = Object.entries(plan.states).map(([name, bytes]) => ({ name, bytes: { planned: bytes } }))
    const { parameters, gradients } = plan
    return [
      { name: 'parameters', bytes: { planned: parameters } },
      { name: 'gradients', bytes: { planned: gradients } },
      ...states
    ]
  }
  const parts = ['parameters', 'gradients', 'optimizer', 'activations', 'backward'] as const
  const estimate = plan as MemoryEstimate
  if (!parts.every((name) => isBytes(estimate?.[name])))
    throw mismatch('plotMemory', 'plan', 'a result of planMemory', plan)
  return parts.map((name) => ({ name, bytes: { float32: estimate[name].float32, bfloat16: estimate[name].bfloat16 } }))
}
