import { expect, test } from 'vitest'
import { Exclusive } from '../../lib/train/exclusive.ts'

const later = () => new Promise((resolve) => setImmediate(resolve))

test('evaluations and trials take turns, in a fit or not', async () => {
  const exclusive = new Exclusive()
  expect(exclusive.state).toBe('idle')
  const order: string[] = []
  const turn = (kind: 'evaluate' | 'trial', name: string) =>
    exclusive.run(kind, async () => {
      expect(exclusive.state).toBe(kind)
      order.push(`${name} begins`)
      await later()
      order.push(`${name} ends`)
    })
  exclusive.beginFit('fit')
  await Promise.all([turn('evaluate', 'a'), turn('trial', 'b'), turn('evaluate', 'c')])
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(exclusive.state).toBe('fit')
  exclusive.endFit()
  expect(exclusive.state).toBe('idle')
})

test('alone: at once when nobody has the turn, else after it, also after one that fails', async () => {
  const exclusive = new Exclusive()
  let done = 0
  const now = exclusive.alone(() => ++done)
  expect(done).toBe(1)
  expect(await now).toBe(1)
  const failing = exclusive.run('evaluate', async () => {
    await later()
    throw new Error('on purpose')
  })
  const after = exclusive.alone(() => exclusive.state)
  await expect(failing).rejects.toThrow('on purpose')
  expect(await after).toBe('idle')
})

test('what is refused says why', async () => {
  const exclusive = new Exclusive()
  exclusive.beginFit('Trainer.fit')
  expect(() => exclusive.beginFit('Trainer.fit')).toThrow('Trainer.fit: expected no fit under way; await it first')
  // An evaluation within a fit does not hide the fit.
  const leave = await exclusive.enter('evaluate')
  expect(() => exclusive.refuse('Trainer.load', 'fit', 'evaluate')).toThrow('Trainer.load: expected no training')
  expect(() => exclusive.refuse('Trainer.stateDict', 'evaluate')).toThrow('expected no evaluation to be under way')
  leave()
  exclusive.refuse('Trainer.stateDict', 'evaluate')
})
