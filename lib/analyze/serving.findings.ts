// Which sentences of analyze.serving follow from its rows. Called by serving.ts.
import { availableParallelism } from 'node:os'
import { type Finding, find } from './findings.ts'
import type { Row } from './rows.ts'
import type { Start, timeParts } from './serving.parts.ts'
import { SERVING_RULES as RULES } from './serving.rules.ts'

/** The parts of a request; HTTP is what the others leave of one client's. */
export function partsOf(parts: ReturnType<typeof timeParts>, alone: Row | undefined): Row[] {
  const total = (alone?.p50Seconds as number | undefined) ?? Number.NaN
  const rows = Object.entries(parts).map(([part, { p50, p95, p99 }]) => ({ part, p50, p95, p99, share: p50 / total }))
  const http = total - rows.reduce((sum, { p50 }) => sum + p50, 0)
  return [...rows, { part: 'HTTP', p50: http, p95: Number.NaN, p99: Number.NaN, share: http / total }]
}

/** What the rows do not say. */
export interface Facts {
  readonly slo: number
  /** Requests a second to answer. */
  readonly rate: number | undefined
  readonly busy: boolean
  readonly first: number
  readonly warm: number
  readonly start: Start | null
  /** Processes that were measured. */
  readonly replicas: readonly Row[]
}

const value = (row: Row | undefined, key: string): number => (row?.[key] as number | undefined) ?? Number.NaN
const descending = (key: string) => (a: Row, b: Row) => value(b, key) - value(a, key)

/** The setting with the most requests of those that meet the latency, else the one with the least latency. */
export function chosenOf(rows: readonly Row[]): Row | undefined {
  const good = rows.filter(({ meets }) => meets === 'yes').sort(descending('requestsPerSecond'))[0]
  return good ?? [...rows].sort(descending('p95Seconds')).at(-1)
}

export function servingFindings(
  rows: readonly Row[],
  parts: readonly Row[],
  { slo, rate: wanted, busy: isBusy, first, warm, start, replicas }: Facts
): Finding[] {
  const busy = isBusy ? 1 : 0
  const share = (part: string): number =>
    value(
      parts.find((each) => each.part === part),
      'share'
    )
  const chosen = chosenOf(rows)
  const most = Math.max(...rows.map((row) => value(row, 'concurrency')))
  const full = rows.filter((row) => row.concurrency === most)
  const single = full.find(({ batch }) => batch === 1)
  const gathered = full.filter(({ batch }) => batch !== 1).sort(descending('requestsPerSecond'))[0]
  const findings = [
    find(RULES.dominates, {
      forward: share('forward'),
      http: share('HTTP'),
      data: share('parse') + share('serialize'),
      busy
    }),
    find(RULES.slo, {
      p95: value(chosen, 'p95Seconds'),
      slo,
      rate: value(chosen, 'requestsPerSecond'),
      batch: value(chosen, 'batch'),
      window: value(chosen, 'windowSeconds'),
      concurrency: value(chosen, 'concurrency'),
      busy
    }),
    find(RULES.firstAnswer, {
      first,
      warm,
      start: (start?.node ?? Number.NaN) + (start?.load ?? Number.NaN) + first,
      busy
    })
  ]
  if (single !== undefined && gathered !== undefined) {
    const factor = value(gathered, 'requestsPerSecond') / value(single, 'requestsPerSecond')
    findings.push(find(RULES.batching, { factor, batch: value(gathered, 'batch'), concurrency: most, busy }))
  }
  if (wanted !== undefined) {
    const last = replicas.at(-1)
    const measured = last === undefined ? 0 : value(last, 'replicas')
    const each = value(last ?? chosen, 'requestsPerSecond') / Math.max(1, measured)
    findings.push(
      find(RULES.replicas, {
        wanted,
        each,
        replicas: Math.ceil(wanted / each),
        processors: availableParallelism(),
        measured,
        busy
      })
    )
  }
  return findings
}
