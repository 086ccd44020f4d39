// Saved tensors in another form: packed once, unpacked before the first reader, gone after the last.
import { expect, test } from 'vitest'
import { type Packing, SavedTensors } from '../../lib/autograd/savedTensors.ts'
import { scope } from '../../lib/autograd/scope.ts'
import { watchTape } from '../../lib/autograd/tape.ts'
import { LIVE, PACKED } from '../../lib/backend/storage.ts'
import { TensorReleasedError } from '../../lib/errors.ts'
import { randn } from '../../lib/index.ts'
import { allocate, scopeMemory } from '../../lib/tensor/lifetime.ts'

const LENGTH = 512

// Keeps a plain copy and writes down what happens.
function copying(log: string[]): Packing {
  return {
    pack(elements) {
      log.push('pack')
      const copy = allocate('float32', elements.array.length)
      copy.array.set(elements.array)
      return copy
    },
    unpack(packed, elements) {
      log.push('unpack')
      elements.array.set(packed.array)
    }
  }
}

test('two ops that saved one tensor unpack it once, and only they can read it', () => {
  const x = randn([LENGTH])
  x.requiresGrad = true
  const gradient = (packed: boolean): number[] =>
    scope(() => {
      const log: string[] = []
      const saved = new SavedTensors(copying(log))
      x.grad = null
      const [y, loss] = watchTape(saved.recorded, () => {
        const y = x.tanh()
        // mul reads y for the other factor; tanh reads it as its own output.
        return [y, y.mul(x.exp()).sum()] as const
      })
      if (packed) {
        saved.pack(y.storage)
        expect(y.storage.state).toBe(PACKED)
        expect(() => y.sum()).toThrow(TensorReleasedError)
        const { held } = scopeMemory()
        loss.backward()
        expect(log).toEqual(['pack', 'unpack'])
        // Neither the widened elements nor the packed ones are left.
        expect(scopeMemory().held).toBeLessThan(held)
        expect([y.storage.state, y.storage.array.length]).toEqual([PACKED, 0])
        expect(() => y.data).toThrow('when the module that made it returned')
      } else {
        loss.backward()
        expect(y.storage.state).toBe(LIVE)
      }
      return Array.from(x.grad!.data)
    })
  expect(gradient(true)).toEqual(gradient(false))
})

test('an output that no op saved is freed for good; what is not an output stays', () => {
  const x = randn([LENGTH])
  x.requiresGrad = true
  scope(() => {
    const log: string[] = []
    const saved = new SavedTensors(copying(log))
    const [unsaved, loss] = watchTape(saved.recorded, () => {
      const unsaved = x.add(1)
      return [unsaved, unsaved.sum()] as const
    })
    const other = randn([LENGTH])
    saved.pack(unsaved.storage)
    saved.pack(other.storage)
    expect([unsaved.storage.state, other.storage.state, log]).toEqual([PACKED, LIVE, []])
    loss.backward()
    expect(x.grad!.data.every((v) => v === 1)).toBe(true)
  })
})
