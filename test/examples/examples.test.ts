// Every example runs in its fast mode and learns something; none is longer than 60 lines.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { setNumThreads } from '../../lib/backend/index.ts'
import { build } from '../../lib/config/build.ts'
import { checkConfig } from '../../lib/config/check.ts'
import type { TrainConfig } from '../../lib/config/types.ts'
import { temporaryFolder } from '../util/folder.ts'
import { after, FOLDER, restore, run } from './run.ts'

const inFolder = temporaryFolder()
// What else the machine does must not decide how long this takes.
setNumThreads(1)

afterEach(restore)

const runs: Record<string, () => Promise<void>> = {
  async xor() {
    const values = (await run('xor')).match(/-?\d\.\d+e[+-]\d+|-?\d\.\d+/g)!.map(Number)
    for (const [k, want] of [0, 1, 1, 0].entries()) expect(values[k]).toBeCloseTo(want, 2)
  },
  async 'digits-mlp'() {
    const accuracies = after(await run('digits-mlp', '--fast'), 'accuracy')
    expect(accuracies.length).toBe(2)
    expect(accuracies[1]).toBeGreaterThan(0.8)
  },
  async 'digits-cnn'() {
    expect(after(await run('digits-cnn', '--fast'), 'accuracy')[0]).toBeGreaterThan(0.7)
  },
  async search() {
    const text = await run('search', '--fast')
    const accuracies = after(text, 'complete').filter((v) => v < 1)
    expect(Math.max(...accuracies)).toBeGreaterThan(0.7)
    expect(text).toContain('8 trials by tpe')
  },
  async trainer() {
    expect(after(await run('trainer', '--fast'), 'accuracy')[0]).toBeGreaterThan(0.75)
  },
  async checkpoints() {
    expect(await run('checkpoints', '--fast')).toContain('the same weights, to the bit: true')
  },
  async callbacks() {
    const text = await run('callbacks', '--fast')
    expect(after(text, 'the best weights are back: loss')).toEqual(after(text, 'best loss'))
    expect(text).toMatch(/ended after epoch \d+ \(\w+\)/)
  },
  async logging() {
    const text = await run('logging', '--fast', '--folder', inFolder('runs'))
    expect(text).toMatch(/\d+ lines in .*"valAccuracy":0\.\d+/s)
    const written = readdirSync(inFolder('runs'))
    expect(written).toEqual(expect.arrayContaining(['log.csv', 'log.jsonl', expect.stringMatching(/tfevents/)]))
  },
  async watch() {
    const text = await run('watch', '--fast')
    const [usual, large] = text.split('lr 12: ')
    // How long the data take is up to the machine.
    const found = (part: string | undefined): string[] =>
      Array.from(part!.matchAll(/^ {2}(\w+) at step \d+: /gm), ([, kind]) => kind!).filter((k) => k !== 'dataStarved')
    expect(found(usual)).toEqual([])
    expect(found(large)).toEqual(['spike', 'deadLayer'])
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/ shows both runs/)
  },
  async profile() {
    const text = await run('profile', '--fast', '--trace', inFolder('trace.json'))
    // Which size is fastest is up to the machine and what else runs there: it is one of those that were measured.
    const [best] = after(text, 'best batch size')
    expect(best).toBeGreaterThanOrEqual(16)
    expect(best).toBeLessThanOrEqual(64)
    expect(text).toMatch(new RegExp(`^ *${best} `, 'm'))
    expect(JSON.parse(readFileSync(inFolder('trace.json'), 'utf8'))).toHaveProperty('traceEvents')
  },
  async 'learning-rate'() {
    const text = await run('learning-rate', '--fast')
    expect(after(text, 'suggested rate')[0]).toBeGreaterThan(1e-5)
    expect(after(text, 'loss').at(-1)).toBeLessThan(1.5)
  },
  async 'train.config'() {
    const { default: config } = (await import(join(FOLDER, 'train.config.ts'))) as { default: TrainConfig }
    const place = { path: join(FOLDER, 'train.config.ts'), file: 'train.config.ts' }
    checkConfig(place.file, config, false)
    const { trainer, data } = await build(place, config, { seed: 1, epochs: 1 }, { checkpoints: false })
    const history = await trainer.fit(data.train, { steps: 40, validation: data.validation! })
    expect(history.valAccuracy!.at(-1)).toBeGreaterThan(0.7)
  },
  async regression() {
    const text = await run('regression', '--fast')
    expect(text).toContain('600 flats, features area, rooms, year, distance, district=garden')
    expect(after(text, 'R2')[0]).toBeGreaterThan(0.95)
  },
  async characters() {
    const losses = after(await run('characters', '--fast'), 'loss')
    expect(losses[0]).toBeGreaterThan(4)
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.7)
  },
  async cifar() {
    const text = await run('cifar', '--epochs', '3')
    expect(text).toContain('https://www.cs.toronto.edu/~kriz/cifar.html')
    // Four classes, drawn in equal numbers.
    expect(after(text, 'accuracy')[0]).toBeGreaterThan(60)
  },
  async 'cifar with its files'() {
    const record = (k: number): number[] => [
      k % 3,
      ...Array.from({ length: 3072 }, (_, i) => (i >> 10 === k % 3 ? 200 : 30))
    ]
    const records = Uint8Array.from(Array.from({ length: 30 }, (_, k) => record(k)).flat())
    for (const name of ['test_batch', ...[1, 2, 3, 4, 5].map((k) => `data_batch_${k}`)]) {
      writeFileSync(inFolder(`${name}.bin`), records)
    }
    // After three epochs of five batches, some seeds have learned nothing.
    const text = await run('cifar', '--data', inFolder('.'), '--epochs', '16')
    expect(text).not.toContain('no --data')
    expect(after(text, 'accuracy')[0]).toBeGreaterThan(90)
  },
  async fashion() {
    for (const part of ['train', 't10k']) {
      const [images, labels] = stripes(256)
      writeFileSync(inFolder(`${part}-images-idx3-ubyte.gz`), gzipSync(images))
      writeFileSync(inFolder(`${part}-labels-idx1-ubyte.gz`), gzipSync(labels))
    }
    const text = await run('fashion', '--data', inFolder('.'), '--epochs', '2', '--limit', '256')
    const accuracies = after(text, 'accuracy')
    expect(accuracies.length).toBe(2)
    expect(accuracies[1]).toBeGreaterThan(15)
  }
}

// IDX files of images whose class is the row at which they are white.
function stripes(count: number): [images: Uint8Array, labels: Uint8Array] {
  const images = new Uint8Array(16 + count * 784)
  const labels = new Uint8Array(8 + count)
  const [a, b] = [new DataView(images.buffer), new DataView(labels.buffer)]
  for (const [k, value] of [0x803, count, 28, 28].entries()) a.setUint32(4 * k, value)
  for (const [k, value] of [0x801, count].entries()) b.setUint32(4 * k, value)
  for (let k = 0; k < count; k++) {
    labels[8 + k] = k % 10
    images.fill(255, 16 + k * 784 + (k % 10) * 56, 16 + k * 784 + (k % 10) * 56 + 84)
  }
  return [images, labels]
}

const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace('.ts', ''))

test('every example is run here', () => {
  expect(
    Object.keys(runs)
      .filter((name) => !name.includes(' '))
      .sort()
  ).toEqual(names.sort())
})

test.each(Object.keys(runs))('%s', async (name) => {
  await runs[name]!()
})

test.each(names)('%s has at most 60 lines', (name) => {
  expect(readFileSync(join(FOLDER, `${name}.ts`), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(60)
})
