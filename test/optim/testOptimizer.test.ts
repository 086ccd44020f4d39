// testOptimizer: the library's optimizers pass it, and each of its checks finds the mistake that it is for.
import { describe, expect, test } from 'vitest'
import { noGrad } from '../../lib/index.ts'
import * as optim from '../../lib/optim/index.ts'
import {
  Adam,
  AdamW,
  ComposedOptimizer,
  type GroupOf,
  Lookahead,
  Optimizer,
  type OptimizerCheck,
  type OptionsOf,
  option,
  type ParamGroup,
  type ParamState,
  type Params,
  SAM,
  SGD,
  type TestOptimizerOptions,
  testOptimizer
} from '../../lib/optim/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const ALL: OptimizerCheck[] = [
  'converges',
  'zero gradients',
  'no gradient',
  'zeroGrad',
  'groups',
  'scheduler',
  'clipping'
]
const STATES: OptimizerCheck[] = ['state dict', 'resume']

describe('the optimizers of the library pass', () => {
  // LBFGS has one group, Prodigy estimates one rate of all, Rprop reads lr at its first step alone.
  const BY_DESIGN: Record<string, OptimizerCheck> = { LBFGS: 'groups', Prodigy: 'groups', Rprop: 'scheduler' }
  const SETTINGS: Record<string, object> = {
    SGD: { lr: 0.02, momentum: 0.9, weightDecay: 0.01 },
    Lion: { lr: 0.003 },
    LARS: { lr: 0.1 },
    Adagrad: { lr: 0.1 },
    Adadelta: { lr: 1 },
    Shampoo: { lr: 0.1 },
    LBFGS: { lr: 1 },
    Prodigy: { lr: 1 }
  }
  // These take only matrices, only sparse gradients.
  const others = ['ComposedOptimizer', 'Muon', 'SparseAdam']
  const wrappers = [SAM, Lookahead]
  const kinds = Object.entries(optim).flatMap(([name, value]): [string, new (p: never, o: never) => Optimizer][] => {
    const own = typeof value === 'function' && value.prototype instanceof Optimizer
    return own && ![...others, ...wrappers.map((Kind) => Kind.name)].includes(name) ? [[name, value as never]] : []
  })

  test.each(kinds)('%s', (name, Kind) => {
    const skip = BY_DESIGN[name] === undefined ? [] : [BY_DESIGN[name]]
    const made = testOptimizer(Kind, { options: SETTINGS[name] ?? { lr: 0.01 }, skip })
    const maximize: OptimizerCheck[] = name === 'LBFGS' ? [] : ['maximize']
    expect(made).toEqual([...ALL.filter((check) => !skip.includes(check)), ...maximize, ...STATES])
    for (const check of skip) expect(() => testOptimizer(Kind, { options: SETTINGS[name] })).toThrow(`  ${check}: `)
  })

  test.each(wrappers)('%o, by a function that makes it', (Kind) => {
    const make = (params: readonly Tensor[]): Optimizer => new Kind(new SGD(params, { lr: 0.05 }))
    expect(testOptimizer(make)).toEqual([...ALL.filter((check) => check !== 'groups'), ...STATES])
  })
})

test('against: the same trajectory, or the step where it parts', () => {
  const options = { lr: 0.01 }
  const checked = testOptimizer(AdamW, {
    options: { ...options, weightDecay: 0 },
    against: Adam,
    againstOptions: options
  })
  expect(checked.at(-1)).toBe('against')
  expect(() =>
    testOptimizer(AdamW, { options: { ...options, weightDecay: 0.1 }, against: Adam, againstOptions: options })
  ).toThrow(/^testOptimizer: AdamW fails 1 of 11 checks\n {2}against: expected the trajectory of against, at step 1,/)
  // A difference of rounding passes, one beyond the tolerance does not.
  const near = { options: { lr: 0.01 }, against: Adam, againstOptions: { lr: 0.01 * (1 + 1e-5) } }
  expect(() => testOptimizer(Adam, { ...near, tolerance: 1e-9 })).toThrow('against: ')
  expect(testOptimizer(Adam, { ...near, tolerance: 1e-4 })).toContain('against')
})

// --- an optimizer of a user, and its broken variants ---

const OPTIONS = { lr: option(0.02), momentum: option(0.9), maximize: option(false) }
type Group = GroupOf<typeof OPTIONS>

/** Momentum, as the guide writes it. */
class Heavy extends ComposedOptimizer<Group> {
  static override readonly options = OPTIONS

  constructor(params: Params<OptionsOf<typeof OPTIONS>>, options: OptionsOf<typeof OPTIONS> = {}) {
    super(new.target.name, params, options)
  }

