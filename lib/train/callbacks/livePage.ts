// LivePage: shows a run while it trains, on a page that the process itself serves. The page is lib/watch.
import { streamRule } from '../../report/progress.ts'
import { checkOptions, text } from '../../util/options.ts'
import { Board, PAGE_RULES, type PageOptions, PageServer, type WatchedRun } from '../../watch/index.ts'
import type { Callback, FitStartEvent, Row } from '../events.ts'
import type { History } from '../history.ts'
import type { Logger, LogRecord } from '../loggers/logger.ts'
import type { Trainer } from '../trainer.ts'

/** Options of LivePage. */
export interface LivePageOptions extends PageOptions {
  /** The name of the run on the page. Default 'run'. */
  name?: string | undefined
  /** Where the address is printed when the page opens. Default process.stderr. */
  stream?: { write(text: string): unknown } | undefined
}

/**
 * Shows the run on a page while it trains: the curves and alarms that `thalweg watch` shows, without a log. It receives
 * what loggers receive: losses, metrics, learning rates, and the rows of the other callbacks, such as GradientMonitor,
 * ResourceMonitor and Advisor. The next run of the same object is drawn over the first one.
 *
 * The page is for this machine alone unless `host` says otherwise, and needs the optional package uplot. It stays until
 * `close()`, but does not keep the process from ending. In a distributed run rank 0 shows it.
 *
 * @param options port (0: a free one), host ('127.0.0.1'), name ('run'), stream
 * @throws OptionError, also from fit without the package, or when it cannot listen there
 * @example
 * const page = new LivePage()
 * await trainer.fit(loader, { steps: 4, callbacks: [page] })
 * const html = await (await fetch(String(page.url))).text()
 * html.includes('<title>thalweg watch</title>') // true
 * await page.close()
 */
export class LivePage implements Callback {
  readonly name = 'LivePage'
  readonly logger: Logger = { log: (record) => this.#log(record) }
  readonly #options: LivePageOptions
  readonly #board = new Board()
  #server: PageServer | null = null
  // The run that is drawn, and what is logged before its onFitStart.
  #run: WatchedRun | null = null
  #runId: string | undefined
  #early: LogRecord[] | null = []

  constructor(options: LivePageOptions = {}) {
    checkOptions('LivePage', options, { ...PAGE_RULES, name: text, stream: streamRule })
    this.#options = options
  }

  /** The address of the page; null before the first run and after close. */
  get url(): string | null {
    return this.#server?.url ?? null
  }

  async onFitStart({ resumed }: FitStartEvent, trainer: Trainer): Promise<void> {
    // Of several ranks, one shows the run.
    if (!trainer.writes) return
    if (this.#server === null) {
      const { port, host, stream = process.stderr } = this.#options
      const server = await PageServer.start('LivePage', this.#board, { port, host })
      server.unref()
      this.#server = server
      stream.write(`LivePage: ${server.url}\n`)
    }
    if (this.#run === null || this.#runId !== trainer.runId) {
      this.#run = this.#board.add(this.#options.name ?? 'run')
      this.#runId = trainer.runId
      if (resumed) this.#replay(trainer.history)
    }
    const early = this.#early ?? []
    this.#early = null
    for (const record of early) this.#log(record)
  }

  // A run that continues in another process: only the history of its earlier part is known.
  #replay(history: History): void {
    for (const [k, step] of history.step.entries()) {
      const pairs = Object.entries(history).map(([name, column]) => [name, column[k]!] as const)
      const { epoch, ...scalars }: Row = Object.fromEntries(pairs.filter(([, value]) => !Number.isNaN(value)))
      this.#run!.add({ step, epoch, scalars })
    }
  }

  #log(record: LogRecord): void {
    if (this.#early !== null) this.#early.push(record)
    else if (record.kind === 'start') this.#run!.dropFrom(record.step)
    else if (record.kind === 'scalars' || record.kind === 'text') this.#run!.add(record)
  }

  onFitEnd(): void {
    this.#rest()
  }

  onError(): void {
    this.#rest()
  }

  // The records of the next run come before its onFitStart.
  #rest(): void {
    this.#early = []
    this.#server?.send()
  }

  /** Ends the page and frees its port. A later run opens it again. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    await server?.close()
  }
}
