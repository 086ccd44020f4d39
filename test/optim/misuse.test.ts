// Optimizers whose parameters or options change under them: a typed error each time, and nothing half done.
import { expect, test } from 'vitest'
import { CheckpointError, OptionError, ShapeError } from '../../lib/errors.ts'
import { Linear } from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const names = ['SGD', 'Adam', 'RMSprop', 'Adagrad', 'NAdam', 'Rprop', 'Muon', 'LAMB', 'LARS', 'Adafactor'] as const

test.each(names)('%s refuses parameters of another dtype than their states, again and again', (name) => {
  const layer = new Linear(3, 2, { bias: false })
  const options = { lr: 0.01, ...(name === 'SGD' ? { momentum: 0.9 } : {}) }
  const optimizer = new optim[name](layer.parameters(), options as never)
  const closure = (): Tensor => {
    optimizer.zeroGrad()
    const loss = layer.forward(ones([1, 3], { dtype: layer.weight.dtype })).sum()
    loss.backward()
    return loss
  }
  optimizer.step(closure)
  layer.to('float64')
  const before = layer.weight.toArray()
  for (let k = 0; k < 3; k++) {
    expect(() => optimizer.step(closure)).toThrow(ShapeError)
    expect(() => optimizer.step(closure)).toThrow(`${name}.step: expected weight to be float32, as its `)
  }
  expect(layer.weight.toArray()).toEqual(before)
  layer.to('float32')
  optimizer.step(closure)
  expect(optimizer.stateOf(layer.weight)!.step).toBe(2)
})

test('an asynchronous closure is refused before anything moves', () => {
  const p = ones([2], { requiresGrad: true })
  p.grad = ones([2])
  const message = 'step: expected a synchronous function but received one that returns a promise'
  for (const optimizer of [new optim.SGD([p], { lr: 1 }), new optim.LBFGS([p]), new optim.Adam([p])]) {
    expect(() => optimizer.step((async () => 1) as never)).toThrow(OptionError)
    expect(() => optimizer.step((async () => 1) as never)).toThrow(message)
  }
  expect(p.toArray()).toEqual([1, 1])
})

test('an option that was set to nonsense between steps is named, and no parameter becomes NaN', () => {
  const p = ones([1], { requiresGrad: true })
  const optimizer = new optim.SGD([p], { lr: 1 })
  p.grad = ones([1])
  for (const [lr, shown] of [
    ['x', "'x'"],
    [Number.NaN, 'NaN'],
    [undefined, 'undefined']
  ]) {
    optimizer.paramGroups[0]!.lr = lr as number
    expect(() => optimizer.step()).toThrow(`SGD.step: expected lr to be a finite number >= 0 but received ${shown}`)
  }
  expect(p.item()).toBe(1)
  optimizer.paramGroups[0]!.lr = 0.5
  optimizer.step()
  expect(p.item()).toBe(0.5)
})

test.each(['SOAP', 'Shampoo', 'Muon', 'LAMB', 'LARS', 'Adafactor', 'Prodigy', 'Adam8bit', 'SparseAdam'] as const)(
  '%s names an option that was set to nonsense, and moves nothing',
  (name) => {
    const p = ones([2, 2], { requiresGrad: true })
    const optimizer = new optim[name]([p], { lr: 0.1 })
    if (name !== 'SparseAdam') p.grad = ones([2, 2])
    for (const lr of [-1, Number.NaN, 'x', undefined]) {
      optimizer.paramGroups[0]!.lr = lr as number
      expect(() => optimizer.step()).toThrow(`${name}.step: expected lr to be a finite number >`)
    }
    expect(p.toArray()).toEqual(ones([2, 2]).toArray())
    optimizer.paramGroups[0]!.lr = 0.1
    expect(() => optimizer.step()).not.toThrow()
  }
)