  protected stepParameter(p: Tensor, g: Tensor, state: ParamState, group: ParamGroup<Group>, gradScale: number): void {
    noGrad(() => {
      const velocity = this.slot(state, 'velocity', p)
      velocity.mul_(group.momentum).add_(g.mul(gradScale))
      p.sub_(velocity.mul(group.lr))
    })
  }
}

test('a subclass of ten lines passes, and is SGD to the rounding', () => {
  const checks = testOptimizer(Heavy, {
    options: { lr: 0.02 },
    against: SGD,
    againstOptions: { lr: 0.02, momentum: 0.9 }
  })
  expect(checks).toEqual([...ALL, 'maximize', ...STATES, 'against'])
})

class Uphill extends Heavy {
  protected override stepParameter(...[p, g, state, group, scale]: Parameters<Heavy['stepParameter']>): void {
    super.stepParameter(p, g, state, group, -scale)
  }
}

class Spoils extends Heavy {
  protected override stepParameter(...[p, g, state, group, scale]: Parameters<Heavy['stepParameter']>): void {
    super.stepParameter(p, g, state, group, scale)
    const norm = Math.hypot(...g.data)
    noGrad(() => p.sub_(g.mul((1e-4 * norm) / norm)))
  }
}

class Deaf extends Heavy {
  protected override stepParameter(...[p, g, state, group, scale]: Parameters<Heavy['stepParameter']>): void {
    super.stepParameter(p, g, state, { ...group, lr: 0.02 }, scale)
  }
}

class Unscaled extends Heavy {
  protected override stepParameter(...[p, g, state, group]: Parameters<Heavy['stepParameter']>): void {
    super.stepParameter(p, g, state, group, 1)
  }
}

class Forgetful extends Heavy {
  readonly #velocity = new Map<Tensor, ParamState>()

  protected override stepParameter(...[p, g, , group, scale]: Parameters<Heavy['stepParameter']>): void {
    const own = this.#velocity.get(p) ?? { scalars: { step: 0 }, slots: {} }
    this.#velocity.set(p, own)
    super.stepParameter(p, g, own, group, scale)
  }
}

class Loose extends Heavy {
  override loadStateDict(): void {}
}

class Eager extends Heavy {
  protected override update(group: ParamGroup<Group>, gradScale: number): void {
    super.update(group, gradScale)
    for (const p of group.params) noGrad(() => p.mul_(0.999))
  }
}

class Keeps extends Heavy {
  override zeroGrad(): void {}
}

class Shared extends Heavy {
  protected override update(group: ParamGroup<Group>, gradScale: number): void {
    super.update({ ...group, lr: this.paramGroups[0]!.lr, params: group.params }, gradScale)
  }
}

describe('finds', () => {
  test.each<[new (params: never, options: never) => Heavy, OptimizerCheck[]]>([
    [Uphill, ['converges']],
    [Spoils, ['zero gradients']],
    [Eager, ['no gradient']],
    [Keeps, ['zeroGrad']],
    [Shared, ['groups']],
    [Deaf, ['scheduler']],
    [Unscaled, ['clipping', 'maximize']],
    [Forgetful, ['resume']],
    [Loose, ['state dict', 'resume']]
  ])('%o', (Kind, wanted) => {
    const found = failures(Kind)
    for (const name of wanted) expect(found).toContain(name)
    // A check that has nothing to do with the mistake stays quiet.
    const innocent: OptimizerCheck = wanted.includes('zeroGrad') ? 'resume' : 'zeroGrad'
    expect(found).not.toContain(innocent)
    const skipped = testOptimizer(Kind, { options: { lr: 0.02 }, skip: found })
    expect(skipped).not.toContain(wanted[0])
  })

  const failures = (Kind: new (params: never, options: never) => Heavy): OptimizerCheck[] => {
    try {
      testOptimizer(Kind, { options: { lr: 0.02 } })
    } catch (error) {
      expect((error as { code: string }).code).toBe('ERR_OPTIMIZER')
      return Array.from((error as Error).message.matchAll(/\n {2}([\w ]+): /g), ([, name]) => name as OptimizerCheck)
    }
    return []
  }
})

test('arguments', () => {
  expect(() => testOptimizer({} as never)).toThrow('testOptimizer: expected Mine to be a class or a function')
  const options = { tolerence: 1 } as TestOptimizerOptions
  expect(() => testOptimizer(SGD, options)).toThrow('did you mean tolerance?')
  expect(() => testOptimizer(() => ({}) as never)).toThrow(
    /received an object without step, zeroGrad, stateDict, loadState/
  )
})
