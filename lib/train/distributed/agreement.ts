// What the ranks of a distributed run agree on: where it starts, and after each event why it ends. Called by run.ts and
// loop.ts.
import { createHash } from 'node:crypto'
import type { Call } from '../../distributed/meeting.ts'
import { DistributedError, OptionError } from '../../errors.ts'
import { getTotalNorm } from '../../optim/index.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { bytesOf } from '../../util/elements.ts'
import type { EndReason } from '../events.ts'
import type { FitPlan } from '../options.ts'
import type { Run } from '../run.ts'
import { learnedState } from '../state.ts'
import { messageOf } from './say.ts'
import type { Sharded } from './sharded.ts'

// What must be equal, by what users call it; each value is JSON.
type Facts = Readonly<Record<string, string>>

interface Start {
  readonly facts: Facts
  /** Of the weights and all other tensors of the state that each rank has. */
  readonly weights: string
  /** Of what may be divided over the ranks: the parameters that it is there for, names and shapes, elements. */
  readonly held: string
  readonly states: string
  readonly elements: string
  readonly generators: Parameters<Run['step']['random']['setState']>[0]
  readonly run: string
  readonly seconds: number
}

/**
 * The start of a fit: settings and the loader's place must be the same on all ranks; weights, averages and states of
 * rank 0 become those of all, as does the seed.
 */
export async function agreeOnStart(run: Run, sharded: Sharded, plan: FitPlan, error: unknown): Promise<void> {
  const call = 'Trainer.fit'
  if (error !== null) {
    sharded.refuse(call, await sharded.say(call, { error: messageOf(error) }), error)
  }
  const state = learnedState(run)
  const { optimizer, accumulation, ...rest } = state
  const common = tensorsOf(rest)
  const divisible = tensorsOf({ states: optimizer.state, accumulation })
  const own: Start = {
    facts: factsOf(run, sharded, plan, state),
    weights: digestOf(common),
    held: shortDigest([Object.keys(optimizer.state), Object.keys(accumulation.gradients)]),
    states: shortDigest([optimizer.state, accumulation]),
    elements: digestOf(divisible),
    generators: run.step.random.state(),
    run: run.position.run!,
    seconds: run.position.seconds
  }
  const all = await sharded.say<Start & { error?: string }>(call, own)
  sharded.refuse(call, all, null)
  const [first] = all as [Start, ...Start[]]
  // Each rank has its own when a fit continues with divided states.
  const divided = sharded.division !== null && all.some(({ held }) => held !== first.held)
  for (const [k, { facts, states }] of all.entries()) {
    const names = Object.keys(first.facts).filter((name) => facts[name] !== first.facts[name])
    const differences = names.map((name) => `${name} (${first.facts[name]} and ${facts[name]})`)
    if (!divided && states !== first.states) {
      differences.push(`the states of the optimizer (${first.states} and ${states})`)
    }
    if (differences.length > 0) {
      throw new OptionError(
        `${call}: expected the same run on all ranks but rank ${k} differs from rank 0 in ${differences.join(', ')}`
      )
    }
  }
  const differ = (of: 'weights' | 'elements'): boolean => all.some((each) => each[of] !== first[of])
  if (differ('weights')) await takeFromFirst(sharded, common)
  if (!divided && differ('elements')) await takeFromFirst(sharded, divisible)
  sharded.division?.keepOwn(run.step)
  run.step.random.setState(first.generators)
  run.position.run = first.run
  run.position.seconds = first.seconds
}

async function takeFromFirst({ world }: Sharded, tensors: readonly (readonly [string, Tensor])[]): Promise<void> {
  for (const [, t] of tensors) {
    await world.share(bytesOf(t.data))
    t.storage.touch()
  }
}

