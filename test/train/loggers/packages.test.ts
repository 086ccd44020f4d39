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
    message: 'CsvLogger: the package csv-stringify is needed and is not there: npm install csv-stringify'
  })
  await expect(run(new TensorBoardLogger(file('b')))).rejects.toMatchObject({
    code: 'ERR_OPTION',
    message:
      'TensorBoardLogger: the package @bufbuild/protobuf is needed and is not there: npm install @bufbuild/protobuf'
  })
  expect(trainer.step).toBe(0)
})
