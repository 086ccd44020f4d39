// Cases of kernels/optim.cc.
import { RULES, slotsOf } from '../../../lib/backend/gen/optim.ts'
import { Storage } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'

const ROWS = Object.values(RULES)

export const optim = {
  optim(p: Pick): Call {
    const { rule, flags: names } = p.turn(ROWS)
    const flags = p.int(0, 2 ** names.length - 1)
    const slots = slotsOf(rule, flags)
    const lengths = Array.from({ length: p.int(1, 4) }, () => p.length())
    const each = (times: number) => Array.from({ length: times }, () => lengths.map((n) => p.floats(n))).flat()
    const numbers = Array.from({ length: 12 }, () => p.next())
    return { buffers: each(2 + slots), sizes: [rule, flags, lengths.length, slots, ...lengths], numbers }
  },
  adamPacked(p: Pick): Call {
    const format = p.int(0, 1)
    const lengths = Array.from({ length: p.int(1, 3) }, () => p.int(0, 600))
    const codes = () =>
      lengths.map((n) => new Storage(Uint8Array.from({ length: n * (2 - format) }, () => p.int(0, 255))))
    const scales = lengths.map((n) => p.floats(format * 2 * Math.ceil(n / 256), { dtype: 'float32' }))
    const floats = () => lengths.map((n) => p.floats(n, { dtype: 'float32' }))
    const numbers = Array.from({ length: 10 }, () => p.next())
    const sizes = [format, p.int(0, 1), p.int(0, 2 ** 31), lengths.length, ...lengths]
    return { buffers: [...floats(), ...floats(), ...codes(), ...codes(), ...scales], sizes, numbers }
  }
}
