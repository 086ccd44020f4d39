// `thalweg train`: real processes that are interrupted and resumed end with the bits of one that was not; wrong configs
// and flags are told in one line that names file and field.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { loadCheckpoint } from '../../lib/checkpoint/index.ts'
import { main } from '../../lib/cli/main.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'

const inFolder = temporaryFolder()
let [CLI, CONFIG] = ['', '']
beforeAll(async () => {
  const files = { cli: join(ROOT, 'lib/cli/index.ts'), slow: join(ROOT, 'test/cli/slow.config.mjs') }
  const made = await programs('cli-train', files)
  ;[CLI, CONFIG] = [made.cli, made.slow]
})
const home = process.cwd()
afterEach(() => process.chdir(home))

interface Ended {
  code: number | null
  out: string
  error: string
}

// The command in its own process; `during` gets the process and the file that the first step makes.
async function program(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  during?: (child: ReturnType<typeof spawn>) => Promise<void>,
  cli: readonly string[] = [CLI]
): Promise<Ended> {
  const started = inFolder(`started-${Math.random()}`)
  const child = spawn(process.execPath, [...cli, 'train', ...args], {
    cwd: ROOT,
    env: { ...process.env, THALWEG_NUM_THREADS: '1', ...env, STARTED: started }
  })
  const ended: Ended = { code: null, out: '', error: '' }
  child.stdout.on('data', (text) => {
    ended.out += text
  })
  child.stderr.on('data', (text) => {
    ended.error += text
  })
  const exit = once(child, 'exit')
  if (during !== undefined) {
    while (!existsSync(started) && child.exitCode === null) await setTimeout(5)
    await during(child)
  }
  ended.code = (await exit)[0] as number | null
  return ended
}

// Tensors as arrays; without the time that it took, the run's id, and the folder, which names the state of ModelCheckpoint.
async function stateOf(folder: string): Promise<unknown> {
  const state = (await loadCheckpoint(join(folder, 'last.safetensors'))) as { position: Record<string, unknown> }
  state.position.seconds = 0
  delete state.position.run
  const json = JSON.stringify(state, (_, v: unknown) =>
    typeof v === 'object' && v !== null && 'toArray' in v ? (v as { toArray(): unknown }).toArray() : v
  )
  expect(json).toContain(`"ModelCheckpoint @ ${folder}"`)
  return JSON.parse(json.replaceAll(folder, 'folder'))
}

test('interrupted by SIGINT and SIGTERM and resumed: the same bits', async () => {
  const [whole, parts] = [inFolder('whole'), inFolder('parts')]
  const args = [CONFIG, '--quiet', '--checkpoints', parts]
  const all = program([CONFIG, '--checkpoints', whole])
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143]
  ] as const) {
    const ended = await program([...args, '--resume'], { SLOW: '1' }, async (child) => {
      await setTimeout(90)
      child.kill(signal)
    })
    expect(ended.out).toMatch(new RegExp(`stopped by ${signal} after step \\d+; saved to .*parts/last.safetensors`))
    expect(ended.error).toBe(`${signal}: saves and leaves after this step; once more leaves at once\n`)
    expect(ended.code).toBe(code)
  }
  const last = await program([...args, '--resume', '--threads', '2'])
  expect(last).toMatchObject({ code: 0, error: '' })
  expect(last.out).toMatch(/continues from .*\n.*epochs 6, steps 18; trainLoss .* valAccuracy/)
  expect(await all).toMatchObject({ code: 0, error: expect.stringContaining('epoch 6/6') })
  expect(await stateOf(parts)).toEqual(await stateOf(whole))
  expect(readdirSync(parts)).toEqual(['last.safetensors'])
}, 60_000)

test('a second Ctrl-C leaves at once', async () => {
  const args = [CONFIG, '--quiet', '--checkpoints', inFolder('never')]
  const ended = await program(args, { BLOCK: '1' }, async (child) => {
    child.kill('SIGINT')
    await setTimeout(300)
    expect(child.exitCode).toBe(null)
    child.kill('SIGINT')
  })
  expect(ended.code).toBe(130)
  expect(ended.out).not.toContain('stopped by')
}, 60_000)

test('optuna#390: a second run on one folder is refused while the first one runs, not after it was killed', async () => {
  const args = [CONFIG, '--quiet', '--checkpoints', inFolder('shared')]
  const first = await program(args, { BLOCK: '1' }, async (child) => {
    const second = await program(args)
    expect(second.code).toBe(2)
    expect(second.error).toContain(`last.safetensors is being written by process ${child.pid}`)
    child.kill('SIGKILL')
  })
  expect(first.code).toBe(null)
  expect((await program(args)).code).toBe(0)
  expect(readdirSync(inFolder('shared'))).toEqual(['last.safetensors'])
}, 60_000)

