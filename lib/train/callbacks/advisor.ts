// Advisor: says in a sentence what goes wrong in a run while it trains, and may act on it. The conclusions are in advice/.
import type { Tensor } from '../../tensor/tensor.ts'
import {
  boolean,
  checkOptions,
  defined,
  either,
  mismatch,
  number,
  oneOf,
  rule,
  unknownName,
  wholeNumber
} from '../../util/options.ts'
import { stateName } from '../callbackList.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, StepEvent } from '../events.ts'
import type { RunState } from '../state.ts'
import type { Trainer } from '../trainer.ts'
import { dataStarved, deadLayer, frozenState, type Times, type ValidationState, Validations } from './advice/learned.ts'
import { Losses, type LossState, newLossState } from './advice/losses.ts'
import { type Advice, type FindingKind, show } from './advice/text.ts'
import { Before, DeadUnits, gradientsOf } from './gradients.ts'
import { OptimizerSwitch } from './optimizerSwitch.ts'

/** How an Advisor acts on a finding. */
export type AdvisorAction = 'lowerLr' | 'rollBack' | 'switchOptimizer'

/** What an Advisor has found. */
export interface Finding {
  readonly kind: FindingKind
  readonly epoch: number
  readonly step: number
  /** A sentence with the numbers that it follows from. */
  readonly text: string
  /** What was done about it. */
  readonly action?: AdvisorAction | undefined
}

/** Options of Advisor. */
export interface AdvisorOptions {
  /** Optimizer steps from one look to the next, a whole number >= 10. Default 50. */
  every?: number | undefined
  /**
   * Whether to act: the action by finding, or true for { divergence: 'rollBack', frozenState: 'rollBack', oscillation:
   * 'lowerLr' } and, with optimizerSwitch, { plateau: 'switchOptimizer' }; none for dataStarved. Default false: it only
   * reports.
   */
  act?: boolean | Partial<Record<FindingKind, AdvisorAction | undefined>> | undefined
  /** The factor on the learning rates of 'lowerLr' and 'rollBack', above 0 and below 1. Default 0.5. */
  lrFactor?: number | undefined
  /** The most actions of a run, a whole number >= 1. Default 3. */
  maxActions?: number | undefined
  /** What 'switchOptimizer' switches; it must be among the callbacks. */
  optimizerSwitch?: OptimizerSwitch | undefined
  /** A mean loss above so many times the best is a divergence, > 1. Default 3. */
  divergenceFactor?: number | undefined
  /** A loss so many median deviations above the median is a spike, > 0. Default 6. */
  spikeFactor?: number | undefined
  /** Where it writes its findings; null: only to the loggers. Default process.stderr. */
  stream?: { write(text: string): unknown } | null | undefined
}

const KINDS: readonly FindingKind[] = [
  'oscillation',
  'plateau',
  'divergence',
  'spike',
  'overfitting',
  'deadLayer',
  'frozenState',
  'dataStarved'
]
const action = oneOf('lowerLr', 'rollBack', 'switchOptimizer')
const RULES = {
  every: wholeNumber({ min: 10 }),
  act: either(
    boolean,
    rule("an object such as { divergence: 'rollBack' }", (v) => typeof v === 'object' && v !== null)
  ),
  lrFactor: number({ above: 0, below: 1 }),
  maxActions: wholeNumber({ min: 1 }),
  optimizerSwitch: rule('an OptimizerSwitch', (v) => v instanceof OptimizerSwitch),
  divergenceFactor: number({ above: 1 }),
  spikeFactor: number({ above: 0 }),
  stream: rule(
    'something with write(), or null',
    (v) => v === null || typeof (v as { write?: unknown }).write === 'function'
  )
}
// Looks in a row at which a unit gets no gradient before it counts as dead.
const DEAD_LOOKS = 3
// How many update ratios are kept, those of the latest looks.
const RATIOS = 5
const DEFAULTS = { every: 50, lrFactor: 0.5, maxActions: 3, divergenceFactor: 3, spikeFactor: 6 }

