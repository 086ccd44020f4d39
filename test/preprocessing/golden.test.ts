// The transformers against scikit-learn, and through JSON.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as all from '../../lib/preprocessing/index.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'

type Row = (number | string | null)[]
interface Case {
  kind: string
  options: object
  fit: Row[]
  rows: Row[]
  out: number[][]
  inverse?: Row[]
  names?: string[]
}

const path = new URL('../golden/preprocessing.json', import.meta.url)
const { cases, table, joined } = JSON.parse(readFileSync(path, 'utf8')) as {
  cases: Case[]
  table: Row[]
  joined: number[][]
}
type Kind = typeof all.StandardScaler
const kinds = all as unknown as Record<string, Kind>

// Missing values are NaN in tensors and null in the golden data.
const plain = (value: unknown): unknown => {
  if (value instanceof Tensor) return plain(value.toArray())
  if (Array.isArray(value)) return value.map(plain)
  return Number.isNaN(value) ? null : value
}

function close(got: unknown, want: unknown): void {
  if (Array.isArray(want)) {
    expect(got).toHaveLength(want.length)
    for (const [k, value] of want.entries()) close((got as unknown[])[k], value)
  } else if (typeof want === 'number') {
    // Both sum in float64, in another order.
    expect(Math.abs((got as number) - want)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(want)))
  } else expect(got).toBe(want)
}

describe('scikit-learn', () => {
  test.each(cases.map((each, k) => ({ ...each, name: `${each.kind} ${JSON.stringify(each.options)} ${k}` })))(
    '$name',
    ({ kind, options, fit, rows, out, inverse, names }) => {
      const made = new kinds[kind]!(options)
      made.fit(fit)
      const again = kinds[kind]!.fromJSON(JSON.stringify(made))
      for (const each of [made, again]) {
        const result = kind === 'LabelEncoder' ? each.transform(rows) : each.transform(rows, { dtype: 'float64' })
        close(plain(result), out)
        if (inverse) close(plain(each.inverseTransform(result)), inverse)
        if (names) expect(each.getFeatureNamesOut().map((name) => name.replace(/(^|_)(\d)/, '$1c$2'))).toEqual(names)
      }
    }
  )

  test('ColumnTransformer of a Pipeline, an encoder and the rest', () => {
    const { ColumnTransformer, OneHotEncoder, Pipeline, SimpleImputer, StandardScaler } = all
    const numbers = new Pipeline([
      ['fill', new SimpleImputer({ strategy: 'median' })],
      ['scale', new StandardScaler()]
    ])
    const made = new ColumnTransformer(
      [
        ['numbers', numbers, 0],
        ['categories', new OneHotEncoder({ handleUnknown: 'ignore' }), [1]]
      ],
      { remainder: 'passthrough' }
    )
    close(plain(made.fitTransform(table, { dtype: 'float64' })), joined)
    close(plain(ColumnTransformer.fromJSON(JSON.stringify(made)).transform(table, { dtype: 'float64' })), joined)
  })
})
