import { expect, test } from 'vitest'
import { ProgressBar, type StepEvent } from '../../../lib/train/index.ts'
import { problem } from '../problem.ts'

test('a line an epoch, with its numbers', async () => {
  const { trainer, loader, validation } = problem()
  const lines: string[] = []
  const stream = { write: (text: string) => void lines.push(text) }
  const history = await trainer.fit(loader, { epochs: 2, validation, callbacks: [new ProgressBar({ stream })] })
  expect(lines.length).toBe(2)
  expect(lines[0]).toMatch(
    /^epoch 1\/2 {2}train loss \d\S+ {2}train accuracy \S+ % {2}val loss \S+ {2}val accuracy \S+ % {2}[\d,]+ batches\/s {2}\S+ s\n$/
  )
  expect(lines[1]).toContain(`val loss ${history.valLoss![1]!.toPrecision(4)}`)
  expect(() => new ProgressBar({ stream: 1 as never })).toThrow(
    'ProgressBar: expected stream to be something with write() but received 1'
  )
})

test('a bar is taken away when the training ends by an error', async () => {
  const { trainer, loader } = problem()
  const stream = { write: () => undefined, isTTY: false }
  const fail = {
    onStep: () => {
      throw new Error('no')
    }
  }
  await expect(trainer.fit(loader, { epochs: 1, callbacks: [new ProgressBar({ stream }), fail] })).rejects.toThrow('no')
})

test('a run that goes back is shown from there on', async () => {
  const { trainer, loader } = problem()
  const lines: string[] = []
  const bar = new ProgressBar({ stream: { write: (text: string) => void lines.push(text) } })
  let backs = 0
  const back = {
    async onStep({ epoch, batch }: StepEvent) {
      if (epoch === 2 && batch === 5 && backs++ === 0) trainer.rollBack(await trainer.snapshot())
    }
  }
  await trainer.fit(loader, { epochs: 3, callbacks: [back, bar] })
  expect(lines.map((line) => line.slice(0, 9))).toEqual(['epoch 1/3', 'epoch 1/2', 'epoch 2/2'])
})
