// One optimizer step over a list of tensors: the generated loops of the rules.
import type { OptimArgs } from '../gen/kernels.ts'
import { RULES, ruleLoops_f32, ruleLoops_f64 } from '../gen/optim.ts'
import type { FloatArray } from '../storage.ts'

const ROWS = Object.values(RULES)

type RuleLoop = (flags: number, n: number, c: readonly number[], ...tensors: (FloatArray | undefined)[]) => void

export const optim = {
  optim({ p, g, state, rule, flags, count, n, numbers: c }: OptimArgs): number {
    const row = ROWS[rule]!
    const present = row.present[flags]!
    for (let i = 0; i < count; i++) {
      let slot = 0
      const states = row.states.map((_, k) => ((present >> (k + 2)) & 1 ? state[slot++ * count + i] : undefined))
      const loops = p[i] instanceof Float32Array ? ruleLoops_f32 : ruleLoops_f64
      ;(loops[rule] as RuleLoop)(flags, n[i]!, c, p[i], g[i], ...states)
    }
    return 0
  }
}
