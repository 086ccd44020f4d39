// One suite for every optimizer: what lib/optim/optimizers/index.ts exports, with a row in test/golden/optimizers for
// each class.
import { readdirSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, test } from 'vitest'
import { background } from '../../lib/autograd/background.ts'
import { setBackend, setNumThreads } from '../../lib/backend/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { rosenbrock } from '../../lib/landscapes/index.ts'
import type { Optimizer, OptimizerState } from '../../lib/optim/index.ts'
import * as all from '../../lib/optim/optimizers/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { sizeOf } from '../../lib/tensor/shape.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'
import { generator, LEVELS } from '../backend/bits.ts'
import { type AnyOptimizer, cases, trajectories } from '../optim/golden.ts'
import type { Row } from '../optim/row.ts'

type DType = 'float32' | 'float64'

const folder = new URL('../golden/optimizers/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
const rows: Record<string, Row> = {}
for (const file of files) Object.assign(rows, ((await import(new URL(file, folder).href)) as { rows: object }).rows)
const classes = all as unknown as Record<string, AnyOptimizer>
const names = Object.keys(classes).filter((name) => typeof classes[name] === 'function')

afterEach(() => {
  if (LEVELS.length > 0) setBackend('native')
})

test('every optimizer has a row, and numbers of PyTorch or a formula', () => {
  expect(Object.keys(rows).sort()).toEqual(names.sort())
  const golden = new Set([...cases, ...trajectories].map((c) => c.optimizer))
  // test/optim/wrappers.test.ts, sparse.test.ts and packed.test.ts have theirs.
  expect(names.filter((name) => !golden.has(name) && rows[name]!.formula === undefined)).toEqual([
    'Adam8bit',
    'AdamBfloat16',
    'SAM',
    'SparseAdam'
  ])
})

test('every optimizer has a page that says what it is, when to use it, its options, and shows it', () => {
  for (const name of names) {
    const page = readFileSync(new URL(`../../docs/reference/optim/${name}.md`, import.meta.url), 'utf8')
    const sections = ['**When to use.** ', '```ts\nconst ', '## Options', '## Formula', '## Memory', '## Errors']
    for (const part of [`# ${name}`, ...sections]) expect(page, `${name}: ${part}`).toContain(part)
    for (const [row] of page.matchAll(/^\| `.*$/gm)) expect(row, name).toMatch(/ [Dd]efault/)
    // Either a paper or its year.
    expect(page, name).toMatch(/\b(19|20)\d\d\b/)
  }
})

// --- what the tests share ---

const SHAPES = [[3, 4], [5], [1], [4, 2]] as const
const shapes = (row: Row): (readonly number[])[] => SHAPES.filter((shape) => !row.matrices || shape.length === 2)

function numbers(n: number, seed: number): number[] {
  const next = generator(seed)
  return Array.from({ length: n }, () => 2 * next() - 1)
}

function parameters(row: Row, dtype: DType = row.float32 ? 'float32' : 'float64'): Tensor[] {
  return shapes(row).map((shape, k) => tensor(numbers(sizeOf(shape), k + 1), { shape, dtype }))
}

/** Gradients that depend on the step and the parameter's number. */
function give(params: readonly Tensor[], step: number, numbered = params.map((_, k) => k)): void {
  for (const [k, p] of params.entries()) {
    p.grad = tensor(numbers(p.size, 100 * step + numbered[k]! + 7), { shape: p.shape, dtype: p.dtype as DType })
  }
}

function build(name: string, params: readonly Tensor[], options = rows[name]!.parabola): Optimizer {
  return rows[name]!.make?.(params, options) ?? new classes[name]!(params, options)
}

/** A step with the gradients that are there, for those that want a closure too. */
function takeStep(name: string, optimizer: Optimizer, params: readonly Tensor[]): void {
  if (!rows[name]!.closure) {
    optimizer.step()
    return
  }
  const gradients = params.map((p) => p.grad)
  optimizer.step(() => {
    for (const [k, p] of params.entries()) p.grad = gradients[k]!
    return 1
  })
}

const values = (params: readonly Tensor[]): number[][] => params.map((p) => Array.from(p.data))

// Slots that start over where they are missing, or alone: an option may be switched on between steps.
const LAZY: Record<string, readonly string[]> = {
  Adafactor: ['variance'],
  LARS: ['momentumBuffer'],
  Lookahead: ['slow'],
  Muon: ['momentumBuffer'],
  SGD: ['momentumBuffer']
}

const dense = names.filter((name) => !rows[name]!.sparse)

test.each(dense)('%s: the same bits with queued calls', async (name) => {
  const params = [parameters(rows[name]!), parameters(rows[name]!)] as const
  const [queued, plain] = params.map((own) => build(name, own)) as [Optimizer, Optimizer]
  for (let t = 1; t < 5; t++) {
    for (const own of params) give(own, t)
    await background(() => takeStep(name, queued, params[0])).then(() => takeStep(name, plain, params[1]))
  }
  expect(values(params[0])).toEqual(values(params[1]))
})

test.each(names.filter((name) => rows[name]!.sparse))('%s: options out of range are refused', (name) => {
  refuses(name)
})

function refuses(name: string): void {
  const row = rows[name]!
  expect(row.refused.length).toBeGreaterThan(1)
  for (const [options, message] of row.refused) {
    const make = (): unknown => build(name, parameters(row), options)
    expect(make, JSON.stringify(options)).toThrow(`${name}: ${message}`)
  }
  expect(() => build(name, parameters(row), { learningRate: 1 })).toThrow(`${name}: unknown option learningRate`)
  // Every option of the class, or those of the wrapper, which have no defaults.
  const defaults = row.make ? {} : (build(name, parameters(row)).defaults as unknown as Record<string, unknown>)
  for (const [option, value] of Object.entries(defaults)) {
    if (typeof value !== 'boolean') continue
    const make = (): unknown => build(name, parameters(row), { ...row.parabola, [option]: 1 })
    // AdamW is Adam whose decay is always decoupled.
    const fixed = name === 'AdamW' && option === 'decoupledWeightDecay'
    const message = fixed ? `unknown option ${option}` : `expected ${option} to be true or false but received 1`
    expect(make, option).toThrow(`${name}: ${message}`)
  }
  const tried = new Set(row.refused.flatMap(([options]) => Object.keys(options)))
  const left = Object.keys(defaults).filter((option) => typeof defaults[option] !== 'boolean' && !tried.has(option))
  expect(left, 'options of which no row has a value out of range').toEqual([])
}

describe.each(dense)('%s', (name) => {
  const row = rows[name]!

  test.runIf(row.cases)('follows the formula, natively and in JavaScript to the bit', () => {
    for (const options of row.cases!) {
      for (const dtype of ['float64', 'float32'] as const) {
        const runs = ['js', ...(LEVELS.length > 0 ? ['native'] : [])].map((backend) => {
          setBackend(backend as 'js')
          // A parameter each: a formula knows one tensor.
          return parameters(row, dtype).map((p, k) => {
            const optimizer = build(name, [p], options)
            const formula = row.formula!(options as never)
            const own = Array.from(p.data)
            for (let step = 1; step <= 10; step++) {
              give([p], step, [k])
              formula(own, Array.from(p.grad!.data), step, p.shape)
              takeStep(name, optimizer, [p])
              const tolerance = dtype === 'float64' ? 1e-12 : 5e-6
              for (const [i, want] of own.entries()) {
                const error = Math.abs(p.data[i]! - want) / Math.max(Math.abs(want), 0.1)
                if (error < tolerance) continue
                expect.fail(`${JSON.stringify(options)} ${dtype} step ${step}, element ${i}: ${p.data[i]} not ${want}`)
              }
            }
            return Array.from(p.data)
          })
        })
        if (runs.length > 1) expect(runs[1]).toEqual(runs[0])
      }
    }
  })

  test('its page names what it keeps and the options it has', () => {
    const params = parameters(row)
    const optimizer = build(name, params)
    give(params, 1)
    takeStep(name, optimizer, params)
    const page = readFileSync(new URL(`../../docs/reference/optim/${name}.md`, import.meta.url), 'utf8')
    const [, memory] = /## Memory\n\n(.*)/.exec(page)!
    const kept = row.make ? [] : Object.keys(optimizer.memory().states).map((slot) => slot.replace(/\.?\d+$/, ''))
    for (const slot of kept) expect(memory, slot).toContain(`\`${slot}`)
    const fixed = name === 'AdamW' ? 'decoupledWeightDecay' : ''
    const options = row.make ? [] : Object.keys(optimizer.defaults).filter((option) => option !== fixed)
    for (const option of options) expect(page, option).toContain(`| \`${option}\` |`)
  })

  test.runIf(row.make === undefined && name !== 'LBFGS' && name !== 'Muon')(
    'climbs as it descends with gradients turned round',
    () => {
      const run = (options: object, sign: number): number[][] => {
        const params = parameters(row)
        const optimizer = build(name, params, { ...row.parabola, ...options })
        for (let step = 1; step <= 4; step++) {
          give(params, step)
          for (const { grad } of params) for (const i of grad!.data.keys()) grad!.data[i]! *= sign
          takeStep(name, optimizer, params)
        }
        return values(params)
      }
      expect(run({ maximize: true }, 1)).toEqual(run({}, -1))
    }
  )

  test('continues from a state dict, with the parameters in another order', () => {
    const params = parameters(row)
    const named = params.map((p, k) => [`p${k}`, p] as const)
    const make = (list: typeof named): Optimizer => build(name, list as never, row.parabola)
    const optimizer = make(named)
    for (let step = 1; step <= 3; step++) {
      give(params, step)
      takeStep(name, optimizer, params)
    }
    const copies = params.map((p) => tensor(Array.from(p.data), { shape: p.shape, dtype: p.dtype }))
    const renamed = copies.map((p, k) => [`p${k}`, p] as const)
    const fresh = make(name === 'LBFGS' ? renamed : renamed.reverse())
    fresh.loadStateDict(optimizer.stateDict())
    for (let step = 4; step <= 6; step++) {
      give(params, step)
      give(copies, step)
      takeStep(name, optimizer, params)
      takeStep(name, fresh, copies)
    }
    expect(values(copies)).toEqual(values(params))
  })

  test('refuses a state dict that lacks something, by name', () => {
    const params = parameters(row)
    const optimizer = build(name, params)
    for (let step = 1; step <= 3; step++) {
      give(params, step)
      takeStep(name, optimizer, params)
    }
    const whole = optimizer.stateDict()
    const accepted = new Set<string>()
    const plain = (state: OptimizerState): string =>
      JSON.stringify(state, (_, v: unknown) => (v instanceof Tensor ? Array.from(v.data) : v))
    const drop = <T>(from: Record<string, T>, key: string): Record<string, T> =>
      Object.fromEntries(Object.entries(from).filter(([other]) => other !== key))
    const attempt = (lacking: OptimizerState, where: string, key: string): void => {
      try {
        optimizer.loadStateDict(lacking)
        accepted.add(key)
      } catch (error) {
        expect(error).toBeInstanceOf(CheckpointError)
        expect((error as Error).message).toBe(
          `${name}.loadStateDict: the state does not fit\n  ${where}: missing ${key}`
        )
        expect(plain(optimizer.stateDict())).toBe(plain(whole))
      }
    }
    for (const [p, entry] of Object.entries(whole.state)) {
      for (const key of Object.keys(entry)) {
        attempt({ ...whole, state: { ...whole.state, [p]: drop(entry, key) } }, p, key)
        optimizer.loadStateDict(whole)
      }
    }
    for (const key of Object.keys(whole.shared ?? {})) {
      attempt({ ...whole, shared: drop(whole.shared!, key) }, 'shared', key)
    }
    expect([...accepted]).toEqual(LAZY[name] ?? [])
  })

  // The options of wrappers are those of the optimizer inside.
  test.skipIf(row.whole || row.make)('groups with their own options move as their own optimizers', () => {
    const params = parameters(row)
    const alone = parameters(row)
    const [first, ...rest] = params
    const options = { ...row.parabola, lr: 0.03 }
    const grouped = new classes[name]!([{ params: [first!], lr: 0.07 }, { params: rest }] as never, options)
    const single = [
      new classes[name]!(alone.slice(0, 1), { ...options, lr: 0.07 }),
      new classes[name]!(alone.slice(1), options)
    ]
    for (let step = 1; step <= 3; step++) {
      give(params, step)
      give(alone, step)
      grouped.step()
      for (const each of single) each.step()
    }
    expect(values(params)).toEqual(values(alone))
  })

  test('zero gradients leave finite numbers', () => {
    const params = parameters(row)
    const optimizer = build(name, params)
    for (let step = 1; step <= 3; step++) {
      for (const p of params) p.grad = tensor(new Float64Array(p.size), { shape: p.shape, dtype: p.dtype })
      takeStep(name, optimizer, params)
    }
    expect(values(params).flat().every(Number.isFinite)).toBe(true)
  })

  test.skipIf(row.reach === 'all')('a gradient that is not a number spoils no more than it must', () => {
    const params = parameters(row)
    const clean = parameters(row)
    const optimizers = [build(name, params), build(name, clean)]
    give(params, 1)
    give(clean, 1)
    params[0]!.grad!.data[2] = Number.NaN
    params[0]!.grad!.data[3] = Infinity
    for (const [k, list] of [params, clean].entries()) takeStep(name, optimizers[k]!, list)
    const [hurt, ...others] = values(params)
    const [whole, ...same] = values(clean)
    expect(others).toEqual(same)
    if (row.reach === undefined) expect(hurt!.toSpliced(2, 2)).toEqual(whole!.toSpliced(2, 2))
  })

  test('options out of range are refused', () => refuses(name))

  test.skipIf(LEVELS.length === 0)('every length has the same bits natively and in JavaScript', () => {
    for (const dtype of row.float32 ? (['float32'] as const) : (['float32', 'float64'] as const)) {
      // 4 N + 3 for the widest vectors.
      for (let n = 0; n <= (dtype === 'float32' ? 67 : 35); n++) {
        const shape = row.matrices ? [n === 0 ? 0 : 3, n] : [n]
        const runs = (['js', 'native'] as const).map((backend) => {
          setBackend(backend)
          setNumThreads(backend === 'js' ? 1 : 2)
          const p = tensor(numbers(sizeOf(shape), n + 1), { shape, dtype })
          const optimizer = build(name, [p])
          for (let step = 1; step <= 2; step++) {
            give([p], step)
            takeStep(name, optimizer, [p])
          }
          return Array.from(p.data)
        })
        expect(runs[1], `length ${n} of ${dtype}`).toEqual(runs[0])
      }
    }
  })

  test('finds the minimum of a parabola and goes down the valley of Rosenbrock', () => {
    const run = (f: (p: Tensor) => Tensor, start: number[], steps: number): [Tensor, number] => {
      const dtype = row.float32 ? 'float32' : 'float64'
      const p = tensor(start, { shape: row.matrices ? [1, 2] : [2], dtype, requiresGrad: true })
      const optimizer = build(name, [p])
      let loss = 0
      for (let step = 0; step < steps; step++) {
        const closure = (): number => {
          optimizer.zeroGrad()
          const value = f(p)
          value.backward()
          return value.item()
        }
        loss = optimizer.step(closure)
      }
      return [p, loss]
    }
    const [p] = run(
      (q) =>
        q
          .sub(tensor([1, 2], { dtype: 'float64' }))
          .square()
          .sum(),
      [3, -2],
      400
    )
    const distance = Math.hypot(p.data[0]! - 1, p.data[1]! - 2)
    expect(distance, `${Array.from(p.data)}`).toBeLessThan(0.1)
    // A smaller slope everywhere, so that plain steps of the same length stay stable.
    const valley = (q: Tensor): Tensor => {
      const [x, y] = [q.flatten().slice({ start: 0, end: 1 }), q.flatten().slice({ start: 1, end: 2 })]
      return rosenbrock(x, y).sum().mul(0.01)
    }
    const [, loss] = run(valley, [-1, 2], 200)
    expect(loss).toBeLessThan(0.5 * (0.01 * 105))
  })
})

// All of them together: to collect garbage takes longer than their steps.
test('a thousand steps take no memory, of any optimizer', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const all = dense.map((name) => {
    const params = [tensor(numbers(4096, 1), { shape: rows[name]!.matrices ? [8, 512] : [4096] })]
    return { name, params, optimizer: build(name, params) }
  })
  const steps = (list: typeof all, count: number): number => {
    for (const { name, params, optimizer } of list) {
      give(params, 1)
      for (let k = 0; k < count; k++) takeStep(name, optimizer, params)
    }
    collect()
    collect()
    return process.memoryUsage().arrayBuffers
  }
  // LBFGS keeps the last hundred iterations. A buffer that leaks in every step would be 16 MB.
  const before = steps(all, 150)
  const grown = steps(all, 1000) - before
  if (grown < 4_000_000) return
  const own = all.map((each) => [each.name, steps([each], 1000) - steps([each], 0)])
  expect.fail(`all grew by ${grown} bytes, in another thousand steps each by ${JSON.stringify(own)}`)
})
