// Lookahead.
import { RULES } from '../../backend/gen/optim.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { number, wholeNumber } from '../../util/options.ts'
import { step } from '../composed.ts'
import type { GroupOptions, ParamGroup } from '../groups.ts'
import type { StateShapes } from '../memory.ts'
import type { Loss } from '../optimizer.ts'
import { chosen, type OptionsOf, option } from '../options.ts'
import { copyOf } from '../state.ts'
import { WrapperOptimizer } from '../wrapper.ts'

const OPTIONS = {
  /** Steps between updates of the slow weights. Default 5. */
  k: option(5, wholeNumber({ min: 1 })),
  /** The step of the slow weights towards the fast ones, in (0, 1]. Default 0.5. */
  alpha: option(0.5, number({ above: 0, max: 1 }))
}

/** Options of Lookahead. */
export interface LookaheadOptions extends OptionsOf<typeof OPTIONS> {}

/**
 * Lookahead: any optimizer takes k steps, then slow weights follow part of the way, and the optimizer continues from
 * there (Zhang et al., "Lookahead optimizer: k steps forward, 1 step back", 2019). Its groups and schedules are
 * those of the inner optimizer; the state dict adds the slow weights.
 *
 * Formula:
 * every k steps of the inner optimizer:
 * slow = slow + alpha (W - slow)
 * W = slow
 *
 * Memory: `slow` for each element, and the inner optimizer's states.
 *
 * When to use: around SGD or Adam when results vary between runs; costs one more copy of the parameters.
 *
 * @param inner the inner optimizer; from now on call `step` on Lookahead
 * @throws OptionError for an option out of range
 * @example
 * const optimizer = new Lookahead(new Adam(model.parameters(), { lr: 1e-3 }), { k: 5, alpha: 0.5 })
 */
export class Lookahead<O extends GroupOptions> extends WrapperOptimizer<O> {
  readonly k: number
  readonly alpha: number

  constructor(inner: WrapperOptimizer<O>['inner'], options: LookaheadOptions = {}) {
    super('Lookahead', inner)
    ;({ k: this.k, alpha: this.alpha } = chosen('Lookahead', options, OPTIONS))
    this.shared.sinceSync = 0
  }

  override stateShapes(shape: readonly number[], group: ParamGroup<O>): StateShapes {
    return { ...super.stateShapes(shape, group), slow: { shape } }
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
      step(RULES.average, 0, p.size, [slots.slow, p], { weight: this.alpha })
      p.data.set(slots.slow.data)
      p.storage.touch()
    }
    return loss
  }
}
