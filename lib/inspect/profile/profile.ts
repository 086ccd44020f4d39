// profile: where the time and memory of a training step go. Restores the training state afterwards.
import { writeFile } from 'node:fs/promises'
import { CallbackList } from '../../train/callbackList.ts'
import type { Callback, Loader } from '../../train/events.ts'
import { checkLoader } from '../../train/options.ts'
import type { Run } from '../../train/run.ts'
import { copyTree, type EndlessBatch, endless } from '../../train/state.ts'
import type { StepResult, TrainStep } from '../../train/step.ts'
import { Trainer } from '../../train/trainer.ts'
import { yieldToEventLoop } from '../../util/eventLoop.ts'
import { arrayOf, checkOptions, checkValue, mismatch, rule, text, wholeNumber } from '../../util/options.ts'
import { busyText, type Clocked } from '../clock/clock.ts'
import { Probe } from '../clock/probe.ts'
import { timingOf } from '../clock/steady.ts'
import { adviceOf, type Bottleneck, bottleneckOf, type Facts } from './advice.ts'
import { type MachineLimits, machineLimits } from './machine.ts'
import { PHASES, Recorder, type TraceEvent, type Work } from './recorder.ts'
import { reportOf } from './report.ts'
import type { KernelProfile, LayerProfile, MemoryProfile, PhaseProfile } from './types.ts'

/** Options of profile. */
export interface ProfileOptions {
  /** Steps to measure, >= 1; as many more are timed without instrumentation. Default 10. */
  steps?: number | undefined
  /** Warm-up steps, which fill caches and let the engine compile. Default 5. */
  warmup?: number | undefined
  /** Notified of each step, so that their time is measured; what they write stays. Default none. */
  callbacks?: readonly Callback[] | undefined
}

/** A trace for chrome://tracing and Perfetto. */
export interface ChromeTrace {
  readonly traceEvents: readonly TraceEvent[]
  readonly displayTimeUnit: 'ms'
}

/** Where the time and memory of a training step go; prints as a report. Times are seconds per step. */
export class Profile {
  readonly steps: number
  /** The mean per step. */
  readonly samples: number
  /** The median step without instrumentation, including data and callbacks. */
  readonly seconds: number
  readonly samplesPerSecond: number
  /** A step with instrumentation: the sum of the phases. */
  readonly watchedSeconds: number
  /** In the order in which they run. */
  readonly phases: readonly PhaseProfile[]
  /** The slowest first. */
  readonly layers: readonly LayerProfile[]
  /** The slowest first. */
  readonly kernels: readonly KernelProfile[]
  readonly memory: MemoryProfile
  readonly machine: MachineLimits
  /** Whether other programs disturbed the measurement: then times and shares say little. */
  readonly busy: boolean
  /** The ± of `seconds`, as a share. */
  readonly noise: number
  readonly bottleneck: Bottleneck
  /** What to do about it, the most important first. */
  readonly advice: readonly string[]
  readonly #events: readonly TraceEvent[]

  /** @internal */
  constructor(steps: number, recorder: Recorder, plain: Timed, memory: Omit<MemoryProfile, 'scopes'>) {
    this.steps = steps
    this.samples = plain.samples / steps
    this.seconds = plain.seconds
    this.samplesPerSecond = plain.seconds > 0 ? this.samples / plain.seconds : 0
    const all = PHASES.reduce((sum, name) => sum + recorder.phases[name].time, 0)
    this.watchedSeconds = all / 1e3 / steps
    const each = (time: number): { seconds: number; share: number } => ({
      seconds: time / 1e3 / steps,
      share: all > 0 ? time / all : 0
    })
    this.phases = PHASES.map((name) => {
      const { time, peak, work } = recorder.phases[name]
      return { name, ...each(time), peak, ...rates(steps, work) }
    })
    this.layers = [...recorder.layers.values()]
      .map(({ path, kind, forward, backward, memory: kept, forwardWork, backwardWork }) => ({
        path,
        kind,
        forward: forward / 1e3 / steps,
        backward: backward / 1e3 / steps,
        share: each(forward + backward).share,
        memory: kept / steps,
        ...rates(steps, forwardWork, backwardWork)
      }))
      .sort((a, b) => b.share - a.share)
    this.kernels = Array.from(recorder.kernels, ([name, work]) => ({
      name,
      ...each(work.time),
      ...rates(steps, work)
    })).sort((a, b) => b.seconds - a.seconds)
    this.memory = { ...memory, scopes: recorder.peak }
    this.machine = machineLimits()
    this.busy = plain.busy
    this.noise = plain.noise
    const facts: Facts = {
      ...this.#kernelsOfSteps(recorder),
      step: this.seconds,
      phases: this.phases,
      layers: this.layers,
      memory: this.memory,
      machine: this.machine,
      busy: busyText(this)
    }
    this.bottleneck = bottleneckOf(facts)
    this.advice = adviceOf(facts, this.bottleneck)
    this.#events = recorder.events
  }

