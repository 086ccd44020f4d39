// ProgressBar: shows the progress of a run, a bar in a terminal, plain lines elsewhere. lib/report/progress.ts draws
// it.
import { Progress, type ProgressStream, streamRule } from '../../report/progress.ts'
import { checkOptions } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, RollBackEvent, StepEvent } from '../events.ts'
import type { Trainer } from '../trainer.ts'

const HIDDEN = new Set(['epoch', 'step', 'learningRate'])

/**
 * Shows losses and metrics, batches per second and the time left; a line stays for each epoch. In a terminal with the
 * package cli-progress it is a bar, else plain lines.
 *
 * @param options.stream the output. Default process.stderr
 * @throws OptionError
 * @example
 * await trainer.fit(loader, { epochs: 2, callbacks: [new ProgressBar()] })
 */
export class ProgressBar implements Callback {
  readonly name = 'ProgressBar'
  readonly #stream: ProgressStream | undefined
  #progress: Progress | null = null
  #start: FitStartEvent | null = null
  #loss = 0
  #samples = 0

  constructor(options: { stream?: ProgressStream | undefined } = {}) {
    checkOptions('ProgressBar', options, { stream: streamRule })
    this.#stream = options.stream
  }

  async onFitStart(event: FitStartEvent, trainer: Trainer): Promise<void> {
    // Of several ranks, one shows progress.
    if (!trainer.writes) return
    const { epoch, epochs, batches } = event
    this.#start = event
    this.#loss = 0
    this.#samples = 0
    const stream = this.#stream === undefined ? {} : { stream: this.#stream }
    const left = Math.max(1, (epochs ?? epoch + 1) - epoch)
    this.#progress = await Progress.start({ epochs: left, samples: batches || 1, unit: 'batches', ...stream })
  }

  /** Begins again from there. */
  async onRollBack({ epoch, batch }: RollBackEvent, trainer: Trainer): Promise<void> {
    this.#progress?.stop()
    await this.onFitStart({ ...this.#start!, epoch }, trainer)
    this.#progress?.update(batch)
  }

  onStep({ loss, samples, skipped }: StepEvent): void {
    if (!skipped) {
      this.#loss += loss * samples
      this.#samples += samples
    }
    this.#progress?.update(1, { loss: this.#loss / this.#samples })
  }

  onEpoch({ metrics }: EpochEvent): void {
    this.#loss = 0
    this.#samples = 0
    const shown = Object.entries(metrics).filter(([name]) => !HIDDEN.has(name))
    this.#progress?.endEpoch(Object.fromEntries(shown))
  }

  onFitEnd(): void {
    this.#progress?.stop()
  }

  onError(): void {
    this.#progress?.stop()
  }
}
