import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../util/folder.ts'

vi.mock('csv-parse/sync', () => {
  throw new Error('not installed')
})
const file = temporaryFolder()

test('without csv-parse the error says what to install', async () => {
  const { readCsv } = await import('../../lib/data/index.ts')
  writeFileSync(file('x.csv'), 'a\n1\n')
  await expect(readCsv(file('x.csv'))).rejects.toMatchObject({
    code: 'ERR_DATA',
    message: 'readCsv: the package csv-parse is needed and is not there: npm install csv-parse'
  })
})
