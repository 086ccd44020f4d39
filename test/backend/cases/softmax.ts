// Cases of kernels/softmax.cc and kernels/losses.cc.
import type { Call, Pick } from '../pick.ts'

// (outer, n, inner), the softmax over n.
function sizes(p: Pick): { sizes: number[]; all: number; rest: number } {
  const [outer, n, inner] = [p.int(p.chance(6) ? 0 : 1, 5), p.length(), p.chance(2) ? 1 : p.int(0, 20)]
  return { sizes: [outer, n, inner], all: outer * n * inner, rest: outer * inner }
}

// Rows of logits, and the outputs of a loss: what is reduced, and a gradient or none.
function loss(p: Pick): {
  rows: number
  classes: number
  reduction: number
  outputs: (ReturnType<Pick['out']> | null)[]
} {
  const [rows, classes, reduction] = [p.int(0, 9), p.chance(2) ? p.int(1, 20) : p.int(1, 150), p.int(0, 2)]
  const outputs = [p.out(reduction === 0 ? rows : 1), p.maybe(() => p.out(rows * classes))]
  return { rows, classes, reduction, outputs }
}

export const softmax = {
  softmax(p: Pick): Call {
    const s = sizes(p)
    const x = p.floats(s.all)
    return { buffers: [x, p.chance(4) ? x : p.out(s.all)], sizes: [...s.sizes, p.int(0, 1)] }
  },

  softmaxBackward(p: Pick): Call {
    const s = sizes(p)
    return { buffers: [p.floats(s.all), p.floats(s.all), p.out(s.all)], sizes: [...s.sizes, p.int(0, 1)] }
  },

  logsumexp(p: Pick): Call {
    const s = sizes(p)
    return { buffers: [p.floats(s.all), p.out(s.rest)], sizes: s.sizes }
  },

  logsumexpBackward(p: Pick): Call {
    const s = sizes(p)
    return { buffers: [p.floats(s.all), p.floats(s.rest), p.floats(s.rest), p.out(s.all)], sizes: s.sizes }
  },

  crossEntropy(p: Pick): Call {
    const { rows, classes, reduction, outputs } = loss(p)
    const weight = p.maybe(() => p.between(0, 2, classes))
    const buffers = [p.floats(rows * classes), p.indices(rows, classes), weight, ...outputs]
    return { buffers, sizes: [rows, classes, reduction], numbers: [p.one([-100, 0]), p.one([0, 0.1])] }
  },

  crossEntropyProbs(p: Pick): Call {
    const { rows, classes, reduction, outputs } = loss(p)
    const weight = p.maybe(() => p.between(0, 2, classes))
    const buffers = [p.floats(rows * classes), p.between(0, 1, rows * classes), weight, ...outputs]
    return { buffers, sizes: [rows, classes, reduction], numbers: [p.one([0, 0.1])] }
  },

  nll(p: Pick): Call {
    const { rows, classes, reduction, outputs } = loss(p)
    const weight = p.maybe(() => p.between(0, 2, classes))
    const buffers = [p.floats(rows * classes), p.indices(rows, classes), weight, ...outputs]
    return { buffers, sizes: [rows, classes, reduction], numbers: [p.one([-100, 0])] }
  }
}
