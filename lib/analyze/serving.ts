// analyze.serving: what a request to a model takes over HTTP, which batches and windows meet a latency, and how many
// replicas a rate needs.
import { availableParallelism } from 'node:os'
import type { Module } from '../nn/index.ts'
import { numberFlag, textFlag } from '../util/flags.ts'
import { arrayOf, number, wholeNumber } from '../util/options.ts'
import type { Outcome } from './analysis.ts'
import { barsOf } from './charts.ts'
import { loadedWith, WEIGHTS, type Weights } from './evaluate.weights.ts'
import type { Row } from './rows.ts'
import { chosenOf, partsOf, servingFindings } from './serving.findings.ts'
import { servedBy } from './serving.model.ts'
import { quantilesOf, timeParts, timeStart } from './serving.parts.ts'
import { measureReplicas } from './serving.replicas.ts'
import { type Answer, ModelServer, sendLoad } from './serving.server.ts'
import { CHART, COLUMNS, PARTS, REPLICAS, START } from './serving.tables.ts'
import { type AnalysisOptions, defineAnalysis, type Session } from './session.ts'
import { secondsOf, timeRule, wholeNumbersOf } from './units.ts'

/** Options of analyze.serving. */
export interface ServingOptions extends AnalysisOptions {
  /** Trained weights; times do not depend on them. Default: as the experiment builds them. */
  weights?: Weights | undefined
  /** Requests of a forward pass at most, each >= 1. Default 1, 4, 16. */
  batches?: readonly number[] | undefined
  /** Clients, each of which sends its next request when it has its answer. Default 1, 8, 32. */
  concurrency?: readonly number[] | undefined
  /** Seconds in which 95 % of the requests must be answered, > 0. Default 0.02. */
  slo?: number | undefined
  /** Requests a second to answer, > 0. Default: the number of replicas is not computed. */
  rate?: number | undefined
  /** Seconds of load for each setting, > 0. Default 0.5. */
  load?: number | undefined
}

// Seconds to wait for more requests.
const WINDOWS = [0.001, 0.002, 0.005]

/**
 * Serves the model on the loopback interface with node:http, one sample of the data as a JSON request, and sends
 * requests from a separate thread: latency by batch, window and number of clients. Also the parts of a request, the
 * start of a process and the size of the weights.
 *
 * @param experiment see experimentOf; a batch is `[...inputs, target]` of tensors
 * @param options weights, batches, concurrency, slo, rate, load; budget, threads, signal
 * @returns a row for each setting of the server
 * @throws OptionError; what the model and the data throw; errors of node:http when no port can be opened
 * @example
 * const result = await analyze.serving(experiment, { batches: [1], concurrency: [1], load: 0.05 })
 * Number(result.rows[0]?.['requestsPerSecond']) > 0 // true
 */
export const serving = defineAnalysis<ServingOptions>({
  name: 'serving',
  question: 'what does a request to the model take over HTTP?',
  options: {
    weights: WEIGHTS,
    batches: arrayOf(wholeNumber({ min: 1 })),
    concurrency: arrayOf(wholeNumber({ min: 1, max: 4096 })),
    slo: number({ above: 0 }),
    rate: number({ above: 0 }),
    load: number({ above: 0 })
  },
  flags: {
    batches: textFlag('1,4,16', 'requests of a forward pass at most'),
    concurrency: textFlag('1,8,32', 'clients'),
    slo: { ...textFlag('20ms', 'in which 95 % of the requests must be answered'), rule: timeRule },
    rate: numberFlag('N', number({ above: 0 }), 'requests a second to answer')
  },
  fromFlags: ({ batches, concurrency, slo, rate }) => ({
    ...(batches === undefined ? {} : { batches: wholeNumbersOf('thalweg analyze', 'batches', String(batches)) }),
    ...(concurrency === undefined
      ? {}
      : { concurrency: wholeNumbersOf('thalweg analyze', 'concurrency', String(concurrency)) }),
    ...(slo === undefined ? {} : { slo: secondsOf(String(slo))! }),
    ...(rate === undefined ? {} : { rate: rate as number })
  }),
  run
})

