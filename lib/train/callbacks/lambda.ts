// Lambda: a callback of functions.
import { checkOptions, defined } from '../../util/options.ts'
import type { Callback } from '../events.ts'
import { CALLBACK_RULES } from '../options.ts'

/**
 * A callback made of functions. An object literal works the same way and may have other fields; this class
 * rejects every name that a callback does not have.
 *
 * @param handlers name, key, variant, last, logger, onFitStart, onStep, onEpoch, onRollBack, onFitEnd, onError,
 *   onLoss, onGradients, onPhase, stateDict, loadStateDict, as in Callback
 * @throws OptionError
 * @example
 * const losses = []
 * await trainer.fit(loader, { steps: 2, callbacks: [new Lambda({ onStep: ({ loss }) => void losses.push(loss) })] })
 */
export class Lambda implements Callback {
  declare readonly name: string
  declare readonly key?: string
  declare readonly variant?: string
  declare readonly last?: boolean
  declare readonly logger?: NonNullable<Callback['logger']>
  declare readonly onFitStart?: NonNullable<Callback['onFitStart']>
  declare readonly onStep?: NonNullable<Callback['onStep']>
  declare readonly onEpoch?: NonNullable<Callback['onEpoch']>
  declare readonly onRollBack?: NonNullable<Callback['onRollBack']>
  declare readonly onFitEnd?: NonNullable<Callback['onFitEnd']>
  declare readonly onError?: NonNullable<Callback['onError']>
  declare readonly onLoss?: NonNullable<Callback['onLoss']>
  declare readonly onGradients?: NonNullable<Callback['onGradients']>
  declare readonly onPhase?: NonNullable<Callback['onPhase']>
  declare readonly stateDict?: NonNullable<Callback['stateDict']>
  declare readonly loadStateDict?: NonNullable<Callback['loadStateDict']>

  constructor(handlers: Callback) {
    checkOptions('Lambda', handlers, CALLBACK_RULES)
    Object.assign(this, { name: 'Lambda' }, defined(handlers))
  }
}
