// Cases of kernels/ctc.cc: sequences and targets of different lengths, some without a path; and tests of their meaning.
import { deepEqual, ok } from 'node:assert/strict'
import { run, Storage } from '../../../lib/backend/index.ts'
import { output } from '../bits.ts'
import type { Call, Pick } from '../pick.ts'

function sequences(p: Pick) {
  const [time, batch, classes, width] = [p.int(0, 7), p.int(0, 4), p.int(1, 20), p.int(0, 9)]
  const buffers = [
    p.floats(time * batch * classes),
    p.indices(batch * width, classes),
    p.indices(batch, time + 1),
    p.indices(batch, width + 1)
  ]
  return {
    buffers,
    batch,
    paths: batch * time * (2 * width + 1),
    sizes: [time, batch, classes, width, p.int(0, classes - 1)]
  }
}

export const classification = {
  ctc(p: Pick): Call {
    const { buffers, batch, paths, sizes } = sequences(p)
    return { buffers: [...buffers, p.out(paths), p.out(batch)], sizes }
  },

  ctcBackward(p: Pick): Call {
    const { buffers, batch, paths, sizes } = sequences(p)
    const [time, , classes] = sizes as [number, number, number]
    const more = [p.floats(paths), p.floats(batch), p.floats(batch), p.out(time * batch * classes)]
    return { buffers: [...buffers, ...more], sizes: [...sizes, p.int(0, 1)] }
  }
}

const ints = (...values: number[]): Storage => {
  const storage = Storage.allocate('int32', values.length)
  storage.array.set(values)
  return storage
}

// The log of the probability of all alignments of a target, one by one.
function enumerated(logp: number[][], target: number[], blank: number): number {
  const classes = logp[0]!.length
  let total = 0
  for (let code = 0; code < classes ** logp.length; code++) {
    const path = logp.map((_, t) => Math.floor(code / classes ** t) % classes)
    const collapsed = path.filter((c, t) => c !== blank && c !== path[t - 1])
    if (collapsed.join() === target.join()) total += Math.exp(path.reduce((sum, c, t) => sum + logp[t]![c]!, 0))
  }
  return Math.log(total)
}

export const tests = {
  'ctc sums the probabilities of all alignments'() {
    const logp = Array.from({ length: 5 }, (_, t) =>
      [0.2, 0.5, 0.3].map((v, c) => Math.log((v + ((t * c) % 3) / 3) / 2))
    )
    for (const target of [[1], [1, 2], [1, 1], [2, 1, 2], []]) {
      const x = Storage.allocate('float64', 15)
      x.array.set(logp.flat())
      const [alpha, loss] = [output('float64', 5 * 7), output('float64', 1)]
      const width = 3
      const padded = ints(...target, ...new Array<number>(width - target.length).fill(0))
      run('ctc', [x, padded, ints(5), ints(target.length), alpha, loss], [5, 1, 3, width, 0])
      ok(Math.abs(Number(loss.array[0]) + enumerated(logp, target, 0)) < 1e-12)
    }
  },

  'a target that does not fit has an infinite loss, and no gradient with zeroInfinity'() {
    const x = Storage.allocate('float32', 4)
    x.array.set([-1, -2, -3, -4])
    const [alpha, loss, dloss] = [output('float32', 10), output('float32', 1), Storage.allocate('float32', 1)]
    dloss.array.set([1])
    const sequence = [x, ints(1, 1), ints(2), ints(2)] as const
    run('ctc', [...sequence, alpha, loss], [2, 1, 2, 2, 0])
    deepEqual([...loss.array], [Infinity])
    const dx = output('float32', 4)
    run('ctcBackward', [...sequence, alpha, loss, dloss, dx], [2, 1, 2, 2, 0, 1])
    deepEqual([...dx.array], [0, 0, 0, 0])
  },

  'a class that is not there is reported by its position'() {
    const [x, alpha, loss] = [Storage.allocate('float32', 4), output('float32', 10), output('float32', 1)]
    const bad = () => run('ctc', [x, ints(1, 2), ints(2), ints(2), alpha, loss], [2, 1, 2, 2, 0])
    let message = ''
    try {
      bad()
    } catch (error) {
      message = String(error)
    }
    ok(/index/i.test(message) && /1/.test(message), message)
  }
}