test('data that never settle: the program says that nothing was trained, and fails', async () => {
  const folder = folderWith({ data: 'parts.mjs#never' })
  // From the sources: the parts import thalweg, which is there the library of this process.
  const sources = ['--import', 'tsx', join(ROOT, 'lib/cli/index.ts')]
  const ended = await program([join(folder, 'thalweg.config.json')], {}, undefined, sources)
  expect(ended).toEqual({
    code: 1,
    out: '',
    error: 'thalweg: the program ended before the run did: something it awaits, such as the data, never settles\n'
  })
}, 60_000)

// --- in this process ---

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const lines = { out: [] as string[], error: [] as string[] }
  const code = await main(['train', ...args], { out: (l) => lines.out.push(l), error: (l) => lines.error.push(l) })
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
}

// A folder with parts.mjs and a config; whole but for `change`.
let folders = 0
function folderWith(change: object, name = 'thalweg.config.json'): string {
  const folder = inFolder(`config-${folders++}`)
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'parts.mjs'),
    `import { tensor } from 'thalweg'
    import { Linear } from 'thalweg/nn'
    import { SGD } from 'thalweg/optim'
    const batches = [[tensor([[1, 2]]), tensor([[1]])], [tensor([[0, 1]]), tensor([[2]])]]
    export const model = () => new Linear(2, 1)
    export const data = () => ({ train: batches, validation: [...batches] })
    export const groups = (model) =>
      new SGD([{ params: [model.weight] }, { params: [model.bias], lr: 0.2 }], { lr: 0.1 })
    export const number = 3
    export const nothing = () => ({ train: null })
    export const three = () => 3
    export const never = () => new Promise(() => {})
    export const nobody = () => { throw undefined }
    export const text = async () => { throw 'no such file' }
    export const broken = () => new Linear(2)
    export default model`
  )
  const whole = {
    model: 'parts.mjs',
    data: 'parts.mjs#data',
    optimizer: { name: 'SGD', lr: 0.1 },
    loss: 'mseLoss',
    epochs: 2
  }
  writeFileSync(join(folder, name), JSON.stringify({ ...whole, ...change }))
  return folder
}

const inside = (folder: string, ...args: string[]) => {
  process.chdir(folder)
  return run('--quiet', ...args)
}

test('JSON with parts in a module; flags take precedence', async () => {
  const folder = folderWith({ metrics: ['MeanAbsoluteError'], threads: 1 })
  const { code, out, error } = await inside(folder, '--epochs', '3', '--lr', '1e-3', '--seed', '7')
  expect([code, error]).toEqual([0, ''])
  expect(out).toMatch(
    /^thalweg.config.json: .*, threads 1, seed 7\nepochs 3, steps 6; trainLoss .*valMeanAbsoluteError/
  )
  const state = (await loadCheckpoint(join(folder, 'checkpoints/last.safetensors'))) as {
    history: { learningRate: number[] }
  }
  expect(state.history.learningRate).toEqual([1e-3, 1e-3, 1e-3])
  expect(await run('--quiet')).toMatchObject({
    code: 2,
    error: 'thalweg train: checkpoints/last.safetensors exists; --resume continues from it, --overwrite starts over'
  })
  // The run has its seed and its learning rate.
  expect((await run('--quiet', '--resume', '--epochs', '4')).out).toMatch(
    /seed 7\ncontinues from .*\nepochs 4, steps 8/
  )
  expect((await run('--resume', '--seed', '3')).error).toBe(
    'thalweg train: expected --seed to be 7, that of the run in checkpoints/last.safetensors, but received 3'
  )
  expect((await run('--resume', '--lr', '3')).error).toBe(
    'thalweg train: expected no --lr with --resume: the run has its learning rate'
  )
  expect((await run('--quiet', '--overwrite', '--epochs', '1')).out).toContain('epochs 1, steps 2')
})

