// The page that compares with PyTorch is complete and current; `npx vitest run test/docs/coverage.test.ts -u` writes it.
import { expect, test } from 'vitest'
import * as checkpoint from '../../lib/checkpoint/index.ts'
import * as root from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { page, rows, type Section, sameName, share } from './coverage.ts'
import { RENAMED, WAIVED } from './coverageTables.ts'

test('the page is what the library exports', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/reference/pytorch.md')
})

const RENAMES = Object.entries(RENAMED).flatMap(([section, names]) =>
  Object.entries(names).map(([name, ours]) => ({ section: section as Section, name, ours }))
)

test('tables name nothing that PyTorch does not have, and nothing without need', () => {
  const known = new Set(rows.map(({ section, name }) => `${section} ${name}`))
  expect(RENAMES.filter(({ section, name }) => !known.has(`${section} ${name}`))).toEqual([])
  expect(RENAMES.filter(({ section, name, ours }) => sameName(section, name) === ours)).toEqual([])
  const unused = WAIVED.filter(
    ({ matches }) => !rows.some((row) => row.ours === null && matches(row.section, row.name))
  )
  expect(unused).toEqual([])
})

test('what tables say that a name is called exists', () => {
  const x = root.tensor([1, 2])
  const scope = { ...root, ...checkpoint, nn, x, Generator: new root.Generator() }
  const exists = ({ ours }: { ours: string }): boolean => {
    let place: unknown = scope
    for (const name of /^[\w.]+/.exec(ours)![0].split('.')) {
      if (!(name in Object(place))) return false
      place = (place as Record<string, unknown>)[name]
    }
    return true
  }
  expect(RENAMES.filter((each) => !exists(each))).toEqual([])
})

test('at least 145 classes of torch.nn, and nine tenths of the functions and methods that have a meaning here', () => {
  expect(share('torch.nn').here).toBeGreaterThanOrEqual(145)
  const sums = (['torch', 'torch.nn.functional', 'torch.linalg', 'torch.Tensor'] as const).map(share)
  const here = sums.reduce((sum, part) => sum + part.here, 0)
  expect(here / sums.reduce((sum, part) => sum + part.of, 0)).toBeGreaterThanOrEqual(0.9)
})
