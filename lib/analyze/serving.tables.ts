// The columns of the tables of analyze.serving. Called by serving.ts.
import type { Column } from './rows.ts'

export const COLUMNS: readonly Column[] = [
  { key: 'batch', as: 'whole' },
  { key: 'concurrency', head: 'clients', as: 'whole' },
  { key: 'windowSeconds', head: 'window ms', as: 'ms' },
  { key: 'requestsPerSecond', head: 'requests/s' },
  { key: 'p50Seconds', head: 'p50 ms', as: 'ms' },
  { key: 'p95Seconds', head: 'p95', as: 'ms' },
  { key: 'p99Seconds', head: 'p99', as: 'ms' },
  { key: 'meanBatch', head: 'mean batch' },
  { key: 'meets' }
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
