// Which sentences of analyze.throughput follow from its rows. Called by throughput.ts.
import { type Finding, find } from './findings.ts'
import type { Row } from './rows.ts'
import { type Lever, NOW } from './throughput.levers.ts'
import type { Speed } from './throughput.measure.ts'
import { THROUGHPUT_RULES as RULES } from './throughput.rules.ts'

/** The name of the setup whose batches are in memory. */
export const HELD = 'data in memory'

/** What the rows do not say. */
export interface Facts {
  readonly deadline: number | undefined
  readonly epochs: number
  readonly busy: boolean
  readonly chosen: readonly Lever[]
  readonly speeds: ReadonlyMap<string, Speed>
}

export function speedFindings(rows: readonly Row[], { deadline, epochs, busy, chosen, speeds }: Facts): Finding[] {
  const [now, best] = [rows[0], rows.at(-1)]
  const of = (row: Row | undefined, key: string): number => (row?.[key] as number | undefined) ?? Number.NaN
  const times = (row: Row | undefined) => ({
    seconds: of(row, 'runSeconds'),
    low: of(row, 'runSecondsLow'),
    high: of(row, 'runSecondsHigh'),
    busy: busy && row !== undefined ? 1 : 0
  })
  const names = chosen.length === 0 ? 'no change' : chosen.map(({ name }) => name).join(' and ')
  const findings: Finding[] = []
  if (deadline !== undefined) {
    findings.push(find(RULES.now, { ...times(now), deadline, epochs }))
    const together = times(chosen.length === 0 ? now : best)
    const machines = Math.ceil(together.seconds / deadline)
    if (findings[0]!.level === 'advice')
      findings.push(find(RULES.together, { ...together, deadline, machines }, { names }))
  }
  const [base, fast] = [speeds.get(NOW), chosen.length === 0 ? undefined : best]
  const gain = of(fast, 'samplesPerSecond') * (base?.seconds ?? Number.NaN)
  findings.push(
    find(
      RULES.faster,
      {
        factor: fast === undefined ? 1 : gain,
        low: fast === undefined ? 1 : of(fast, 'samplesPerSecondLow') * base!.low,
        high: fast === undefined ? 1 : of(fast, 'samplesPerSecondHigh') * base!.high,
        busy: busy ? 1 : 0
      },
      { config: chosen.map(({ config }) => config).join(', ') }
    )
  )
  if (chosen.length > 1) {
    const product = chosen.reduce((all, { name }) => (all * base!.seconds) / speeds.get(name)!.seconds, 1)
    findings.push(find(RULES.product, { measured: gain, product }))
  }
  const held = speeds.get(HELD)
  findings.push(
    find(RULES.data, {
      factor: (base?.seconds ?? Number.NaN) / (held?.seconds ?? Number.NaN),
      low: (base?.low ?? Number.NaN) / (held?.high ?? Number.NaN),
      busy: busy ? 1 : 0
    })
  )
  return findings
}
