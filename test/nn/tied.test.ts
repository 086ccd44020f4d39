// Tied tensors have several names; files of others keep one of them. The numbers are those of public reports.
import { describe, expect, test } from 'vitest'
import { loadSafetensors, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { Embedding, Linear, Module } from '../../lib/nn/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
class Model extends Module {
  embed = new Embedding(5, 3)
  head = new Linear(3, 5, { bias: false })
  constructor(tied = true) {
    super()
    if (tied) Object.assign(this.head, { weight: this.embed.weight })
  }
  override forward() {
    throw new Error('not called')
  }
}

describe('keras-hub#3075, accelerate#2875: a tied model', () => {
  test.each(['embed.weight', 'head.weight'])(
    'a file with %s alone loads, with the other name in its metadata',
    async (kept) => {
      const [from, to] = [new Model(), new Model()]
      const other = kept === 'embed.weight' ? 'head.weight' : 'embed.weight'
      await saveSafetensors(file('tied'), { [kept]: from.embed.weight }, { format: 'pt', [other]: kept })
      const { tensors } = await loadSafetensors(file('tied'))
      expect(to.loadStateDict(tensors)).toEqual({ missing: [], unexpected: [] })
      expect(to.head.weight.toArray()).toEqual(from.embed.weight.toArray())
      expect(to.head.weight).toBe(to.embed.weight)
    }
  )

  test('one that is not tied still misses it, and a tied one with neither name', () => {
    const state = { 'embed.weight': new Model().embed.weight }
    expect(() => new Model(false).loadStateDict(state)).toThrow(CheckpointError)
    expect(() => new Model(false).loadStateDict(state)).toThrow('missing: head.weight')
    expect(() => new Model().loadStateDict({})).toThrow('missing: embed.weight, head.weight')
  })
})
