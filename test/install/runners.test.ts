// The package inside test runners, which run programs in their own context: jest, and the pools of vitest. What fs,
// structuredClone and worker threads hand over there is of another realm.
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { execute, project } from './machine.ts'
import { JEST } from './places.ts'

// What both runners run: `load` makes the library's entries and Node's modules.
const cases = (load: string) => `
${load}
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thalweg-runner-'))
const f = (name) => path.join(dir, name)

test('checkpoints of cloned states, system errors, a signal', async () => {
  const state = structuredClone({ epoch: 3, nested: { list: [1] } })
  await checkpoint.saveCheckpoint(f('a'), { ...state, more: state, x: tensor([1, 2]) }, { signal: new AbortController().signal })
  const read = await checkpoint.loadCheckpoint(f('a'))
  expect(read.more.nested.list).toEqual([1])
  expect(read.x.toArray()).toEqual([1, 2])
  await expect(checkpoint.loadCheckpoint(f('none'))).rejects.toThrow('cannot be read (ENOENT')
})

test('typed arrays', () => {
  const floats = structuredClone(new Float32Array([1.5, 2]))
  expect(fromArray(floats).add(1).toArray()).toEqual([2.5, 3])
  expect(tensor(structuredClone(new Float64Array([0.5]))).dtype).toBe('float64')
  expect(tensor(structuredClone(new Int32Array([1]))).dtype).toBe('int32')
  expect(tensor(Buffer.from([0, 255])).div(255).toArray()).toEqual([0, 1])
})

test('CSV by an optional package, batches, workers', async () => {
  fs.writeFileSync(f('x.csv'), 'a,b\\n1,2\\n3,4\\n')
  expect((await data.readCsv(f('x.csv'))).features.toArray()).toEqual([[1, 2], [3, 4]])
  const batch = data.collate(structuredClone([{ a: 1, b: [2] }, { a: 2, b: [3] }]))
  expect(batch.a.toArray()).toEqual([1, 2])
  fs.writeFileSync(f('t.mjs'), 'export default () => [{ shape: [2], data: new Float32Array([5, 6]) }, { deep: { shape: [1], data: new Uint8Array([255]) } }]')
  const loader = new data.DataLoader(new data.TensorDataset(tensor([[1, 2]])), { transform: f('t.mjs'), workers: 1 })
  for await (const [x, y] of loader) {
    expect(x.toArray()).toEqual([5, 6])
    expect(y.deep.toArray()).toEqual([255])
  }
  await loader.close()
})

test('training: checkpoints, a resume, workers, loggers, a signal', async () => {
  const x = tensor([[0, 1], [1, 0], [1, 1], [0, 0]])
  const y = tensor([[1], [1], [2], [0]])
  fs.writeFileSync(f('same.mjs'), 'export default ([x, y]) => [x, y]')
  const run = (epochs, more) => {
    const model = new nn.Linear(2, 1)
    const trainer = new train.Trainer({ model, optimizer: new optim.Adam(model.parameters()), loss: new nn.MSELoss(), seed: 0 })
    const loader = new data.DataLoader(new data.TensorDataset(x, y), { batchSize: 2, transform: f('same.mjs'), workers: 1 })
    const loggers = [new train.JsonLinesLogger(f('l.jsonl')), new train.CsvLogger(f('l.csv')), new train.TensorBoardLogger(f('tb'))]
    const callbacks = [new train.ModelCheckpoint({ folder: f('run') }), new train.ProgressBar({ stream: { write() {} } }), { onEpoch() {} }]
    const options = { epochs, callbacks, loggers, onLogFailure: 'throw', signal: new AbortController().signal, ...more }
    return trainer.fit(loader, options).then(() => loader.close()).then(() => trainer)
  }
  const first = await run(2)
  await first.save(f('t.safetensors'))
  const second = await run(3, { resume: f('run/last.safetensors') })
  expect([second.epoch, second.step, second.runId]).toEqual([3, 6, first.runId])
  const lines = fs.readFileSync(f('l.jsonl'), 'utf8').trim().split('\\n').map((line) => JSON.parse(line))
  expect(lines.filter((line) => 'loss' in line).map((line) => line.step)).toEqual([1, 2, 3, 4, 5, 6])
  expect(fs.readFileSync(f('l.csv'), 'utf8').split('\\n')[0]).toContain('step,epoch,wallTime,loss')
  expect(fs.readdirSync(f('tb')).length).toBe(2)
  await expect(second.load(f('none'))).rejects.toThrow('ENOENT')
  await expect(run(1, { callbacks: [{ onEpochEnd() {} }] })).rejects.toThrow('unknown handler onEpochEnd')
})

test('a search with a file, and in threads', async () => {
  const space = () => ({ k: searching.choice(structuredClone([[1], [2]])) })
  const options = { method: 'grid', file: f('s.jsonl'), signal: new AbortController().signal }
  expect((await searching.search(space(), ({ k }) => k[0], options)).best.params.k).toEqual([1])
  expect((await searching.search(space(), ({ k }) => k[0], options)).trials.length).toBe(2)
  fs.writeFileSync(f('o.mjs'), 'export default ({ k }) => k')
  const { best } = await searching.search({ k: searching.int(1, 3) }, f('o.mjs'), { method: 'grid', parallel: 2 })
  expect(best.params.k).toBe(1)
})
`
const NAMES = [
  ['{ tensor, fromArray }', 'thalweg'],
  ['checkpoint', 'thalweg/checkpoint'],
  ['data', 'thalweg/data'],
  ['searching', 'thalweg/search'],
  ['nn', 'thalweg/nn'],
  ['optim', 'thalweg/optim'],
  ['train', 'thalweg/train'],
  ['fs', 'node:fs'],
  ['os', 'node:os'],
  ['path', 'node:path']
] as const
const required = NAMES.map(([name, from]) => `const ${name} = require('${from}')`).join('\n')
const imported = NAMES.map(
  ([name, from]) => `import ${name.startsWith('{') ? name : `* as ${name}`} from '${from}'`
).join('\n')

function runnerProject(name: string, files: Record<string, string>): string {
  const folder = project(name, files)
  for (const name of ['csv-parse', 'csv-stringify', '@bufbuild/protobuf']) {
    cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
  }
  return folder
}

describe('is#183, jest#11864', () => {
  test('jest', () => {
    const folder = runnerProject('jest', { 'a.test.js': cases(required) })
    const { status, stderr } = execute(
      process.execPath,
      [join(JEST.folder, 'node_modules/jest/bin/jest.js'), '--rootDir', folder],
      folder
    )
    expect(stderr).toContain('Tests:       5 passed, 5 total')
    expect(status).toBe(0)
  })

  test.each(['threads', 'forks', 'vmThreads', 'vmForks'])('vitest, %s', (pool) => {
    const folder = runnerProject(`vitest-${pool}`, {
      'a.test.mjs': `import { expect, test } from 'vitest'\n${cases(imported)}`
    })
    symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
    const { status, stdout } = execute(
      process.execPath,
      [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--pool', pool],
      folder
    )
    expect(stripVTControlCharacters(stdout)).toMatch(/Tests\s+5 passed \(5\)/)
    expect(status).toBe(0)
  })
})
