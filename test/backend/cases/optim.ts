// Cases of kernels/optim.cc.
import { RULES, slotsOf } from '../../../lib/backend/gen/optim.ts'
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
  }
}
