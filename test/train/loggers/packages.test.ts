import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../util/folder.ts'

for (const name of ['csv-stringify/sync', '@bufbuild/protobuf/wire']) {
  vi.doMock(name, () => {
    throw new Error('not installed')
  })
}
const file = temporaryFolder()

test('without the package the training does not begin, and the error says what to install', async () => {
  const { CsvLogger, TensorBoardLogger } = await import('../../../lib/train/index.ts')
  const { problem } = await import('../problem.ts')
  const { trainer, loader } = problem()
  const run = (logger: object) => trainer.fit(loader, { steps: 1, loggers: [logger as never] })
  await expect(run(new CsvLogger(file('a.csv')))).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message: 'CsvLogger: the package csv-stringify is needed and is not there: npm install csv-stringify csv-parse'
  })
  await expect(run(new TensorBoardLogger(file('b')))).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message:
      'TensorBoardLogger: the package @bufbuild/protobuf is needed and is not there: npm install @bufbuild/protobuf'
  })
  expect(trainer.step).toBe(0)
})

test('without csv-parse a file that is there is left as it is', async () => {
  vi.resetModules()
  vi.doUnmock('csv-stringify/sync')
  vi.doMock('csv-parse/sync', () => {
    throw new Error('not installed')
  })
  const { CsvLogger } = await import('../../../lib/train/index.ts')
  const path = file('kept.csv')
  writeFileSync(path, 'step,loss\n1,2\n2,1\n')
  const logger = new CsvLogger(path)
  await expect(logger.log({ kind: 'start', step: 1, epoch: 0, wallTime: 0, resumed: true })).rejects.toMatchObject({
    message: 'CsvLogger: the package csv-parse is needed and is not there: npm install csv-stringify csv-parse'
  })
  expect(readFileSync(path, 'utf8')).toBe('step,loss\n1,2\n2,1\n')
})
