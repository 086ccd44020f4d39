// Cases of kernels/softmax.cc and kernels/losses.cc.
import type { Operand } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'

function sizes(p: Pick): [number, number, number] {
  const inner = p.chance(2) ? 1 : p.int(0, 20)
  return [p.int(p.chance(5) ? 0 : 1, 5), p.length(), inner]
}

interface Loss {
  rows: number
  classes: number
  reduction: number
  weight: Operand | null
  outputs: (Operand | null)[]
}

function loss(p: Pick): Loss {
  const [rows, classes, reduction] = [p.int(p.chance(5) ? 0 : 1, 20), Math.max(1, p.length()), p.int(0, 2)]
  const outputs = [p.out(reduction === 0 ? rows : 1), p.chance(4) ? null : p.out(rows * classes)]
  return { rows, classes, reduction, weight: p.chance(2) ? p.floats(classes) : null, outputs }
}

function targets(p: Pick, rows: number, classes: number): Operand {
  const target = p.indices(rows, classes)
  for (let k = 0; k < rows; k++) if (p.chance(6)) target.storage.array[target.offset + k] = -100
  return target
}

export const softmax = {
  softmax(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    return { buffers: [p.floats(outer * n * inner), p.out(outer * n * inner)], sizes: [outer, n, inner, p.int(0, 1)] }
  },

  softmaxBackward(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const size = outer * n * inner
    return { buffers: [p.floats(size), p.floats(size), p.out(size)], sizes: [outer, n, inner, p.int(0, 1)] }
  },

  logsumexp(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    return { buffers: [p.floats(outer * n * inner), p.out(outer * inner)], sizes: [outer, n, inner] }
  },

  logsumexpBackward(p: Pick): Call {
    const [outer, n, inner] = sizes(p)
    const [size, rows] = [outer * n * inner, outer * inner]
    return { buffers: [p.floats(size), p.floats(rows), p.floats(rows), p.out(size)], sizes: [outer, n, inner] }
  },

  crossEntropy(p: Pick): Call {
    const { rows, classes, reduction, weight, outputs } = loss(p)
    return {
      buffers: [p.floats(rows * classes), targets(p, rows, classes), weight, ...outputs],
      sizes: [rows, classes, reduction],
      numbers: [-100, p.one([0, 0.1])]
    }
  },

  crossEntropyProbs(p: Pick): Call {
    const { rows, classes, reduction, weight, outputs } = loss(p)
    return {
      buffers: [p.floats(rows * classes), p.floats(rows * classes), weight, ...outputs],
      sizes: [rows, classes, reduction],
      numbers: [p.one([0, 0.1])]
    }
  },

  nll(p: Pick): Call {
    const { rows, classes, reduction, weight, outputs } = loss(p)
    return {
      buffers: [p.floats(rows * classes), targets(p, rows, classes), weight, ...outputs],
      sizes: [rows, classes, reduction],
      numbers: [-100]
    }
  }
}
