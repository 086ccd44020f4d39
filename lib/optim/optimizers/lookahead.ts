// Lookahead.
import { RULES } from '../../backend/gen/optim.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { checkOptions, number, wholeNumber } from '../../util/options.ts'
import { step } from '../composed.ts'
import type { GroupOptions } from '../groups.ts'
import type { Loss } from '../optimizer.ts'
import { copyOf } from '../state.ts'
import { WrapperOptimizer } from '../wrapper.ts'

/** Options of Lookahead. */
export interface LookaheadOptions {
  /** After so many steps the slow weights follow. Default 5. */
  k?: number
  /** How far they follow, in (0, 1]. Default 0.5. */
  alpha?: number
}

/**
 * Lookahead: any optimizer goes k steps ahead, then slow weights follow part of the way, and the optimizer goes on from
 * there (Zhang et al., "Lookahead optimizer: k steps forward, 1 step back", 2019). Its groups, schedules and state dict are
 * those of the optimizer inside, and the slow weights.
 *
 * Formula:
 * every k steps of the optimizer inside:
 * slow = slow + alpha (W - slow)
 * W = slow
 *
 * Memory: `slow` for each element, and what the optimizer inside keeps.
 *
 * When to use: around SGD or Adam when runs vary much; the slow weights are one more copy of the parameters.
 *
 * @param inner the optimizer that goes ahead; from now on `step` is called on Lookahead
 * @throws OptionError for an option out of range
 * @example
 * const optimizer = new Lookahead(new Adam(model.parameters(), { lr: 1e-3 }), { k: 5, alpha: 0.5 })
 */
export class Lookahead<O extends GroupOptions> extends WrapperOptimizer<O> {
  readonly k: number
  readonly alpha: number

  constructor(inner: WrapperOptimizer<O>['inner'], options: LookaheadOptions = {}) {
    super('Lookahead', inner)
    checkOptions('Lookahead', options, { k: wholeNumber({ min: 1 }), alpha: number({ above: 0, max: 1 }) })
    this.k = options.k ?? 5
    this.alpha = options.alpha ?? 0.5
    this.shared.sinceSync = 0
  }

  protected override advance<L extends Loss>(closure?: () => L): L | undefined {
    const loss = closure?.()
    const moving = this.moving()
    const start = moving.filter((p) => this.states.get(p)?.slots.slow === undefined)
    const slow = new Map<Tensor, Tensor>(start.map((p) => [p, copyOf(p)]))
    this.inner.step()
    for (const [p, copy] of slow) this.states.get(p)!.slots.slow = copy
    if (++this.shared.sinceSync! < this.k) return loss
    this.shared.sinceSync = 0
    for (const [p, { slots }] of this.states) {
      if (slots.slow === undefined || p.size === 0) continue
      step(RULES.average, 0, p.size, [slots.slow, p], { grow: this.alpha })
      p.data.set(slots.slow.data)
      p.storage.touch()
    }
    return loss
  }
}
