// The page that compares with PyTorch is complete and current; `npx vitest run test/docs/coverage.test.ts -u` writes it.
import { expect, test } from 'vitest'
import { page, rows, share } from './coverage.ts'
import { RENAMED, WAIVED } from './coverageTables.ts'

test('the page is what the library exports', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/reference/pytorch.md')
})

test('tables name nothing that PyTorch does not have, and nothing twice', () => {
  const known = new Set(rows.map(({ section, name }) => `${section} ${name}`))
  const listed = Object.entries(RENAMED).flatMap(([section, names]) => Object.keys(names).map((n) => `${section} ${n}`))
  expect(listed.filter((each) => !known.has(each))).toEqual([])
  const unused = WAIVED.filter(({ reason }) => !rows.some((row) => row.reason === reason))
  expect(unused).toEqual([])
})

test('at least 145 classes of torch.nn, and nine tenths of the functions and methods that have a meaning here', () => {
  expect(share('torch.nn').here).toBeGreaterThanOrEqual(145)
  const sums = (['torch', 'torch.nn.functional', 'torch.linalg', 'torch.Tensor'] as const).map(share)
  const here = sums.reduce((sum, part) => sum + part.here, 0)
  expect(here / sums.reduce((sum, part) => sum + part.of, 0)).toBeGreaterThanOrEqual(0.9)
})