interface State {
  findings: Finding[]
  said: FindingKind[]
  actions: number
  lowered: number
  losses: LossState
  validations: ValidationState
  ratios: number[]
  largest: { step: number; loss: number } | null
  silent: Record<string, Tensor>
}

/**
 * Watches a run and says, each kind once, what goes wrong, in a sentence with the numbers of this run. The texts also go to
 * the loggers, as `advisor/spike` and so on, and to the alarms of a live page.
 *
 * - `spike`: a loss more than `spikeFactor` median deviations above the median of the window before (`every` steps);
 * - `divergence`: a window's mean is finite, but above `divergenceFactor` times the best one, with half of the gain lost;
 * - `oscillation`: 85 % of the changes of the smoothed loss turn, by 5 % of it, and the mean does not fall;
 * - `plateau`: less than 1 % better over four windows: the steps are too small (they change the weights by less than 1e-5
 *   of their norm), or the loss is at a floor;
 * - `overfitting`: three validations in a row are more than 1 % worse than the best while trainLoss fell;
 * - `deadLayer`: no gradient reaches 90 % of the units of a linear or convolutional layer, three looks in a row;
 * - `frozenState`: numbers of the optimizer's state are infinite, for example after one batch of huge finite features;
 * - `dataStarved`: half of the time or more is spent waiting for batches.
 *
 * With `act` it lowers the learning rates, rolls the run back to its best window and lowers them, or lets an OptimizerSwitch
 * switch. The state to roll back to is kept in memory, like that of GradientMonitor: a killed run has none until its next
 * best window. Everything else is part of checkpoints. A look takes as long as a row of GradientMonitor.
 *
 * @param options every, act, lrFactor, maxActions, optimizerSwitch, divergenceFactor, spikeFactor, stream
 * @throws OptionError
 * @example
 * const advisor = new Advisor({ every: 10, stream: null })
 * await trainer.fit(loader, { steps: 20, callbacks: [advisor] })
 * advisor.findings.map(({ kind, step, text }) => `${kind} at step ${step}: ${text}`)
 */
export class Advisor implements Callback {
  readonly name = 'Advisor'
  readonly variant: string
  readonly last = true
  /** What was found, the first one first. */
  findings: Finding[] = []
  /** How many times it acted. */
  actions = 0
  readonly #options: AdvisorOptions & typeof DEFAULTS
  readonly #act: Partial<Record<FindingKind, AdvisorAction | undefined>>
  readonly #losses = new Losses()
  readonly #validations = new Validations()
  readonly #dead = new DeadUnits(DEAD_LOOKS)
  #said = new Set<FindingKind>()
  // How many times it lowered the learning rates.
  #lowered = 0
  #ratios: number[] = []
  #largest: { step: number; loss: number } | null = null
  #times = noTimes()
  // Of the step that is looked at, before it is made.
  #before: Before | null = null
  #found: Advice[] = []
  // The state of the best window, and during a way back how many lowerings it does not have.
  #kept: RunState | null = null
  #again: number | null = null

  constructor(options: AdvisorOptions = {}) {
    checkOptions('Advisor', options, RULES)
    const { act = false, optimizerSwitch } = options
    this.#options = { ...DEFAULTS, ...defined(options) }
    this.variant = `every ${this.#options.every}`
    this.#act = typeof act === 'object' ? act : act ? defaultActions(optimizerSwitch) : {}
    for (const [kind, how] of Object.entries(this.#act)) {
      if (!KINDS.includes(kind as FindingKind)) throw unknownName('Advisor: act', kind, KINDS)
      // Times differ from run to run, and between ranks: what changes a run must not depend on them.
      if (kind === 'dataStarved') throw mismatch('Advisor', 'act.dataStarved', 'absent, because no action helps', how)
      if (how !== undefined && !action.test(how)) throw mismatch('Advisor', `act.${kind}`, action.expected, how)
      if (how === 'switchOptimizer' && optimizerSwitch === undefined) {
        throw mismatch('Advisor', 'optimizerSwitch', "an OptimizerSwitch, which 'switchOptimizer' needs,", undefined)
      }
    }
  }

  async onFitStart({ resumed, batches }: FitStartEvent, trainer: Trainer): Promise<void> {
    if (!resumed) this.#setState(EMPTY())
    this.#losses.batches = batches
    this.#forget()
    await this.#keep(trainer)
  }

  // What belongs to the steps since the last look.
  #forget(): void {
    this.#times = noTimes()
    this.#before = null
    this.#found = []
    this.#again = null
  }

