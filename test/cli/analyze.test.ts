// `thalweg analyze`, find-lr, profile, plan and search: what they print and write, exit codes, wrong usage.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secondsOf } from '../../lib/analyze/units.ts'
import { main } from '../../lib/cli/main.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'
import { programs } from '../util/programs.ts'

const inFolder = temporaryFolder()
const home = process.cwd()
// Without a config the example on digits is used.
beforeEach(() => process.chdir(inFolder('.')))
afterEach(() => process.chdir(home))

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const lines = { out: [] as string[], error: [] as string[] }
  const code = await main(args, { out: (line) => lines.out.push(line), error: (line) => lines.error.push(line) })
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
}

const SHORT = ['--points', '2', '--steps', '3', '--seeds', '1', '--quiet']

describe('analyze', () => {
  test('prints, and writes JSON that fits the schema and a page without links', async () => {
    const { code, out } = await run('analyze', 'learning-rate', ...SHORT, '--json', 'a.json', '--html', 'a.html')
    expect(code).toBe(0)
    expect(out).toMatch(/^learning-rate: which learning rates are stable/)
    const document = JSON.parse(readFileSync('a.json', 'utf8')) as { analyses: { rows: unknown[] }[] }
    const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schema/analysis.json'), 'utf8')) as object
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema)
    validate(document)
    expect(validate.errors).toBeNull()
    expect(document.analyses[0]!.rows.length).toBe(2)
    expect(validate({ ...document, version: 2 })).toBe(false)
    const page = readFileSync('a.html', 'utf8')
    expect(page).toContain('<table>')
    expect(page).toContain('class="panel chart"')
    expect(page.replace(/<script>[\s\S]*?<\/script>/g, '')).not.toMatch(/https?:|src=|<link/)
    expect(page.length).toBeLessThan(2e6)
  })

  test('several, and a flag of one of them', async () => {
    const args = [
      '--candidates',
      'sgd',
      '--steps',
      '3',
      '--points',
      '2',
      '--seeds',
      '1',
      '--quiet',
      '--svg',
      'pictures'
    ]
    const { code, out } = await run('analyze', 'learning-rate,optimizers', ...args)
    expect(code).toBe(0)
    expect(out.match(/^(learning-rate|optimizers): /gm)).toEqual(['learning-rate: ', 'optimizers: '])
    expect(readdirSync('pictures').sort()).toEqual(['learning-rate-2.svg', 'learning-rate.svg', 'optimizers.svg'])
  })

  test('--check: 1 when a finding is a warning', async () => {
    // At rates this small the loss does not fall.
    const args = ['analyze', 'learning-rate', ...SHORT, '--min', '1e-12', '--max', '2e-12']
    expect((await run(...args)).code).toBe(0)
    expect((await run(...args, '--check')).code).toBe(1)
  })

  test('a budget that is over says what is left out', async () => {
    const { code, out } = await run('analyze', 'learning-rate', ...SHORT, '--budget', '0.001s')
    expect(code).toBe(0)
    expect(out).toContain('left out: lr 0.00001, seed 1; lr 1, seed 1')
  })

  test('--list and --help', async () => {
    expect((await run('analyze', '--list')).out).toMatch(/^optimizers +which optimizer reaches the same loss first\?$/m)
    const { out } = await run('analyze', '--help')
    for (const flag of ['--seeds', '--budget', '--json', '--points']) expect(out).toContain(flag)
  })

  test('wrong usage', async () => {
    const wrong = async (...args: string[]) => {
      const { code, error } = await run('analyze', ...args)
      return [code, error]
    }
    expect(await wrong()).toEqual([
      2,
      expect.stringMatching(/^thalweg analyze: expected the name of an analysis: .*optimizers/)
    ])
    expect(await wrong('optimizer')).toEqual([
      2,
      'thalweg analyze: unknown analysis optimizer; did you mean optimizers?'
    ])
    expect(await wrong('losses', '--points', '3')).toEqual([
      2,
      'thalweg analyze: expected --points only with learning-rate'
    ])
    expect(await wrong('losses', '--budget', 'long')).toEqual([
      2,
      "thalweg analyze: expected --budget to be a time such as 90s, 5m or 1h but received 'long'"
    ])
    expect(await wrong('losses', 'a.mjs', 'b.mjs')).toEqual([
      2,
      'thalweg analyze: expected one config file but received a.mjs b.mjs'
    ])
    expect(await wrong('losses', 'none.mjs')).toEqual([
      2,
      expect.stringContaining('thalweg analyze: expected a config file but there is no ')
    ])
    expect(await wrong('optimizers', '--candidates', 'adma')).toEqual([
      2,
      "analyze.optimizers: unknown optimizer 'adma'; did you mean adam?"
    ])
  })

  test('times', () => {
    expect(['90', '90s', '1.5m', '1h'].map(secondsOf)).toEqual([90, 90, 90, 3600])
  })
})

interface Found {
  readonly best: { readonly value: number }
  readonly direction: string
  readonly trials: readonly { readonly value: number; readonly params: { readonly lr: number } }[]
}

describe('other commands', () => {
  test('find-lr, profile and plan', async () => {
    expect(await run('find-lr', '--steps', '4')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^LearningRateCurve: 4 steps from/)
    })
    expect(await run('profile', '--steps', '2', '--trace', 'trace.json')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 steps of 64 samples/)
    })
    expect(existsSync('trace.json')).toBe(true)
    const small = await run('plan', '--batch', '32')
    expect(small).toMatchObject({ code: 0, out: expect.stringContaining('activations') })
    expect((await run('plan', '--help')).out).toContain('--batch N')
    expect((await run('plan', 'a.mjs', 'b.mjs')).code).toBe(2)
  })

  test('search: a config without a space, and a wrong field', async () => {
    const config = { model: 'a.mjs', data: 'a.mjs', optimizer: 'a.mjs', loss: 'crossEntropy', epochs: 1 }
    const error = async (search: unknown) => {
      writeFileSync('a.json', JSON.stringify({ ...config, search }))
      const { code, error } = await run('search', 'a.json')
      return [code, error]
    }
    expect(await error(undefined)).toEqual([2, expect.stringMatching(/^a.json: expected search, such as \{ space: /)])
    expect(await error({ spaces: {} })).toEqual([2, 'a.json: search: unknown option spaces; did you mean space?'])
    expect(await error({ trials: 3 })).toEqual([
      2,
      'a.json: search: expected space, an object of dimensions, but it is missing'
    ])
  })

  test('search: finds the best of its trials', async () => {
    expect(await run('search', '--trials', '1')).toMatchObject({
      code: 2,
      error: expect.stringContaining('thalweg search: expected a config file')
    })
    mkdirSync(inFolder('run'), { recursive: true })
    const files = { cli: join(ROOT, 'lib/cli/index.ts'), config: join(ROOT, 'test/cli/search.config.mjs') }
    const { cli, config } = await programs('cli-search', files)
    const result = inFolder('run/result.json')
    const out = execFileSync(process.execPath, [cli, 'search', config, '--json', result], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe']
    })
    expect(out).toMatch(/^3 trials by random: /)
    const { best, direction, trials } = JSON.parse(readFileSync(result, 'utf8')) as Found
    expect(direction).toBe('maximize')
    expect(best.value).toBe(Math.max(...trials.map(({ value }) => value)))
    expect(new Set(trials.map(({ params }) => params.lr)).size).toBe(3)
  })
})
