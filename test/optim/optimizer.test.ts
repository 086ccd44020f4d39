// The base of the optimizers: what they take, groups, names, hooks, gradients that are missing, state dicts.
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import { FREE } from '../../lib/backend/storage.ts'
import { CheckpointError, OptionError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { Adam, AdamW, type OptimizerState, SGD } from '../../lib/optim/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

function parameter(...values: number[]): Tensor {
  return tensor(values, { requiresGrad: true })
}

function give(p: Tensor, ...values: number[]): Tensor {
  p.grad = tensor(values, { shape: p.shape, dtype: p.dtype })
  return p
}

test('takes tensors, pairs with names and groups, each from any iterable', () => {
  const [a, b] = [parameter(1), parameter(2)]
  const set = new SGD(new Set([a, b]))
  expect(set.paramGroups.map((g) => g.params)).toEqual([[a, b]])
  const named = new SGD(new Map([['a', a]]).entries())
  expect(Object.keys(named.stateDict().paramGroups[0]!)).toContain('params')
  expect(named.stateDict().paramGroups[0]!.params).toEqual(['a'])
  const groups = new Adam([{ params: [a], lr: 0.5 }, { params: [['second', b]] }], { lr: 0.1, eps: 1e-6 })
  expect(groups.paramGroups.map(({ lr, eps, betas }) => [lr, eps, betas])).toEqual([
    [0.5, 1e-6, [0.9, 0.999]],
    [0.1, 1e-6, [0.9, 0.999]]
  ])
  expect(groups.stateDict().paramGroups.map((g) => g.params)).toEqual([['param0'], ['second']])
  expect(new SGD([{ params: a }]).paramGroups[0]!.params).toEqual([a])
})

test('parameters of modules have their paths as names; equal names are told apart', () => {
  const model = nn.mlp([2, 3, 1])
  const names = (o: SGD): string[] => o.stateDict().paramGroups.flatMap((g) => g.params)
  expect(names(new SGD(model.parameters()))).toEqual(model.namedParameters().map(([name]) => name))
  const [first, second] = [new nn.Linear(2, 2), new nn.Linear(2, 2)]
  expect(names(new SGD([{ params: first.parameters() }, { params: second.parameters() }]))).toEqual([
    'weight',
    'bias',
    'weight#2',
    'bias#2'
  ])
  // Freezing a part or printing the model gives no names.
  const again = nn.mlp([2, 3, 1])
  const parameters = again.parameters()
  for (const module of again.modules()) module.freeze()
  String(again)
  expect(names(new SGD(parameters))).toEqual(again.namedParameters().map(([name]) => name))
})

test('refuses what it cannot optimize', () => {
  const p = parameter(1, 2)
  const make =
    (params: unknown, options = {}) =>
    () =>
      new Adam(params as never, options)
  expect(make(p)).toThrow('Adam: expected params to be an iterable of tensors, of [name, tensor] pairs or of groups')
  expect(make(7)).toThrow('({ params, ...options }) but received 7')
  expect(make([])).toThrow('Adam: expected at least one parameter but params is empty')
  expect(make([{ params: [] }])).toThrow('Adam: expected at least one parameter but group 0 is empty')
  expect(make([{ params: p }, p])).toThrow(
    'Adam: expected params[1] to be a group like the others but received a Tensor'
  )
  expect(make([3])).toThrow('Adam: expected parameter 0 to be a tensor but received 3')
  expect(make([p, p])).toThrow('Adam: expected every parameter once but parameter 1 of group 0 comes twice')
  expect(make([{ params: [p] }, { params: [p] }])).toThrow('parameter 0 of group 1 is in group 0 already')
  expect(make([[1, p]])).toThrow('Adam: expected the name of parameter 0 to be a string but received 1')
  expect(
    make([
      ['w', p],
      ['w', parameter(3)]
    ])
  ).toThrow("Adam: expected unique parameter names but received 'w' twice")
  expect(make([tensor([1], { dtype: 'int32' })])).toThrow('parameter 0 to be float32 or float64 but received int32')
  expect(make([p.mul(2)])).toThrow('Adam: expected parameter 0 to be a leaf but it is the result of an op (shape [2])')
  expect(make([['w', zeros([2, 3]).transpose(0, 1)]])).toThrow("parameter 'w' to lie in row-major order")
  expect(make([p], { learningRate: 1 })).toThrow('Adam: unknown option learningRate')
  expect(make([{ params: [p], wd: 1 }])).toThrow('Adam: unknown option wd')
  expect(make([{ params: [p], lr: -1 }])).toThrow('Adam: expected lr to be a finite number >= 0 but received -1')
  expect(make([p], { lr: -1 })).toThrow(OptionError)
})

test('addParamGroup fills in the defaults and checks what the constructor checks', () => {
  const [p, q] = [give(parameter(1), 1), give(parameter(1), 1)]
  const optimizer = new SGD([p], { lr: 0.5 })
  optimizer.addParamGroup({ params: [q], lr: 0.25 })
  optimizer.step()
  expect([p.item(), q.item()]).toEqual([0.5, 0.75])
  expect(optimizer.paramGroups[1]).toMatchObject({ lr: 0.25, momentum: 0, nesterov: false })
  expect(() => optimizer.addParamGroup({ params: [q] })).toThrow('SGD: expected every parameter once')
  expect(() => optimizer.addParamGroup([q] as never)).toThrow('SGD.addParamGroup: expected a group')
  expect(optimizer.paramGroups).toHaveLength(2)
})

test('a changed learning rate holds from the next step on', () => {
  const p = give(parameter(0), 1)
  const optimizer = new SGD([p], { lr: 1 })
  optimizer.step()
  optimizer.paramGroups[0]!.lr = 0.5
  optimizer.step()
  expect(p.item()).toBe(-1.5)
})

test('a parameter without a gradient stays, and so do its state and its count of steps', () => {
  const [p, q] = [give(parameter(1, 1), 1, 1), parameter(2)]
  const optimizer = new Adam([p, q], { lr: 0.1 })
  optimizer.step()
  expect(q.item()).toBe(2)
  expect(optimizer.stateOf(q)).toBeUndefined()
  give(q, 1)
  optimizer.step()
  expect([optimizer.stateOf(p)!.step, optimizer.stateOf(q)!.step]).toEqual([2, 1])
  // Each moves as it would alone: the bias correction counts its own steps.
  const alone = give(parameter(2), 1)
  new Adam([alone], { lr: 0.1 }).step()
  expect(q.item()).toBe(alone.item())
  p.grad = null
  optimizer.step()
  expect([optimizer.stateOf(p)!.step, optimizer.stateOf(q)!.step]).toEqual([2, 2])
})

test('a gradient of another shape or type is refused; a strided one is read in order, every time', () => {
  const p = tensor([1, 2, 3, 4, 5, 6], { shape: [2, 3] })
  const optimizer = new SGD([['w', p]], { lr: 1 })
  p.grad = zeros([3, 2])
  expect(() => optimizer.step()).toThrow('SGD.step: expected the gradient of w to be float32 of shape [2, 3] but it is')
  p.grad = zeros([2, 3], { dtype: 'float64' })
  expect(() => optimizer.step()).toThrow('but it is float64 of shape [2, 3]')
  const base = tensor([1, 2, 3, 4, 5, 6], { shape: [3, 2] })
  p.grad = base.transpose(0, 1)
  optimizer.step()
  expect(p.toArray()).toEqual([
    [0, -1, -2],
    [2, 1, 0]
  ])
  base.data.fill(1)
  optimizer.step()
  expect(p.toArray()).toEqual([
    [-1, -2, -3],
    [1, 0, -1]
  ])
})

test('step runs the closure and returns its loss; hooks run around it until they are taken out', () => {
  const p = parameter(3)
  const optimizer = new SGD([p], { lr: 0.1 })
  const calls: string[] = []
  const before = optimizer.registerStepPreHook((o) => calls.push(`before ${o === optimizer}`))
  const after = optimizer.registerStepPostHook(() => calls.push('after'))
  const loss = optimizer.step(() => {
    calls.push('closure')
    optimizer.zeroGrad()
    const value = p.mul(p).sum()
    value.backward()
    return value
  })
  expect(loss.item()).toBe(9)
  expect(p.item()).toBeCloseTo(2.4)
  expect(calls).toEqual(['before true', 'closure', 'after'])
  before()
  after()
  expect(optimizer.step(() => 5)).toBe(5)
  expect(optimizer.step()).toBeUndefined()
  expect(calls).toHaveLength(3)
  expect(() => optimizer.step(3 as never)).toThrow('SGD.step: expected a function or nothing but received 3')
  expect(() => optimizer.registerStepPreHook(3 as never)).toThrow('SGD.registerStepPreHook: expected a function')
})

test('zeroGrad forgets gradients, or fills them with zeros', () => {
  const p = give(parameter(1), 5)
  const optimizer = new SGD([p], { lr: 1, weightDecay: 0.5 })
  optimizer.zeroGrad({ setToNone: false })
  expect(p.grad!.item()).toBe(0)
  optimizer.step()
  expect(p.item()).toBe(0.5)
  optimizer.zeroGrad()
  expect(p.grad).toBeNull()
  expect(() => optimizer.zeroGrad({ setToNull: true } as never)).toThrow('did you mean setToNone?')
})

test('autograd notices that a step changed what it had saved', () => {
  const p = give(parameter(2), 1)
  const loss = p.mul(p).sum()
  new SGD([p], { lr: 1 }).step()
  expect(() => loss.backward()).toThrow('changed in place')
})

test('parameters that other memory was put under, and released ones', () => {
  const layer = new nn.Linear(2, 1)
  const optimizer = new Adam(layer.parameters(), { lr: 0.1 })
  const backward = (): void =>
    layer
      .forward(ones([1, 2], { dtype: layer.weight.dtype }))
      .sum()
      .backward()
  backward()
  optimizer.step()
  optimizer.zeroGrad()
  layer.to('float64')
  backward()
  // The state is still float32.
  expect(() => optimizer.step()).toThrow(
    'Adam.step: expected weight to be float32, as its expAvg is, but it is float64 now'
  )
  const released = scope(() => {
    const p = parameter(1)
    return { keep: new SGD([p]), p: [[[[[p]]]]] }
  })
  expect(released.p[0]![0]![0]![0]![0]!.storage.state).toBe(FREE)
})

test('the momentum that begins late begins as at the first step', () => {
  const p = give(parameter(0), 1)
  const optimizer = new SGD([p], { lr: 1, momentum: 0, dampening: 0.5 })
  optimizer.step()
  optimizer.paramGroups[0]!.momentum = 0.5
  optimizer.step()
  expect(p.item()).toBe(-2)
  optimizer.step()
  expect(p.item()).toBe(-3)
})

test('prints its groups as PyTorch does', () => {
  const optimizer = new SGD([{ params: [parameter(1)] }, { params: [parameter(2)], lr: 0.1 }])
  expect(String(optimizer)).toBe(`SGD (
Parameter Group 0
    dampening: 0
    lr: 0.001
    maximize: false
    momentum: 0
    momentumStyle: 'torch'
    nesterov: false
    weightDecay: 0

Parameter Group 1
    dampening: 0
    lr: 0.1
    maximize: false
    momentum: 0
    momentumStyle: 'torch'
    nesterov: false
    weightDecay: 0
)`)
})

test('nesterov wants momentum and no dampening', () => {
  const make = (options: object) => () => new SGD([parameter(1)], { nesterov: true, ...options })
  expect(make({})).toThrow('SGD: expected momentum > 0 and dampening 0 with nesterov but received momentum 0')
  expect(make({ momentum: 0.9, dampening: 0.1 })).toThrow('received momentum 0.9 and dampening 0.1')
  expect(make({ momentum: 0.9 })).not.toThrow()
})

// --- state dicts ---

function trained(order: readonly number[] = [0, 1, 2]): { params: Tensor[]; optimizer: AdamW } {
  const params = [parameter(1, 2), parameter(3), parameter(4, 5, 6)]
  const named = params.map((p, k) => [`p${k}`, p] as const)
  return {
    params,
    optimizer: new AdamW(
      order.map((k) => named[k]!),
      { lr: 0.1 }
    )
  }
}

function train({ params, optimizer }: ReturnType<typeof trained>, steps: number): void {
  for (let step = 0; step < steps; step++) {
    for (const p of params) give(p, ...Array.from(p.data, (x) => Math.sin(3 * x)))
    optimizer.step()
  }
}

test('a state dict that is loaded into other order continues as if nothing had happened', () => {
  const run = trained()
  train(run, 3)
  const state = run.optimizer.stateDict()
  expect(state.optimizer).toBe('AdamW')
  expect(state.state.p1).toMatchObject({ step: 3 })
  const fresh = trained([2, 0, 1])
  fresh.params.forEach((p, k) => {
    p.data.set(run.params[k]!.data)
  })
  fresh.optimizer.paramGroups[0]!.lr = 7
  fresh.optimizer.loadStateDict(state)
  expect(fresh.optimizer.paramGroups[0]!.lr).toBe(0.1)
  train(run, 3)
  train(fresh, 3)
  expect(fresh.params.map((p) => p.toArray())).toEqual(run.params.map((p) => p.toArray()))
})

test('what does not fit is listed by name, and nothing is changed', () => {
  const run = trained()
  train(run, 1)
  const { optimizer } = run
  const load = (change: (state: OptimizerState) => void) => () => {
    const state = optimizer.stateDict()
    change(state)
    optimizer.loadStateDict(state)
  }
  const rename = (state: OptimizerState): void => {
    state.state.q1 = state.state.p1!
    delete state.state.p1
    state.paramGroups[0]!.params[1] = 'q1'
    state.paramGroups[0]!.lr = 5
  }
  expect(load(rename)).toThrow(CheckpointError)
  expect(load(rename)).toThrow('AdamW.loadStateDict: the state does not fit\n  missing: p1\n  unexpected: q1')
  expect(optimizer.paramGroups[0]!.lr).toBe(0.1)
  expect(
    load((state) => {
      state.state.p0!.expAvg = zeros([3])
      state.state.p2 = 4 as never
      state.paramGroups[0]!.lr = -1
    })
  ).toThrow(
    "fit\n  expected lr to be a finite number >= 0 but received -1\n  p0.expAvg: shape [3] does not fit the parameter's shape [2]\n  p2: expected an object of numbers and tensors but received 4"
  )
  expect(load((state) => (state.optimizer = 'SGD'))).toThrow('it is the state of SGD')
  expect(
    load((state) => {
      const [group] = state.paramGroups
      state.paramGroups = [
        { ...group!, params: ['p0'] },
        { ...group!, params: ['p1', 'p2'] }
      ]
    })
  ).toThrow('group 0: expected a group of just the parameters p0, p1, p2')
  expect(() => optimizer.loadStateDict(3 as never)).toThrow('AdamW.loadStateDict: expected a state dict')
})