test.each(['Adam', 'AdamW', 'RAdam', 'Lion', 'SOAP'] as const)(
  '%s names a pair of options that was set to nonsense, and rates of a class that fixes others',
  (name) => {
    const p = ones([2, 2], { requiresGrad: true })
    const optimizer = new optim[name]([p], { lr: 0.1 })
    const [group] = optimizer.paramGroups as unknown as Record<string, unknown>[]
    p.grad = ones([2, 2])
    for (const betas of [undefined, null, Number.NaN]) {
      group!.betas = betas
      expect(() => optimizer.step()).toThrow(`${name}.step: expected betas to be `)
    }
    group!.betas = [0.9, 0.99, 0.99].slice(0, (optimizer.defaults.betas as unknown as number[]).length)
    group!.lr = Number.NaN
    expect(() => optimizer.step()).toThrow(`${name}.step: expected lr to be a finite number >`)
    expect(p.toArray()).toEqual(ones([2, 2]).toArray())
  }
)

test('a state whose step or types cannot be gone on with is refused', () => {
  const p = ones([2], { requiresGrad: true })
  const optimizer = new optim.Adam([p])
  p.grad = ones([2])
  optimizer.step()
  const { state, ...rest } = optimizer.stateDict()
  const whole = zeros([2], { dtype: 'int32' })
  const wrong = { ...state.param0, step: Number.NaN, expAvg: whole, expAvgSq: zeros([2], { dtype: 'bool' }) }
  expect(() => optimizer.loadStateDict({ ...rest, state: { param0: wrong } })).toThrow(
    `Adam.loadStateDict: the state does not fit
  param0.step: expected a whole number >= 0 but received NaN
  param0.expAvg: int32 of shape [2] does not fit the parameter's shape [2]
  param0.expAvgSq: bool of shape [2] does not fit the parameter's shape [2]`
  )
  expect(optimizer.stateOf(p)!.step).toBe(1)
})

test('a state dict that went through JSON has lost its tensors, and the error says what keeps them', () => {
  const p = ones([2], { requiresGrad: true })
  const optimizer = new optim.SGD([p], { lr: 1, momentum: 0.9 })
  p.grad = ones([2])
  optimizer.step()
  expect(() => optimizer.loadStateDict(JSON.parse(JSON.stringify(optimizer.stateDict())))).toThrow(
    new CheckpointError(`SGD.loadStateDict: the state does not fit
  param0.momentumBuffer: expected a number or a tensor but received [1, 1]; JSON makes arrays of tensors, saveCheckpoint and loadCheckpoint keep them`)
  )
})

test('a tensor in the place of a number is refused, and a number in that of a tensor', () => {
  const p = tensor(1, { requiresGrad: true })
  const optimizer = new optim.NAdam([p])
  p.grad = ones([])
  optimizer.step()
  const { state, ...rest } = optimizer.stateDict()
  const wrong = { ...state.param0, step: ones([]), muProduct: ones([]) }
  expect(() => optimizer.loadStateDict({ ...rest, state: { param0: wrong } })).toThrow(
    new CheckpointError(`NAdam.loadStateDict: the state does not fit
  param0.step: expected a number but received a Tensor
  param0.muProduct: expected a number but received a Tensor`)
  )
  expect(() => optimizer.loadStateDict({ ...rest, state: { param0: { ...state.param0, expAvg: 1 } } })).toThrow(
    'NAdam.loadStateDict: the state does not fit\n  param0.expAvg: expected a tensor but received 1'
  )
})

test('a hook that takes itself out does not hide the next one', () => {
  const optimizer = new optim.SGD([ones([1], { requiresGrad: true })], { lr: 1 })
  const calls: number[] = []
  const off = optimizer.registerStepPreHook(() => {
    calls.push(1)
    off()
  })
  optimizer.registerStepPreHook(() => calls.push(2))
  optimizer.step()
  expect(calls).toEqual([1, 2])
})

test('a parameter may be called __proto__; a state dict of nonsense is refused', () => {
  const p = tensor([1], { requiresGrad: true })
  const optimizer = new optim.SGD([['__proto__', p] as const], { lr: 1, momentum: 0.9 })
  p.grad = ones([1])
  optimizer.step()
  const state = optimizer.stateDict()
  expect(Object.keys(state.state)).toEqual(['__proto__'])
  optimizer.loadStateDict(state)
  expect(() => optimizer.loadStateDict({ state: {}, paramGroups: [null] } as never)).toThrow(
    'SGD.loadStateDict: expected a state dict ({ optimizer, state, paramGroups })'
  )
})
