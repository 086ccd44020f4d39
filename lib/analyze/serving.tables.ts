// The columns of the tables of analyze.serving. Called by serving.ts.
import type { Column, Row } from './rows.ts'

export const CHART = {
  name: ({ batch, concurrency, windowSeconds }: Row): string =>
    `batch ${batch}, ${concurrency} clients, ${1e3 * (windowSeconds as number)} ms`,
  value: 'requestsPerSecond',
  label: 'requests/s'
}

export const COLUMNS: readonly Column[] = [
  { key: 'batch', as: 'whole', note: 'requests that are answered together at most' },
  { key: 'concurrency', head: 'clients', as: 'whole' },
  { key: 'windowSeconds', head: 'window ms', as: 'ms', note: 'how long a request waits for others' },
  { key: 'requestsPerSecond', head: 'requests/s' },
  {
    key: 'p50Seconds',
    head: 'p50 ms',
    as: 'ms',
    note: 'latency of half of the requests is below; p95, p99: of 95 % and 99 %'
  },
  { key: 'p95Seconds', head: 'p95', as: 'ms' },
  { key: 'p99Seconds', head: 'p99', as: 'ms' },
  { key: 'meanBatch', head: 'mean batch', note: 'requests answered together on average' },
  { key: 'meets', note: 'whether p95 is within the limit (--slo)' }
]

export const PARTS: readonly Column[] = [
  { key: 'part', as: 'text' },
  { key: 'p50', head: 'p50 ms', as: 'ms' },
  { key: 'p95', as: 'ms' },
  { key: 'p99', as: 'ms' },
  { key: 'share', as: 'percent' }
]

export const START: readonly Column[] = [
  { key: 'fact', as: 'text' },
  { key: 'seconds', head: 'ms', as: 'ms' },
  { key: 'bytes', as: 'bytes' }
]

export const REPLICAS: readonly Column[] = [
  { key: 'replicas', as: 'whole' },
  { key: 'requestsPerSecond', head: 'requests/s' },
  { key: 'p50Seconds', head: 'p50 ms', as: 'ms' },
  { key: 'p95Seconds', head: 'p95', as: 'ms' },
  { key: 'p99Seconds', head: 'p99', as: 'ms' },
  { key: 'startSeconds', head: 'start ms', as: 'ms' }
]
