// Metrics against scikit-learn's values, of all samples at once and of two batches.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Metric } from '../../lib/metrics/index.ts'
import * as metrics from '../../lib/metrics/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { NestedArray, Tensor } from '../../lib/tensor/tensor.ts'

interface Case {
  readonly metric: string
  readonly options: object
  readonly prediction: NestedArray[]
  readonly target: NestedArray[]
  readonly value: number | number[]
}

const { cases } = JSON.parse(readFileSync(new URL('../golden/metrics.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}
const KINDS: Record<string, unknown> = { ...metrics }
type Kind = new (options: object) => Metric<number | number[]>

// Numbers that may be classes are classes, but for regression and scores.
const whole = (values: unknown[]): boolean => values.flat(Infinity).every((v) => Number.isInteger(v))
const made = (name: string, values: NestedArray[], isScore: boolean): Tensor =>
  tensor(values, { dtype: whole(values) && !(isScore && name.startsWith('Retrieval')) ? 'int32' : 'float64' })

describe.each(cases.map((c) => [`${c.metric} ${JSON.stringify(c.options)}`, c] as const))('%s', (_, c) => {
  const metric = new (KINDS[c.metric] as Kind)(c.options)
  const near = (found: number | number[]): void => {
    const [got, want] = [[found].flat(), [c.value].flat()]
    expect(got).toHaveLength(want.length)
    for (const [k, value] of want.entries()) {
      const scale = Math.max(1, Math.abs(value))
      expect(got[k]! / scale).toBeCloseTo(value / scale, 12)
    }
  }

  test.each([[[0, c.target.length]], [[0, 1, c.target.length]]])('cut at %j', (cuts) => {
    metric.reset()
    for (let k = 0; k + 1 < cuts.length; k++) {
      const [start, end] = [cuts[k], cuts[k + 1]]
      const prediction = made(c.metric, c.prediction.slice(start, end), true)
      metric.update(prediction, made(c.metric, c.target.slice(start, end), false))
    }
    near(metric.compute())
  })
})
