// The progress of a run: a bar in a terminal (the package cli-progress, loaded when the first bar starts), plain
// lines elsewhere, and one line at the end of each epoch. Called from a training loop; it touches no tensor.
import type { SingleBar } from 'cli-progress'
import { OptionError } from '../errors.ts'
import { checkOptions, rule, show, text, wholeNumber } from '../util/options.ts'
import { loadPackage } from '../util/packages.ts'

/** The output: process.stderr, or a buffer in tests. */
export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
}

export interface ProgressOptions {
  /** Epochs of the run, for "epoch 2/10" and the time left. Default 1. */
  epochs?: number | undefined
  /** Samples in an epoch. */
  samples: number
  /** The unit, for "200 samples/s". Default 'samples'. */
  unit?: string | undefined
  /** What begins a line instead of "epoch 2/10". */
  head?: string | undefined
  /** Default process.stderr. */
  stream?: ProgressStream | undefined
  /** The clock, in milliseconds; for tests. Default performance.now. */
  now?: (() => number) | undefined
}

export const streamRule = rule(
  'something with write()',
  (v) => typeof (v as ProgressStream | null)?.write === 'function'
)

/** Numbers by name, such as `{ loss, accuracy }`: shown in this order. */
export type Shown = Readonly<Record<string, number>>

const OPTIONS = {
  epochs: wholeNumber({ min: 1 }),
  samples: { ...wholeNumber({ min: 1 }), required: true },
  unit: text,
  head: text,
  stream: streamRule,
  now: rule('a function', (v) => typeof v === 'function')
}

/** Without a terminal, the least time between two lines, in milliseconds. */
const QUIET = 5000

/**
 * A progress bar over the samples of each epoch, with losses and metrics, samples per second and the time left to the
 * end of the run. If the stream is not a terminal, or the package cli-progress is not installed, it writes plain lines.
 *
 * @throws OptionError
 * @example
 * const progress = await Progress.start({ epochs: 2, samples: 8000 })
 * progress.update(64, { loss: 2.3, accuracy: 0.1 }) // after each batch: how many samples it had
 * progress.endEpoch({ loss: 2.1, accuracy: 0.3, testAccuracy: 0.4 })
 */
export class Progress {
  readonly #epochs: number
  readonly #samples: number
  readonly #unit: string
  readonly #title: string | undefined
  readonly #stream: ProgressStream
  readonly #now: () => number
  readonly #bar: SingleBar | null
  #epoch = 0
  #done = 0
  #seen = 0
  #began: number
  #epochBegan: number
  #lastLine: number

  private constructor(options: ProgressOptions, bar: SingleBar | null) {
    this.#epochs = options.epochs ?? 1
    this.#samples = options.samples
    this.#unit = options.unit ?? 'samples'
    this.#title = options.head
    this.#stream = options.stream ?? process.stderr
    this.#now = options.now ?? (() => performance.now())
    this.#bar = bar
    this.#began = this.#now()
    this.#epochBegan = this.#began
    this.#lastLine = this.#began
  }

  /** Loads the bar if the stream is a terminal, and starts the clock. */
  static async start(options: ProgressOptions): Promise<Progress> {
    checkOptions('Progress', options, OPTIONS)
    const stream = options.stream ?? process.stderr
    return new Progress(options, stream.isTTY === true ? await loadBar(stream) : null)
  }

  /** Counts a batch of so many samples and shows the numbers. */
  update(samples: number, shown: Shown = {}): void {
    if (!(Number.isInteger(samples) && samples >= 0)) {
      throw new OptionError(`Progress.update: expected samples to be a whole number >= 0 but received ${show(samples)}`)
    }
    this.#done += samples
    this.#seen += samples
    const text = (): string =>
      `${numbers(shown)}  ${grouped(this.#rate())} ${this.#unit}/s  ${duration(this.#left())} left`
    if (this.#bar !== null) {
      const payload = { head: this.#head(), text: text() }
      if (this.#bar.isActive) this.#bar.update(this.#done, payload)
      else this.#bar.start(this.#samples, this.#done, payload)
    } else if (this.#now() - this.#lastLine >= QUIET) {
      this.#lastLine = this.#now()
      const share = Math.floor((100 * this.#done) / this.#samples)
      this.#stream.write(`${this.#head()}  ${share} %${text()}\n`)
    }
  }

  /** Ends the epoch: removes the bar and writes the epoch's line. */
  endEpoch(shown: Shown = {}): void {
    this.stop()
    const seconds = (this.#now() - this.#epochBegan) / 1000
    const rate = seconds > 0 ? `  ${grouped(this.#done / seconds)} ${this.#unit}/s` : ''
    this.#stream.write(`${this.#head()}${numbers(shown)}${rate}  ${duration(seconds)}\n`)
    this.#epoch++
    this.#done = 0
    this.#epochBegan = this.#now()
    this.#lastLine = this.#epochBegan
  }

  /** Removes the bar; for a run that ends early. */
  stop(): void {
    if (this.#bar?.isActive) this.#bar.stop()
  }

  #head(): string {
    return this.#title ?? `epoch ${String(this.#epoch + 1).padStart(String(this.#epochs).length)}/${this.#epochs}`
  }

  #rate(): number {
    const seconds = (this.#now() - this.#began) / 1000
    return seconds > 0 ? this.#seen / seconds : 0
  }

  // Seconds to the end of the run at the rate so far.
  #left(): number {
    const rest = Math.max(0, this.#epochs * this.#samples - this.#seen)
    return rest === 0 ? 0 : rest / this.#rate()
  }
}

async function loadBar(stream: ProgressStream): Promise<SingleBar | null> {
  try {
    const absent = (cause: unknown): unknown => cause
    const { default: library } = await loadPackage(
      'cli-progress',
      () => import(/* webpackIgnore: true */ 'cli-progress'),
      absent
    )
    return new library.SingleBar({
      format: '{head} {bar} {percentage} %{text}',
      stream: stream as NodeJS.WriteStream,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
      fps: 10
    })
  } catch {
    stream.write('(plain lines: for a progress bar, npm install cli-progress)\n')
    return null
  }
}

// Shares as percentages, by their names; everything else with four digits.
function numbers(shown: Shown): string {
  return Object.entries(shown)
    .map(([name, value]) => {
      const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      return /accuracy$/i.test(name) ? `  ${words} ${(100 * value).toFixed(2)} %` : `  ${words} ${value.toPrecision(4)}`
    })
    .join('')
}

function grouped(n: number): string {
  return Math.round(n).toLocaleString('en-US')
}

/** 75 as "1:15", 0.42 as "0.4 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?'
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number): string => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
