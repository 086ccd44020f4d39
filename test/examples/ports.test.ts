// Every port of a PyTorch model reaches its figure in the fast mode; none is longer than 60 lines.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { setNumThreads } from '../../lib/backend/index.ts'
import { after, FOLDER, restore, run } from './run.ts'

setNumThreads(1)

afterEach(restore)

// The last number after `word` is above `atLeast` or below `atMost`. Most ports print what takes no
// learning, too, after `baseline[0]`; `baseline[1]` lies between the two.
interface Figure {
  word: string
  atLeast?: number
  atMost?: number
  baseline?: readonly [word: string, trivial: number]
}

const figures: Record<string, Figure> = {
  bpr: { word: 'auc', atLeast: 0.72, baseline: ['of popularity', 0.6] },
  dqn: { word: 'mean return', atLeast: 100, baseline: ['of random pushes', 30] },
  gan: { word: 'energy distance', atMost: 0.1, baseline: ['before: energy distance', 1] },
  reinforce: { word: 'mean return', atLeast: 80, baseline: ['of random pushes', 30] },
  seq2seq: { word: 'words right', atLeast: 0.8 },
  tcn: { word: 'mean squared error', atMost: 0.03, baseline: ['of always 1', 0.15] },
  transformer: { word: 'accuracy', atLeast: 0.95, baseline: ['of the current token', 0.5] },
  triplet: { word: 'between embeddings', atLeast: 0.92, baseline: ['between pixels', 0.8] },
  unet: { word: 'of the U-Net', atLeast: 0.75, baseline: ['of a threshold', 0.55] },
  vae: { word: 'model', atMost: 160, baseline: ['mean image', 195] }
}
const names = Object.keys(figures)
const printed = new Map<string, string>()

test('every port is run here', () => {
  expect(readdirSync(join(FOLDER, 'ports')).sort()).toEqual(names.map((name) => `${name}.ts`))
})

test.each(names)('%s', async (name) => {
  const { word, atLeast, atMost, baseline } = figures[name]!
  const text = await run(`ports/${name}`, '--fast')
  printed.set(name, text)
  const reached = after(text, word).at(-1)!
  if (atLeast !== undefined) expect(reached, text).toBeGreaterThan(atLeast)
  if (atMost !== undefined) expect(reached, text).toBeLessThan(atMost)
  if (baseline === undefined) return
  const [without] = after(text, baseline[0])
  if (atLeast !== undefined) expect(without, text).toBeLessThan(baseline[1])
  if (atMost !== undefined) expect(without, text).toBeGreaterThan(baseline[1])
})

test('the same seed prints the same again', async () => {
  const again = (): Promise<string> => run('ports/reinforce', '--fast')
  expect(await again()).toBe(printed.get('reinforce') ?? (await again()))
})

test.each(names)('%s has at most 60 lines', (name) => {
  expect(readFileSync(join(FOLDER, 'ports', `${name}.ts`), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(60)
})
