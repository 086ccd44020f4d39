// Cases of kernels/gather.cc: arrays (outer, n, inner) and (outer, count, inner), indices along n.
import { deepEqual } from 'node:assert/strict'
import { run, Storage } from '../../../lib/backend/index.ts'
import { type Call, DTYPES, type Pick } from '../pick.ts'

function sizes(p: Pick): { outer: number; n: number; count: number; inner: number } {
  const inner = p.chance(2) ? 1 : p.one([0, 2, 3, 16, 17, 33])
  return { outer: p.int(p.chance(6) ? 0 : 1, 4), n: p.int(1, p.chance(3) ? 60 : 9), count: p.int(0, 20), inner }
}

export const gather = {
  indexSelect(p: Pick): Call {
    const { outer, n, count, inner } = sizes(p)
    const dtype = p.one(DTYPES)
    const buffers = [p.any(dtype, outer * n * inner), p.indices(count, n), p.out(outer * count * inner, dtype)]
    return { buffers, sizes: [outer, n, count, inner] }
  },

  indexAdd(p: Pick): Call {
    const { outer, n, count, inner } = sizes(p)
    const buffers = [p.floats(outer * count * inner), p.indices(count, n), p.floats(outer * n * inner)]
    return { buffers, sizes: [outer, n, count, inner, p.int(0, n)] }
  },

  gather(p: Pick): Call {
    const { outer, n, count, inner } = sizes(p)
    const dtype = p.one(DTYPES)
    const many = outer * count * inner
    return {
      buffers: [p.any(dtype, outer * n * inner), p.indices(many, n), p.out(many, dtype)],
      sizes: [outer, n, count, inner]
    }
  },

  scatterAdd(p: Pick): Call {
    const { outer, n, count, inner } = sizes(p)
    const many = outer * count * inner
    return {
      buffers: [p.floats(many), p.indices(many, n), p.floats(outer * n * inner)],
      sizes: [outer, n, count, inner]
    }
  },

  addRows(p: Pick): Call {
    const { outer: rows, n, count, inner } = { ...sizes(p), outer: p.int(1, 9) }
    const scale = p.chance(2) ? null : p.floats(count)
    const buffers = [p.floats(rows * inner), p.indices(count, rows), p.indices(count, n), scale, p.floats(n * inner)]
    return { buffers, sizes: [rows, n, count, inner] }
  },

  oneHot(p: Pick): Call {
    const [count, classes] = [p.int(0, 20), p.int(1, 12)]
    return { buffers: [p.indices(count, classes), p.out(count * classes)], sizes: [count, classes] }
  }
}

const ints = (values: number[]): Storage => Storage.wrap(new Int32Array(values), 'int32')
const doubles = (values: number[]): Storage => Storage.wrap(new Float64Array(values), 'float64')

export const tests = {
  'addRows adds rows where they belong, in their order, times their scale'() {
    const x = doubles([1, 2, 10, 20, 100, 200])
    const [from, to] = [ints([2, 0, 2, 1]), ints([0, 1, 1, 1])]
    const [plain, scaled] = [doubles([1000, 0, 0, 0, 5, 5]), doubles([0, 0, 0, 0, 0, 0])]
    run('addRows', [x, from, to, null, plain], [3, 3, 4, 2])
    deepEqual([...plain.array], [1100, 200, 111, 222, 5, 5])
    run('addRows', [x, from, to, doubles([1, 2, 3, -1]), scaled], [3, 3, 4, 2])
    deepEqual([...scaled.array], [100, 200, 292, 584, 0, 0])
  }
}