function factsOf(
  run: Run,
  { shards, division, reduceDtype }: Sharded,
  plan: FitPlan,
  state: ReturnType<typeof learnedState>
): Facts {
  const { epoch, batch, step } = run.position
  const { epochs, steps, timeLimit, shown } = plan
  const { model, scheduler, ema, totals, metrics } = state
  const { state: _, ...optimizer } = state.optimizer
  const facts = {
    shards,
    zeroRedundancy: division !== null,
    reduceDtype,
    position: { epoch, batch, step },
    'the loader': run.placeOfLoader(),
    'batches in an epoch': run.loader?.length ?? null,
    limits: [epochs, steps, timeLimit].map(String),
    validation: shown.validates,
    'the options of the Trainer': run.step.settings,
    'the model': shortDigest({ model, ema }),
    'the optimizer or its schedule': shortDigest({ optimizer, scheduler }),
    metrics: shortDigest({ totals, metrics })
  }
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value)]))
}

// Of names, shapes and numbers; not of the elements of tensors.
function shortDigest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(withoutElements(value)))
    .digest('hex')
    .slice(0, 8)
}

// JSON.stringify would take a tensor's elements, whatever its replacer says.
function withoutElements(value: unknown): unknown {
  if (value instanceof Tensor) return `${value.dtype} ${value.shape.join(' ')}`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutElements)
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutElements(each)]))
}

function tensorsOf(value: unknown, path = ''): (readonly [string, Tensor])[] {
  if (value instanceof Tensor) return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => tensorsOf(each, `${path}.${key}`))
}

function digestOf(tensors: readonly (readonly [string, Tensor])[]): string {
  const hash = createHash('sha256')
  for (const [, t] of tensors) hash.update(t.data as never)
  return hash.digest('hex')
}

// What a rank says after an event.
interface Event {
  readonly reason: EndReason | null
  readonly rollBack: string | null
  readonly seconds: number
  /** The norm of all weights, at the end of an epoch: they are equal unless somebody changes them on one rank. */
  readonly norm: number | null
  readonly error?: string
}

/**
 * After an event: a reason to end that one rank has is one of all; so is an error.
 *
 * @param compares whether the weights are compared
 * @param error that a callback or the signal threw, null for none
 */
export async function agree(run: Run, sharded: Sharded, compares: boolean, error: unknown): Promise<void> {
  if (sharded.world.size === 1 && error === null) return
  const state = run.rollBackTo
  const own: Event = {
    reason: run.endReason,
    rollBack: state === null ? null : JSON.stringify([state.position.epoch, state.position.batch, state.position.step]),
    seconds: run.position.seconds,
    norm: compares ? getTotalNorm(run.step.parameters()) : null,
    ...(error === null ? {} : { error: messageOf(error) })
  }
  // An error of the world itself cannot be told, and one of all ranks is known.
  if (error instanceof DistributedError) throw error
  const requests = sharded.division?.requests
  const all = await (requests === undefined ? sharded.say<Event>('a training step', own) : requests.settle<Event>(own))
  sharded.refuse('Trainer.fit', all, error)
  run.endReason = all.find(({ reason }) => reason !== null)?.reason ?? null
  run.position.seconds = all[0]!.seconds
  const other = all.findIndex(({ norm }) => norm !== all[0]!.norm)
  if (other >= 0) {
    throw new DistributedError(
      `Trainer.fit: expected the same weights on all ranks after an epoch but those of rank ${other} differ from those of rank 0; look for a callback or hook that changes weights or learning rates on one rank alone`
    )
  }
  if (all.some(({ rollBack }) => rollBack !== own.rollBack)) {
    throw new DistributedError(
      'Trainer.rollBack: expected all ranks to roll back to the same state; call it on every rank'
    )
  }
}

/** Runs what only rank 0 does; all ranks wait for it, and an error of it is one of all. */
export async function together(sharded: Sharded, call: Call, body: () => Promise<void>): Promise<void> {
  let failure: unknown = null
  try {
    await body()
  } catch (error) {
    failure = error
  }
  const all = await sharded.say<{ error?: string }>(call, failure === null ? {} : { error: messageOf(failure) })
  sharded.refuse(call, all, failure)
}