async function run(session: Session, options: ServingOptions): Promise<Outcome> {
  const { batches = [1, 4, 16], concurrency = [1, 8, 32], slo = 0.02, load = 0.5 } = options
  const loaded = await loadedWith(session, options.weights)
  const { body, row, answer } = await servedBy(loaded)
  const { model } = loaded.trainer
  const began = performance.now()
  answer([row])
  const first = (performance.now() - began) / 1e3
  const parts = timeParts(body, answer, () => session.stopped)
  const start = session.stopped ? null : await timeStart(model)
  const clocked = session.stopped ? null : await session.time([{ name: 'forward', run: () => answer([row]) }])
  const rows: Row[] = []
  for (const setting of settingsOf(batches, concurrency)) {
    if (session.stopped) session.leave(`batch ${setting.batch} with ${setting.concurrency} clients`)
    else rows.push(await measured(answer, body, setting, { slo, load }))
  }
  const alone = rows.find((each) => each.batch === 1 && each.concurrency === 1)
  const partRows = partsOf(parts, alone)
  const busy = clocked?.busy ?? true
  const best = chosenOf(rows)
  const replicas =
    best === undefined ? [] : await replicasOf(session, best, { options, body, model, seed: loaded.seed, load })
  return {
    columns: COLUMNS,
    rows,
    pictures: () => barsOf('Requests a second by setting', rows, CHART),
    tables: [
      { title: 'a request of one client, answered alone', columns: PARTS, rows: partRows },
      {
        title: 'start and size',
        columns: START,
        rows: [...(start?.rows ?? []), { fact: 'first forward', seconds: first, bytes: null }]
      },
      { title: 'replicas, each a process; clients use the same processors', columns: REPLICAS, rows: replicas }
    ],
    findings: servingFindings(rows, partRows, {
      slo,
      rate: options.rate,
      busy,
      first,
      warm: parts.forward.p50,
      start,
      replicas
    })
  }
}

// One replica, and as many as the rate needs, at most one for each processor.
async function replicasOf(
  session: Session,
  best: Row,
  { options, ...rest }: { options: ServingOptions; body: string; model: Module; seed: number; load: number }
): Promise<Row[]> {
  const { rate } = options
  const { path } = session.experiment
  if (rate === undefined) return []
  const needed = Math.ceil(rate / (best.requestsPerSecond as number))
  const counts = [...new Set([1, Math.min(needed, availableParallelism())])]
  const rows =
    path === undefined || session.stopped
      ? null
      : await measureReplicas(counts, {
          ...rest,
          path,
          batch: best.batch as number,
          window: best.windowSeconds as number,
          concurrency: best.concurrency as number,
          seconds: rest.load
        })
  if (rows === null) session.leave('replicas as processes, which takes a config file and the command line')
  return rows ?? []
}

interface Setting {
  readonly batch: number
  readonly concurrency: number
  readonly window: number
}

// A batch larger than the number of clients never fills.
function settingsOf(batches: readonly number[], concurrency: readonly number[]): Setting[] {
  const settings = concurrency.flatMap((clients) =>
    batches
      .filter((batch) => batch <= clients || batch === Math.min(...batches))
      .map((batch) => ({ batch, concurrency: clients, window: 0 }))
  )
  const last = settings.at(-1)
  return last === undefined || last.batch === 1
    ? settings
    : [...settings, ...WINDOWS.map((window) => ({ ...last, window }))]
}

async function measured(
  answer: Answer,
  body: string,
  setting: Setting,
  { slo, load }: { slo: number; load: number }
): Promise<Row> {
  const { batch, concurrency, window } = setting
  const server = new ModelServer(answer, { batch, window })
  try {
    const port = await server.listen()
    const { times, seconds } = await sendLoad({ port, body, concurrency, warmup: 10, seconds: load, most: 1e5 })
    const { p50, p95, p99 } = quantilesOf(times.map((each) => each / 1e3))
    return {
      batch,
      concurrency,
      windowSeconds: window,
      requestsPerSecond: times.length / seconds,
      p50Seconds: p50,
      p95Seconds: p95,
      p99Seconds: p99,
      meanBatch: server.requests / server.batches,
      meets: p95 <= slo ? 'yes' : 'no',
      requests: times.length
    }
  } catch (error) {
    throw server.error ?? error
  } finally {
    await server.close()
  }
}
