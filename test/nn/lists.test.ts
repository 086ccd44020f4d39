// Containers: names in the state dict, access, copies, and what they refuse.
import { expect, test } from 'vitest'
import { IndexError, OptionError } from '../../lib/errors.ts'
import * as nn from '../../lib/nn/index.ts'
import { ones, tensor, zeros } from '../../lib/tensor/create.ts'

test('ModuleList holds modules under their positions', () => {
  const list = new nn.ModuleList<nn.Module>([new nn.Linear(2, 3), new nn.Linear(3, 1)])
  expect(Object.keys(list.stateDict())).toEqual(['0.weight', '0.bias', '1.weight', '1.bias'])
  expect([list.length, list.at(-1), [...list]]).toEqual([2, list[1], [list[0], list[1]]])
  list.append(new nn.ReLU()).extend([new nn.Tanh()])
  expect(String(list).split('\n').slice(1, 5)).toEqual([
    '  (0): Linear(inFeatures=2, outFeatures=3, bias=true)  # 9',
    '  (1): Linear(inFeatures=3, outFeatures=1, bias=true)  # 4',
    '  (2): ReLU()',
    '  (3): Tanh()'
  ])
  const copy = list.clone()
  expect(copy[0]).not.toBe(list[0])
  expect(copy[0]).toBe(copy.at(0))
  expect(() => list.at(4)).toThrow(IndexError)
  expect(() => list.at(4)).toThrow('ModuleList.at: expected an index below 4 but received 4')
  expect(() => list.extend([new nn.ReLU(), 3 as never])).toThrow('ModuleList: expected 5 to be a Module but received 3')
  expect(list.length).toBe(4)
  expect(() => new nn.ModuleList(3 as never)).toThrow('ModuleList: expected an array but received 3')
  expect(() => list.forward()).toThrow(OptionError)
  expect(() => list.forward()).toThrow(
    'ModuleList: cannot run forward because it only holds its parts; call them in your own forward'
  )
})

test('ModuleDict holds modules by name', () => {
  const dict = new nn.ModuleDict({ left: new nn.Linear(2, 1), train: new nn.ReLU() })
  expect(dict.constructor.name).toBe('ModuleDict')
  expect(Object.keys(dict.stateDict())).toEqual(['left.weight', 'left.bias'])
  expect(dict.left).toBe(dict.get('left'))
  expect(dict.left.weight.shape).toEqual([1, 2])
  // A name of a method stays the method.
  expect(dict.get('train')).toBeInstanceOf(nn.ReLU)
  expect(dict.train().training).toBe(true)
  const other = new nn.Linear(2, 4)
  dict.set('left', other)
  expect([dict.left, dict.length, [...dict.keys()]]).toEqual([other, 2, ['left', 'train']])
  const copy = dict.clone()
  expect([copy.left === other, copy.left === copy.get('left')]).toEqual([false, true])
  expect([dict.delete('left'), dict.delete('left'), dict.has('left'), 'left' in dict]).toEqual([
    true,
    false,
    false,
    false
  ])
  expect(() => dict.get('left')).toThrow("ModuleDict.get: expected one of train but received 'left'")
  expect(() => dict.set('a.b', other as never)).toThrow("ModuleDict: expected a name without a dot but received 'a.b'")
  expect(() => new nn.ModuleDict(null as never)).toThrow('ModuleDict: expected an object but received null')
  expect([...new nn.ModuleDict([['a', other]]).items()]).toEqual([['a', other]])
})

test('ParameterList and ParameterDict make parameters of tensors', () => {
  const given = nn.parameter(ones([2]))
  const list = new nn.ParameterList([given, zeros([3])])
  expect(list.namedParameters().map(([name, t]) => [name, t.requiresGrad])).toEqual([
    ['0', true],
    ['1', true]
  ])
  expect(list[0]).toBe(given)
  const dict = new nn.ParameterDict({ scale: tensor([2]) })
  expect([dict.scale.requiresGrad, Object.keys(dict.stateDict())]).toEqual([true, ['scale']])
  expect(() => new nn.ParameterList([3 as never])).toThrow('ParameterList: expected 0 to be a tensor but received 3')
})

test('Sequential takes an object of layers', () => {
  const model = new nn.Sequential({ body: new nn.Linear(2, 3), act: new nn.ReLU() })
  expect(Object.keys(model.stateDict())).toEqual(['body.weight', 'body.bias'])
  expect(model.forward(ones([1, 2])).shape).toEqual([1, 3])
  expect([model.length, [...model].length, model.clone().stateDict()['body.weight']!.shape]).toEqual([2, 2, [3, 2]])
  expect(() => new nn.Sequential({ body: 3 as never })).toThrow(
    'Sequential: expected layer body to be a Module but received 3'
  )
})
