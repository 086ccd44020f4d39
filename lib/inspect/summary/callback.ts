// Summary: the model before training and the results after it. Plain text of at most 80 columns.
import { existsSync } from 'node:fs'
import { duration, type ProgressStream } from '../../report/progress.ts'
import { table } from '../../report/table.ts'
import { ModelCheckpoint } from '../../train/callbacks/modelCheckpoint.ts'
import { modeOf } from '../../train/callbacks/monitor.ts'
import type { Callback, EndReason, FitEndEvent, FitStartEvent, StepEvent } from '../../train/events.ts'
import type { History } from '../../train/history.ts'
import type { Trainer } from '../../train/trainer.ts'
import { arrayOf, checkOptions, rule } from '../../util/options.ts'
import { type ExampleBatch, type ModelSummary, summary } from './summary.ts'

/** Options of Summary. */
export interface SummaryOptions {
  /** An example for output shapes and activations, as `summary` takes it. Default none. */
  batch?: ExampleBatch | undefined
  /** Lists their files at the end. Default none. */
  checkpoints?: readonly ModelCheckpoint[] | undefined
  /** Where the text goes. Default process.stderr. */
  stream?: ProgressStream | undefined
}

/** The results of a run, as data; toString gives text of at most 80 columns. */
export interface FitSummary {
  readonly reason: EndReason | 'error'
  /** Epochs and steps of the whole run. */
  readonly epochs: number
  readonly steps: number
  /** Of this fit, without what a resumed run did before. */
  readonly seconds: number
  readonly samples: number
  readonly samplesPerSecond: number
  /** Columns of the history: the last value, and the best with its epoch if the name implies a direction. */
  readonly columns: Readonly<Record<string, { last: number; best: number | null; bestEpoch: number | null }>>
  /** Paths of the files that exist. */
  readonly checkpoints: readonly string[]
  toString(): string
}

/**
 * Prints the model, its parameters and memory before training, and afterwards time, the last and best values and the
 * files. Both are available as data in `before` and `after`.
 *
 * @param options batch, checkpoints, stream
 * @throws OptionError
 * @example
 * const report = new Summary({ batch: { inputShape: [4], batchSize: 4 } })
 * await trainer.fit(loader, { epochs: 2, callbacks: [report] })
 * report.after?.steps // 4
 */
export class Summary implements Callback {
  readonly name = 'Summary'
  readonly last = true
  /** The model, once training has begun. */
  before: ModelSummary | null = null
  /** The results, once training has ended. */
  after: FitSummary | null = null
  readonly #options: SummaryOptions
  #began = 0
  #samples = 0
  #prints = true

  constructor(options: SummaryOptions = {}) {
    checkOptions('Summary', options, {
      batch: rule('tensors or { inputShape, batchSize }', (v) => typeof v === 'object' && v !== null),
      checkpoints: arrayOf(rule('a ModelCheckpoint', (v) => v instanceof ModelCheckpoint)),
      stream: rule('something with write()', (v) => typeof (v as ProgressStream | null)?.write === 'function')
    })
    this.#options = options
  }

  onFitStart({ epochs, steps, batches, epoch, step }: FitStartEvent, { model, optimizer, writes }: Trainer): void {
    // Of several ranks, one prints.
    this.#prints = writes
    this.before = summary(model, this.#options.batch ?? null, { optimizer })
    this.after = null
    this.#samples = 0
    this.#began = performance.now()
    const plan = [
      epochs === undefined ? '' : `${epochs} epochs`,
      steps === undefined ? '' : `${steps} steps`,
      batches === undefined ? '' : `${batches} batches an epoch`,
      step === 0 ? '' : `from epoch ${epoch}, step ${step} on`
    ].filter((part) => part !== '')
    const heading = [optimizer.kind, ...plan].join(', ')
    this.#print(`${this.before}\n${heading}\n`)
  }

  onStep({ samples }: StepEvent): void {
    this.#samples += samples
  }

  onFitEnd({ reason, epoch, step, history }: FitEndEvent): void {
    this.#end(reason, epoch, step, history)
  }

  onError(_: unknown, { epoch, step, history }: Trainer): void {
    // A run that never began has nothing to report.
    if (this.before !== null) this.#end('error', epoch, step, history)
  }

  #end(reason: EndReason | 'error', epochs: number, steps: number, history: History): void {
    const seconds = (performance.now() - this.#began) / 1000
    const paths = (this.#options.checkpoints ?? []).flatMap(({ kept, lastPath }) => [
      ...kept.map(({ path }) => path),
      lastPath
    ])
    const checkpoints = paths.filter((path) => existsSync(path))
    const samples = this.#samples
    const told = { reason, epochs, steps, seconds, samples, samplesPerSecond: samples / seconds, checkpoints }
    const whole = { ...told, columns: columnsOf(history) }
    const print = (): string => printed(whole)
    this.after = Object.defineProperties(
      whole,
      Object.fromEntries(['toString', Symbol.for('nodejs.util.inspect.custom')].map((key) => [key, { value: print }]))
    )
    this.#print(String(this.after))
  }

  #print(text: string): void {
    if (!this.#prints) return
    const stream = this.#options.stream ?? process.stderr
    stream.write(`${text}\n`)
  }
}

const PLACES = new Set(['epoch', 'step', 'learningRate'])

function columnsOf(history: History): FitSummary['columns'] {
  const named = Object.entries(history).filter(([name]) => !PLACES.has(name))
  return Object.fromEntries(
    named.flatMap(([name, values]) => {
      const measured = values.flatMap((value, k) => (Number.isNaN(value) ? [] : [{ value, epoch: history.epoch[k]! }]))
      const last = measured.at(-1)
      if (last === undefined) return []
      const mode = modeOf(name)
      const sign = mode === 'min' ? 1 : -1
      const best = mode === null ? null : measured.reduce((a, b) => (sign * b.value < sign * a.value ? b : a))
      return [[name, { last: last.value, best: best?.value ?? null, bestEpoch: best?.epoch ?? null }]]
    })
  )
}

const REASONS = {
  epochs: 'all epochs are done',
  steps: 'all steps are done',
  timeLimit: 'the time is over',
  stopped: 'stopped',
  error: 'ended by an error'
} as Readonly<Record<string, string>>

function printed(told: Omit<FitSummary, 'toString'>): string {
  const rate = Math.round(told.samplesPerSecond).toLocaleString('en-US')
  const ended = REASONS[told.reason] ?? `ended by ${told.reason}`
  const head = `${ended}: epoch ${told.epochs}, step ${told.steps}`
  const lines = [head, `${duration(told.seconds)}, ${told.samples.toLocaleString('en-US')} samples, ${rate} samples/s`]
  const rows = Object.entries(told.columns).map(([name, { last, best, bestEpoch }]) => [
    name,
    last.toPrecision(4),
    best === null ? '' : best.toPrecision(4),
    bestEpoch === null ? '' : String(bestEpoch)
  ])
  if (rows.length > 0) lines.push('', table(['', 'last', 'best', 'in epoch'], rows))
  if (told.checkpoints.length > 0) lines.push('', ...told.checkpoints.map((path) => `saved: ${path}`))
  return lines.join('\n')
}
