// The findings of analyze.step, from times, profiles and the parts of an epoch. Called by step.ts.
import type { Profile } from '../inspect/profile/profile.ts'
import { mean } from '../util/statistics.ts'
import { type Finding, find, type Numbers } from './findings.ts'
import type { Row } from './rows.ts'
import { type Earlier, machineText } from './step.against.ts'
import type { EpochParts } from './step.epoch.ts'
import { STEP_RULES as RULES } from './step.rules.ts'

/** What was measured. */
export interface StepFacts {
  readonly rows: readonly Row[]
  readonly profiles: ReadonlyMap<number, Profile>
  readonly epoch: EpochParts | null
  /** The batch size of the experiment. */
  readonly own: number
  readonly busy: boolean
  readonly earlier: Earlier | null
  readonly machine: { readonly backend: string; readonly level: string; readonly processors: number }
  readonly warn: number | undefined
}

export function findingsOf(facts: StepFacts): Finding[] {
  const { profiles, epoch, own, earlier, warn } = facts
  const flag = { busy: facts.busy ? 1 : 0 }
  const none = { size: own, share: Number.NaN, spread: 0, seconds: Number.NaN, ...flag }
  const bottlenecks = [...profiles].map(([size, { bottleneck, seconds }]) => {
    const { kind, name, share } = bottleneck
    const numbers = { size, share, spread: kind === 'spread' ? 1 : 0, seconds, busy: flag.busy }
    return find(RULES.bottleneck, numbers, { what: kind === 'layer' ? layerText(name) : (WHAT[kind] ?? name) })
  })
  const watched = profiles.get(own) ?? [...profiles.values()][0]
  return [
    ...(bottlenecks.length === 0 ? [find(RULES.bottleneck, none)] : bottlenecks),
    ...threadsFindings(facts),
    ...(epoch === null ? [] : epochFindings(epoch, flag)),
    ...(watched === undefined
      ? []
      : [find(RULES.watched, { seconds: watched.seconds, watched: watched.watchedSeconds, ...flag })]),
    ...(earlier === null ? [] : [againstFinding(facts, earlier)]),
    ...(warn === undefined ? [] : [slowFinding(facts, warn)])
  ]
}

// What a kind of bottleneck is called; else the phase.
const WHAT: Readonly<Record<string, string>> = { data: 'waiting for batches', calls: 'the time between kernels' }
const layerText = (path: string): string => (path === '' ? 'the model itself' : `layer ${path}`)

function threadsFindings({ rows, own, busy }: StepFacts): Finding[] {
  const sizes = rows.map(({ size }) => size as number)
  const size = sizes.includes(own) ? own : sizes.at(-1)
  const list = rows.filter((row) => row.size === size) as Numbers[]
  const [one, most] = [list.find(({ threads }) => threads === 1), list.at(-1)]
  if (one === undefined || most === undefined || most.threads === 1) return []
  const numbers = {
    ratio: one.secondsPerStep! / most.secondsPerStep!,
    low: one.secondsLow! / most.secondsHigh!,
    high: one.secondsHigh! / most.secondsLow!,
    threads: most.threads!,
    size: size!,
    busy: busy ? 1 : 0
  }
  return [find(RULES.threads, numbers)]
}

function epochFindings(
  { data, steps, validation, checkpoint, logger }: EpochParts,
  flag: { readonly busy: number }
): Finding[] {
  const seconds = data + steps + validation + checkpoint + logger
  return [
    find(RULES.data, { share: data / seconds, seconds, ...flag }),
    ...(validation > 0 ? [find(RULES.validation, { share: validation / seconds, seconds: validation, ...flag })] : []),
    find(RULES.writing, { share: (checkpoint + logger) / seconds, checkpoint, logger, ...flag })
  ]
}

function againstFinding({ rows, busy, machine }: StepFacts, earlier: Earlier): Finding {
  const pairs = (rows as Numbers[]).flatMap((row) => {
    const before = (earlier.rows as Numbers[]).find(({ size, threads }) => size === row.size && threads === row.threads)
    return before === undefined ? [] : [[row, before] as const]
  })
  const ratio = (now: string, before: string): number => mean(pairs.map(([a, b]) => a[now]! / b[before]!))
  const here = machineText(machine)
  const why =
    here !== earlier.machine
      ? `it was measured on ${earlier.machine}, this is ${here}`
      : pairs.length === 0
        ? 'it has no row of the same size and threads'
        : busy
          ? 'the machine is busy'
          : ''
  const numbers = {
    ratio: ratio('secondsPerStep', 'secondsPerStep'),
    low: ratio('secondsLow', 'secondsHigh'),
    high: ratio('secondsHigh', 'secondsLow'),
    rows: pairs.length
  }
  const known = pairs.length === 0 ? { ratio: 1, low: 1, high: 1, rows: 0 } : numbers
  return find(RULES.against, { ...known, comparable: why === '' ? 1 : 0 }, { why })
}

function slowFinding({ profiles, epoch }: StepFacts, warn: number): Finding {
  const phases = [...profiles].flatMap(([size, { phases: list }]) =>
    list.map(({ name, seconds }) => ({ what: `${name} at a batch of ${size}`, seconds }))
  )
  const parts =
    epoch === null
      ? []
      : [
          { what: 'validation', seconds: epoch.validation },
          { what: 'a checkpoint', seconds: epoch.checkpoint }
        ]
  const none = { what: '', seconds: Number.NaN }
  const longest = [...phases, ...parts].reduce(
    (a, b) => (b.seconds > a.seconds || Number.isNaN(a.seconds) ? b : a),
    none
  )
  return find(RULES.slow, { seconds: longest.seconds, warn }, { what: longest.what })
}
