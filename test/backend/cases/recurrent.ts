// Cases of kernels/recurrent.cc.
import type { Call, Pick } from '../pick.ts'

const WIDTH = [1, 1, 4, 3]

function setting(p: Pick) {
  const kind = p.turn([0, 1, 2, 3])
  const [time, batch, hidden] = [
    p.int(p.chance(8) ? 0 : 1, 4),
    p.int(p.chance(8) ? 0 : 1, 9),
    p.one([1, 3, 8, 16, 21, 35])
  ]
  const [width, kept] = [WIDTH[kind]!, kind < 2 ? 0 : 4]
  const floats = (n: number) => p.floats(n, { scale: 2 })
  const states = (floats: (n: number) => ReturnType<Pick['floats']>) => floats((time + 1) * batch * hidden)
  const sizes = [kind, width, kept, time, batch, hidden, p.int(0, 1)]
  return { kind, step: time * batch * hidden, row: batch * hidden, width, kept, hidden, sizes, floats, states }
}

export const recurrence = {
  recurrent(p: Pick): Call {
    const s = setting(p)
    const buffers = [
      s.floats(s.step * s.width),
      s.floats(s.width * s.hidden * s.hidden),
      p.chance(2) ? null : s.floats(s.width * s.hidden),
      s.states(s.floats),
      s.kind === 2 ? s.states(s.floats) : null,
      s.kind < 2 ? null : p.out(s.step * s.kept)
    ]
    return { buffers, sizes: s.sizes }
  },

  recurrentBackward(p: Pick): Call {
    const s = setting(p)
    const lstm = s.kind === 2
    const buffers = [
      s.floats(s.step),
      s.floats(s.width * s.hidden * s.hidden),
      s.states(s.floats),
      lstm ? s.states(s.floats) : null,
      s.kind < 2 ? null : s.floats(s.step * s.kept),
      lstm && p.chance(2) ? s.floats(s.row) : null,
      p.out(s.step * s.width),
      s.kind === 3 ? p.out(s.step * s.width) : null,
      p.out(s.row),
      lstm ? p.out(s.row) : null
    ]
    return { buffers, sizes: s.sizes }
  }
}
