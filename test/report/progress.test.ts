// Progress: the plain lines word for word, the bar by what it draws on a terminal.
import { expect, test, vi } from 'vitest'
import { duration, Progress } from '../../lib/report/progress.ts'

function stream(isTTY = false): { write: (text: string) => true; isTTY: boolean; text: () => string } {
  let text = ''
  return {
    isTTY,
    write: (more) => {
      text += more
      return true
    },
    text: () => text
  }
}

test('plain lines: every five seconds, and one an epoch', async () => {
  const out = stream()
  let time = 0
  const progress = await Progress.start({ epochs: 2, samples: 1000, stream: out, now: () => time })
  for (let k = 0; k < 10; k++) {
    time += 1500
    progress.update(100, { loss: 2 - k / 10, accuracy: k / 100 })
  }
  progress.endEpoch({ loss: 1.5, testAccuracy: 0.9876 })
  time += 8000
  progress.update(1000, { loss: 1 })
  progress.endEpoch({ loss: 1 })
  expect(out.text().split('\n')).toEqual([
    'epoch 1/2  40 %  loss 1.700  accuracy 3.00 %  67 samples/s  24.0 s left',
    'epoch 1/2  80 %  loss 1.300  accuracy 7.00 %  67 samples/s  18.0 s left',
    'epoch 1/2  loss 1.500  test accuracy 98.76 %  67 samples/s  15.0 s',
    'epoch 2/2  100 %  loss 1.000  87 samples/s  0.0 s left',
    'epoch 2/2  loss 1.000  125 samples/s  8.0 s',
    ''
  ])
})

test('a bar in a terminal, which is gone when the epoch ends', async () => {
  const out = Object.assign(stream(true), { cursorTo: vi.fn(), clearLine: vi.fn(), moveCursor: vi.fn(), columns: 120 })
  const progress = await Progress.start({ epochs: 3, samples: 100, stream: out })
  progress.update(25, { loss: 0.5 })
  expect(out.text()).toMatch(/epoch 1\/3 █{6}░{18} 25 % {2}loss 0\.5000 {2}[\d,]+ samples\/s {2}\S+ s left/)
  expect(out.text()).not.toContain('\n')
  progress.update(75, { loss: 0.4 })
  progress.endEpoch({ loss: 0.45 })
  expect(out.text()).toMatch(/epoch 1\/3 {2}loss 0\.4500 .*\n$/)
})

test('without the package it writes lines and says what to install', async () => {
  vi.doMock('cli-progress', () => {
    throw new Error('not there')
  })
  const out = stream(true)
  const progress = await Progress.start({ samples: 10, stream: out })
  progress.update(10)
  progress.endEpoch()
  expect(out.text()).toMatch(/^\(plain lines: for a progress bar, npm install cli-progress\)\nepoch 1\/1 .*\n$/)
  vi.doUnmock('cli-progress')
})

test('what it refuses', async () => {
  await expect(Progress.start({} as never)).rejects.toThrow(
    'Progress: expected samples, a whole number >= 1, but it is missing'
  )
  await expect(Progress.start({ samples: 3, epoch: 2 } as never)).rejects.toThrow('did you mean epochs?')
  await expect(Progress.start({ samples: 3, stream: {} as never })).rejects.toThrow(
    'Progress: expected stream to be something with write() but received an object'
  )
  const progress = await Progress.start({ samples: 3, stream: stream() })
  expect(() => progress.update(-1)).toThrow(
    'Progress.update: expected samples to be a whole number >= 0 but received -1'
  )
})

test('durations', () => {
  expect([0.42, 59.9, 60, 75.4, 3600, 4000, Number.POSITIVE_INFINITY].map(duration)).toEqual([
    '0.4 s',
    '59.9 s',
    '1:00',
    '1:15',
    '1:00:00',
    '1:06:40',
    '?'
  ])
})