  onGradients(trainer: Trainer): undefined {
    this.#before = null
    const step = trainer.step + 1
    if (step % this.#options.every !== 0) return
    this.#before = new Before(gradientsOf(trainer.optimizer))
    this.#find(deadLayer(this.#dead.look(trainer.model), DEAD_LOOKS, step))
  }

  async onStep(event: StepEvent, trainer: Trainer): Promise<void> {
    const { step, batch, loss, skipped, updated, dataSeconds, stepSeconds, metrics } = event
    this.#times.data += dataSeconds
    this.#times.step += stepSeconds
    this.#times.batches++
    if (!skipped && Number.isFinite(loss)) {
      if (this.#largest === null || loss > this.#largest.loss) this.#largest = { step, loss }
      this.#find(this.#losses.spike(step, loss, this.#options.spikeFactor))
      this.#losses.add(step, batch, loss)
    }
    if (metrics !== undefined) this.#find(this.#validations.look(metrics))
    const isBest = updated && step % this.#options.every === 0 && this.#look(event, trainer)
    await this.#answer(event, trainer, isBest)
  }

  // Looks at the window that ends here; returns whether it is the best one.
  #look({ step, learningRate }: StepEvent, trainer: Trainer): boolean {
    const ratio = this.#before?.ratios('global').updateRatio
    if (ratio !== undefined && Number.isFinite(ratio)) this.#ratios = [...this.#ratios, ratio].slice(-RATIOS)
    this.#before = null
    const window = this.#losses.close(step)
    if (window !== null) {
      const ratio = this.#ratios.length === 0 ? null : Math.max(...this.#ratios)
      const strongest =
        this.#losses.divergence(this.#options.divergenceFactor, learningRate) ??
        this.#losses.oscillation(learningRate) ??
        this.#losses.plateau(learningRate, ratio)
      this.#find(strongest)
    }
    // Reads the whole state, so only until it has been said.
    if (!this.#said.has('frozenState')) this.#find(frozenState(trainer, this.#largest))
    this.#find(dataStarved(this.#times, step))
    this.#largest = null
    this.#times = noTimes()
    return window !== null && this.#losses.state.best === window
  }

  async onEpoch({ epoch, step, metrics }: EpochEvent, trainer: Trainer): Promise<void> {
    this.#find(this.#validations.look(metrics))
    await this.#answer({ epoch, step }, trainer, false)
  }

  #find(advice: Advice | null): void {
    if (advice === null || this.#said.has(advice.kind)) return
    this.#said.add(advice.kind)
    this.#found.push(advice)
  }

  // Says what was found, acts on the first that asks for it, and keeps a state in which nothing was found. Slow data say
  // nothing about a state, and a run must not depend on the clock.
  async #answer(place: { epoch: number; step: number }, trainer: Trainer, isBest: boolean): Promise<void> {
    const found = this.#found
    this.#found = []
    let acted = false
    for (const advice of found) {
      const how: AdvisorAction | undefined = acted ? undefined : this.#actionFor(advice.kind)
      acted ||= how !== undefined
      this.#say(advice, place, how, trainer)
      if (how !== undefined) this.#do(advice.kind, how, trainer)
    }
    if (isBest && found.every(({ kind }) => kind === 'dataStarved')) await this.#keep(trainer)
  }

  #actionFor(kind: FindingKind): AdvisorAction | undefined {
    const how = this.#act[kind]
    if (how === undefined || this.actions >= this.#options.maxActions) return undefined
    if (how === 'switchOptimizer' && this.#options.optimizerSwitch!.switched) return undefined
    return how === 'rollBack' && this.#kept === null ? 'lowerLr' : how
  }

  #say({ kind, text }: Advice, { epoch, step }: Row, how: AdvisorAction | undefined, trainer: Trainer): void {
    const lr = trainer.optimizer.paramGroups[0]!.lr
    const done = how === undefined ? '' : ` Done: ${this.#describe(how, lr)}.`
    const finding = { kind, epoch: epoch!, step: step!, text: `${text}.${done}` }
    this.findings = [...this.findings, how === undefined ? finding : { ...finding, action: how }]
    const { stream = process.stderr } = this.#options
    if (trainer.writes) stream?.write(`Advisor: step ${step}, ${kind}: ${finding.text}\n`)
    trainer.log({ [`advisor/${kind}`]: finding.text })
  }

  #describe(how: AdvisorAction, lr: number): string {
    if (how === 'switchOptimizer') return 'another optimizer takes over'
    const lower = `the learning rate is now ${show(lr * this.#options.lrFactor)}`
    return how === 'lowerLr' ? lower : `back to step ${this.#kept!.position.step}, with a lower learning rate`
  }