describe('refused in one line', () => {
  test.each<[string, object, string[], string]>([
    ['field', { epoch: 3 }, [], 'thalweg.config.json: unknown option epoch; did you mean epochs?'],
    [
      'missing',
      { data: undefined },
      [],
      "thalweg.config.json: expected data, a function or a module's path ('parts.mjs#name'), but it is missing"
    ],
    [
      'no limit',
      { epochs: undefined },
      [],
      'thalweg.config.json: expected epochs to be a whole number >= 0 (or give steps or timeLimit) but received undefined'
    ],
    ['epochs', { epochs: -1 }, [], 'thalweg.config.json: expected epochs to be a whole number >= 0 but received -1'],
    [
      'no loss',
      { loss: undefined },
      [],
      'thalweg.config.json: expected loss to be there unless computeLoss is but received undefined'
    ],
    ['loss', { loss: 'crossEntrpy' }, [], 'thalweg.config.json: unknown loss crossEntrpy; did you mean crossEntropy?'],
    ['metric', { metrics: ['Acuracy'] }, [], 'thalweg.config.json: unknown metrics[0] Acuracy; did you mean Accuracy?'],
    ['optimizer', { optimizer: { name: 'Adm' } }, [], 'thalweg.config.json: unknown optimizer Adm; did you mean Adam?'],
    [
      'its option',
      { optimizer: { name: 'Adam', lr: -1 } },
      [],
      'thalweg.config.json: optimizer: Adam: expected lr to be a finite number >= 0 but received -1'
    ],
    [
      'scheduler',
      { scheduler: { name: 'StepLr', stepSize: 2 } },
      [],
      'thalweg.config.json: unknown scheduler StepLr; did you mean StepLR?'
    ],
    [
      'in the wrong place',
      { trainer: { seed: 3 } },
      [],
      'thalweg.config.json: expected seed outside trainer but it is inside'
    ],
    [
      'the name of an optimizer alone',
      { optimizer: 'AdamW' },
      [],
      "thalweg.config.json: expected optimizer to be { name: 'AdamW', ... } but received 'AdamW'"
    ],
    [
      'no loader',
      { data: 'parts.mjs#nothing' },
      [],
      'thalweg.config.json: data.train: expected loader to be something to loop over, such as a DataLoader but received null'
    ],
    [
      'trainer',
      { trainer: { acumulate: 2 } },
      [],
      'thalweg.config.json: trainer: Trainer: unknown option acumulate; did you mean accumulate?'
    ],
    [
      'checkpoints',
      { checkpoints: { folder: 'a', evry: 1 } },
      [],
      'thalweg.config.json: checkpoints: ModelCheckpoint: unknown option evry; did you mean every?'
    ],
    [
      'part',
      { model: 'parts.mjs#modle' },
      [],
      'thalweg.config.json: expected model to be a function, export modle of parts.mjs, but received undefined'
    ],
    [
      'what it gives',
      { model: 'parts.mjs#three' },
      [],
      'thalweg.config.json: expected model to give a Module but received 3'
    ],
    [
      'its error',
      { model: 'parts.mjs#broken' },
      [],
      'thalweg.config.json: model: Linear: expected outFeatures to be a whole number >= 1 but received undefined'
    ],
    [
      'undefined thrown',
      { model: 'parts.mjs#nobody' },
      [],
      'thalweg.config.json: model: expected an Error to be thrown but it was undefined'
    ],
    [
      'a string thrown',
      { data: 'parts.mjs#text' },
      [],
      "thalweg.config.json: data: expected an Error to be thrown but it was 'no such file'"
    ],
    [
      'groups',
      { optimizer: 'parts.mjs#groups' },
      ['--lr', '1'],
      'thalweg.config.json: expected an optimizer with one learning rate for --lr but its groups have 0.1, 0.2'
    ],
    ['both', {}, ['--resume', '--overwrite'], 'thalweg train: expected --resume or --overwrite but received both'],
    [
      'no checkpoints',
      { checkpoints: false },
      ['--resume'],
      'thalweg train: expected checkpoints for --resume but the config has checkpoints: false'
    ],
    ['two', {}, ['a', 'b'], 'thalweg train: expected one config file but received a b'],
    ['flag', {}, ['--epoch', '3'], 'thalweg train: unknown flag --epoch; did you mean --epochs?']
  ])('%s', async (_, change, args, message) => {
    expect(await inside(folderWith(change), ...args)).toMatchObject({ code: 2, error: message })
  })

  test('files', async () => {
    const folder = inFolder('files')
    mkdirSync(folder)
    process.chdir(folder)
    const told = async (name: string, text: string): Promise<string> => {
      writeFileSync(name, text)
      const { code, error } = await run(name)
      expect(code).toBe(2)
      return error
    }
    expect((await run()).error).toContain('expected a config file, thalweg.config.ts or the like, but')
    expect((await run('no.mjs')).error).toContain('thalweg train: expected a config file but there is no ')
    expect(await told('a.json', '{"epochs": }')).toMatch(/^a.json: expected JSON but Unexpected token/)
    expect(await told('b.mjs', 'export const a = 1')).toBe(
      'b.mjs: expected a default export, such as export default defineConfig({ ... }), but there is none'
    )
    expect(await told('c.mjs', 'throw new Error("no data here")')).toBe('c.mjs: cannot be loaded: no data here')
    expect(await told('d.mjs', 'export default 3')).toBe('d.mjs: expected an object of options but received 3')
  })

  test('TypeScript where nothing reads it', async () => {
    const { prepareTypeScript } = await import('../../lib/config/load.ts')
    const lost = (): string => {
      throw new Error('not found')
    }
    await expect(prepareTypeScript('thalweg.config.ts', inFolder('a.ts'), lost, false)).rejects.toThrow(
      `thalweg.config.ts: TypeScript needs Node 22.18 or newer, or the package tsx (npm install --save-dev tsx); this is Node ${process.versions.node}`
    )
  })
})
