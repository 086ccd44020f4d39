// Cases of the kernels in kernels/norm.
import type { Call, Pick } from '../pick.ts'

const EPS = [1e-5]

export const norm = {
  layerNorm(p: Pick): Call {
    const [rows, n] = [p.int(0, 6), p.length()]
    const buffers = [
      p.floats(rows * n),
      p.maybe(() => p.floats(n)),
      p.maybe(() => p.floats(n)),
      p.out(rows * n),
      p.out(rows),
      p.out(rows)
    ]
    return { buffers, sizes: [rows, n], numbers: EPS }
  },

  layerNormBackward(p: Pick): Call {
    const [rows, n] = [p.int(0, 6), p.length()]
    const buffers = [
      p.floats(rows * n),
      p.floats(rows * n),
      p.maybe(() => p.floats(n)),
      p.floats(rows),
      p.floats(rows),
      p.out(rows * n),
      p.maybe(() => p.floats(n)),
      p.maybe(() => p.floats(n))
    ]
    return { buffers, sizes: [rows, n, p.int(0, 1)] }
  },

  rmsNorm(p: Pick): Call {
    const [rows, n] = [p.int(0, 6), p.length()]
    const buffers = [p.floats(rows * n), p.maybe(() => p.floats(n)), p.out(rows * n), p.out(rows)]
    return { buffers, sizes: [rows, n], numbers: EPS }
  },

  rmsNormBackward(p: Pick): Call {
    const [rows, n] = [p.int(0, 6), p.length()]
    const buffers = [
      p.floats(rows * n),
      p.floats(rows * n),
      p.maybe(() => p.floats(n)),
      p.floats(rows),
      p.out(rows * n),
      p.maybe(() => p.floats(n))
    ]
    return { buffers, sizes: [rows, n, p.int(0, 1)] }
  },

  groupNorm(p: Pick): Call {
    const { batch, channels, inner, groups, all } = grouped(p)
    const buffers = [
      p.floats(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels)),
      p.out(all),
      p.out(batch * groups),
      p.out(batch * groups)
    ]
    return { buffers, sizes: [batch, channels, inner, groups, p.one([0, 1, 6])], numbers: EPS }
  },

  groupNormBackward(p: Pick): Call {
    const { batch, channels, inner, groups, all } = grouped(p)
    const buffers = [
      p.floats(all),
      p.floats(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels)),
      p.floats(batch * groups),
      p.floats(batch * groups),
      p.floats(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels))
    ]
    const flags = [p.one([0, 1, 6]), p.int(0, 1), p.int(0, 1)]
    return { buffers, sizes: [batch, channels, inner, groups, ...flags] }
  },

  batchNorm(p: Pick): Call {
    const { batch, channels, inner, all } = grouped(p)
    const training = p.int(0, 1)
    const kept = training === 0 || p.chance(2)
    const buffers = [
      p.floats(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels)),
      kept ? p.floats(channels) : null,
      kept ? p.between(0, 3, channels) : null,
      p.out(all),
      p.out(channels),
      p.out(channels)
    ]
    return { buffers, sizes: [batch, channels, inner, training, p.int(0, 1)], numbers: [0.1, 1e-5] }
  },

  batchNormBackward(p: Pick): Call {
    const { batch, channels, inner, all } = grouped(p)
    const buffers = [
      p.floats(all),
      p.floats(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels)),
      p.floats(channels),
      p.floats(channels),
      p.out(all),
      p.maybe(() => p.floats(channels)),
      p.maybe(() => p.floats(channels))
    ]
    return { buffers, sizes: [batch, channels, inner, p.int(0, 1), p.int(0, 1), p.int(0, 1)] }
  }
}

// (batch, channels, inner) with the channels in groups.
function grouped(p: Pick): { batch: number; channels: number; inner: number; groups: number; all: number } {
  const groups = p.int(1, 3)
  const channels = groups * p.int(p.chance(6) ? 0 : 1, 3)
  const batch = p.int(p.chance(6) ? 0 : 1, 4)
  const inner = p.one([0, 1, 2, 3, 4, 9, 15, 16, 17, 33])
  return { batch, channels, inner, groups, all: batch * channels * inner }
}