  #kernelsOfSteps({ phases }: Recorder): { kernelTime: number; kernelCalls: number } {
    const works = PHASES.filter((name) => name !== 'data' && name !== 'callbacks').map((name) => phases[name].work)
    const sum = (of: (work: Work) => number): number => works.reduce((n, work) => n + of(work), 0) / this.steps
    return { kernelTime: sum(({ time }) => time) / 1e3, kernelCalls: sum(({ calls }) => calls) }
  }

  /**
   * The steps as Chrome's trace format: phases, modules and kernels, one within the other, and the memory of scopes.
   */
  trace(): ChromeTrace {
    const named = (name: string, value: string): TraceEvent => ({
      name,
      cat: '__metadata',
      ph: 'M',
      ts: 0,
      pid: 1,
      tid: 1,
      args: { name: value }
    })
    const head = [named('process_name', 'thalweg'), named('thread_name', 'training')]
    return { traceEvents: [...head, ...this.#events], displayTimeUnit: 'ms' }
  }

  /**
   * Writes the trace as JSON, for chrome://tracing and https://ui.perfetto.dev.
   *
   * @throws the errors of node:fs
   */
  async saveTrace(path: string): Promise<void> {
    checkValue('Profile.saveTrace', 'path', path, text)
    await writeFile(path, JSON.stringify(this.trace()))
  }

  /** Tables of phases, layers and kernels, the memory, the machine, the bottleneck and the advice. */
  toString(): string {
    return reportOf(this)
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

function rates(
  steps: number,
  ...works: readonly Work[]
): { calls: number; flopsPerSecond: number; bytesPerSecond: number } {
  const sum = (of: (work: Work) => number): number => works.reduce((n, work) => n + of(work), 0)
  const seconds = sum(({ time }) => time) / 1e3
  return {
    calls: sum(({ calls }) => calls) / steps,
    flopsPerSecond: seconds > 0 ? sum(({ flops }) => flops) / seconds : 0,
    bytesPerSecond: seconds > 0 ? sum(({ bytes }) => bytes) / seconds : 0
  }
}

/** Steps that were timed as a whole: the median of their times, the sum of their samples. */
interface Timed extends Pick<Clocked, 'busy' | 'noise'> {
  readonly seconds: number
  readonly samples: number
}

// How often disturbed steps are timed.
const ATTEMPTS = 3

const OPTIONS = {
  steps: wholeNumber({ min: 1 }),
  warmup: wholeNumber({ min: 0 }),
  callbacks: arrayOf(rule('a callback', (v) => typeof v === 'object' && v !== null))
}

/**
 * Measures training steps: time, memory and rates of each phase, layer and kernel, and what follows from
 * them. Weights, optimizer, averages, random numbers, gradients and the loader's place are restored afterwards, to the
 * bit; the history gets no rows. A loader without state() and setState() must be iterable more than once.
 *
 * @param trainer must not be inside an epoch of a fit
 * @param loader as for fit
 * @param options steps (default 10), warmup (default 5), callbacks
 * @throws OptionError; DataError without batches; what the model throws
 * @example
 * const result = await profile(trainer, loader, { steps: 2 })
 * result.bottleneck.kind // 'calls' for a model as small as this one
 * console.log(`${result}`)
 * await result.saveTrace('trace.json')
 */
export async function profile(trainer: Trainer, loader: Loader, options: ProfileOptions = {}): Promise<Profile> {
  if (!(trainer instanceof Trainer)) throw mismatch('profile', 'trainer', 'a Trainer', trainer)
  checkLoader('profile', loader)
  checkOptions('profile', options, OPTIONS)
  const { steps = 10, warmup = 5, callbacks = [] } = options
  return trainer.dryRun('profile', loader, (run) =>
    withCallbacks(trainer, run, callbacks, async (tell) => {
      const source = { run, batches: endless('profile', loader), tell }
      try {
        await timed(source, warmup)
        const plain = await steadily(source, steps)
        const recorder = await watched(source, steps)
        return new Profile(steps, recorder, plain, memoryOf(run.step))
      } finally {
        await source.batches.return(undefined as never)
      }
    })
  )
}

type Tell = (result: StepResult, dataSeconds: number, stepSeconds: number) => Promise<void>

interface Source {
  readonly run: Run
  readonly batches: AsyncGenerator<EndlessBatch, never>
  readonly tell: Tell
}

// Notifies callbacks of steps, which count from 1; their state is restored afterwards.
async function withCallbacks<R>(
  trainer: Trainer,
  { step, meter, exclusive }: Run,
  callbacks: readonly Callback[],
  body: (tell: Tell) => Promise<R>
): Promise<R> {
  const list = new CallbackList(callbacks, 'profile')
  const states = copyTree(list.states()) as ReturnType<CallbackList['states']>
  let count = 0
  meter.reset()
  step.onLoss = list.losses(trainer)
  step.onGradients = list.gradients(trainer)
  const tell: Tell = async (result, dataSeconds, stepSeconds) => {
    const place = { epoch: 1, batch: ++count, step: count, learningRate: step.optimizer.paramGroups[0]!.lr }
    exclusive.awaited = true
    try {
      await list.tell({ type: 'step', ...place, ...result, dataSeconds, stepSeconds }, trainer)
    } finally {
      exclusive.awaited = false
    }
  }
  try {
    return await body(tell)
  } finally {
    list.setStates(states, trainer)
  }
}

// Disturbed steps are timed again; the steadiest attempt counts.
async function steadily(source: Source, steps: number): Promise<Timed> {
  let best = await timed(source, steps)
  for (let attempt = 1; attempt < ATTEMPTS && best.busy; attempt++) {
    const next = await timed(source, steps)
    if (!next.busy || next.noise < best.noise) best = next
  }
  return best
}

async function timed({ run, batches, tell }: Source, steps: number): Promise<Timed> {
  const times: number[] = []
  const probe = new Probe()
  let samples = 0
  for (let k = 0; k < steps; k++) {
    probe.take()
    const began = performance.now()
    const { batch, last } = (await batches.next()).value
    const ready = performance.now()
    const result = run.tryBatch(batch, last)
    await tell(result, (ready - began) / 1e3, (performance.now() - ready) / 1e3)
    times.push((performance.now() - began) / 1e3)
    samples += result.samples
    if (last) run.meter.reset()
    await yieldToEventLoop()
  }
  const { seconds, spread } = timingOf('step', times.length === 0 ? [0] : times, 1, 1)
  // Steps differ (the last batch of an epoch, collections of garbage): their spread alone does not mean a busy machine.
  return { seconds, samples, noise: spread / 2, busy: probe.result().busy }
}

async function watched({ run, batches, tell }: Source, steps: number): Promise<Recorder> {
  const { step, meter } = run
  const recorder = new Recorder(step.model)
  step.onPhase = recorder.phase
  try {
    for (let k = 0; k < steps; k++) {
      const began = performance.now()
      recorder.start('data')
      const { batch, last } = (await batches.next()).value
      const ready = performance.now()
      const result = recorder.watch(() => run.tryBatch(batch, last))
      recorder.phase('callbacks')
      await tell(result, (ready - began) / 1e3, (performance.now() - ready) / 1e3)
      recorder.stop()
      if (last) meter.reset()
      await yieldToEventLoop()
    }
  } finally {
    step.onPhase = null
  }
  return recorder
}

// Gradients are cleared after each step, but their buffers stay.
function memoryOf({ optimizer }: TrainStep): Omit<MemoryProfile, 'scopes'> {
  const { parameters, states } = optimizer.memory()
  return { parameters, gradients: parameters, states: Object.values(states).reduce((sum, bytes) => sum + bytes, 0) }
}