  #do(kind: FindingKind, how: AdvisorAction, trainer: Trainer): void {
    this.actions++
    // It may be found again, and acted on, after what is done now.
    this.#said.delete(kind)
    this.#losses.restart()
    if (how === 'switchOptimizer') this.#options.optimizerSwitch!.switchNow(trainer)
    else {
      this.#lowered++
      if (how === 'lowerLr') trainer.scaleLearningRate(this.#options.lrFactor)
      else {
        const kept = this.#kept!.callbacks[stateName(this)] as unknown as State | undefined
        this.#again = this.#lowered - (kept?.lowered ?? 0)
        trainer.rollBack(this.#kept!)
      }
    }
  }

  async #keep(trainer: Trainer): Promise<void> {
    if (Object.values(this.#act).includes('rollBack')) this.#kept = await trainer.ownSnapshot()
  }

  onRollBack(_: unknown, trainer: Trainer): void {
    for (let k = 0; k < (this.#again ?? 0); k++) trainer.scaleLearningRate(this.#options.lrFactor)
    this.#forget()
  }

  stateDict(): Record<string, unknown> {
    const state: State = {
      findings: this.findings,
      said: [...this.#said],
      actions: this.actions,
      lowered: this.#lowered,
      losses: structuredClone(this.#losses.state),
      validations: structuredClone(this.#validations.state),
      ratios: this.#ratios,
      largest: this.#largest,
      silent: this.#dead.state()
    }
    return { ...state }
  }

  loadStateDict(state: State): void {
    // A way back keeps what led to it: what was said, and how often it acted.
    const { findings, actions } = this
    const [said, lowered] = [this.#said, this.#lowered]
    this.#setState(state)
    if (this.#again === null) return
    this.findings = findings
    this.actions = actions
    this.#said = said
    this.#lowered = lowered
  }

  #setState({ findings, said, actions, lowered, losses, validations, ratios, largest, silent }: State): void {
    this.findings = findings
    this.actions = actions
    this.#said = new Set(said)
    this.#lowered = lowered
    this.#losses.state = structuredClone(losses)
    this.#validations.state = structuredClone(validations)
    this.#ratios = ratios
    this.#largest = largest
    this.#dead.setState(silent)
  }
}

const EMPTY = (): State => ({
  findings: [],
  said: [],
  actions: 0,
  lowered: 0,
  losses: newLossState(),
  validations: { best: null, since: 0 },
  ratios: [],
  largest: null,
  silent: {}
})

function defaultActions(optimizerSwitch: OptimizerSwitch | undefined): Partial<Record<FindingKind, AdvisorAction>> {
  const own = { divergence: 'rollBack', frozenState: 'rollBack', oscillation: 'lowerLr' } as const
  return optimizerSwitch === undefined ? own : { ...own, plateau: 'switchOptimizer' }
}

const noTimes = (): Times => ({ data: 0, step: 0, batches: 0 })
