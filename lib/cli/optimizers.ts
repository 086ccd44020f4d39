// Optimizers and landscapes by name on a command line: `sgd:1e-3:momentum=0.9`. Called by plot.ts and race.ts.
import { OptionError } from '../errors.ts'
import {
  ackley,
  beale,
  himmelblau,
  type Landscape,
  pathological,
  rastrigin,
  rosenbrock,
  trimodal
} from '../landscapes/index.ts'
import * as optim from '../optim/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { nearest, show } from '../util/options.ts'

/** An optimizer as it was asked for. */
export interface Entrant {
  readonly label: string
  /** Undefined where it is left open. */
  readonly lr: number | undefined
  make(params: readonly Tensor[], lr?: number): optim.Optimizer
}

type Class = new (params: readonly Tensor[], options: object) => optim.Optimizer

// Every class of thalweg/optim that is made from parameters and options, by its name in lower case.
const CLASSES = new Map(
  Object.entries(optim).flatMap(([name, value]): [string, Class][] =>
    typeof value === 'function' && value.prototype instanceof optim.Optimizer
      ? [[name.toLowerCase(), value as unknown as Class]]
      : []
  )
)

/** Reads `name[:lr][:option=value]...`, several separated by commas. */
export function entrantsOf(call: string, text: string): Entrant[] {
  return text.split(',').map((spec) => entrantOf(call, spec.trim()))
}

function entrantOf(call: string, spec: string): Entrant {
  const [name = '', ...parts] = spec.split(':')
  const Named = CLASSES.get(name.toLowerCase())
  if (Named === undefined) {
    const near = nearest(name, [...CLASSES.keys()])
    const hint = near === null ? `there are ${[...CLASSES.keys()].join(', ')}` : `did you mean ${near}?`
    throw new OptionError(`${call}: unknown optimizer ${show(name)}; ${hint}`)
  }
  const options: Record<string, number | boolean> = {}
  for (const part of parts) {
    const [key, value] = part.includes('=') ? (part.split('=', 2) as [string, string]) : ['lr', part]
    const read = value === 'true' ? true : value === 'false' ? false : Number(value)
    if (value.trim() === '' || Number.isNaN(read)) {
      throw new OptionError(`${call}: expected ${show(spec)} to be name:lr:option=number but received ${show(part)}`)
    }
    options[key] = read
  }
  const { lr, ...rest } = options
  return {
    label: spec,
    lr: lr as number | undefined,
    make: (params, rate = lr as number | undefined) =>
      new Named(params, rate === undefined ? rest : { ...rest, lr: rate })
  }
}

const LANDSCAPES: Record<string, Landscape> = {
  rosenbrock,
  pathological,
  trimodal,
  beale,
  himmelblau,
  rastrigin,
  ackley
}

/** The one landscape of thalweg/landscapes that a command line names. */
export function landscapeOf(call: string, [name, ...more]: readonly string[]): Landscape {
  if (more.length > 0) {
    throw new OptionError(`${call}: expected one landscape but received ${[name, ...more].join(' ')}`)
  }
  if (name !== undefined && Object.hasOwn(LANDSCAPES, name)) return LANDSCAPES[name]!
  const names = Object.keys(LANDSCAPES)
  const near = nearest(name ?? '', names)
  const hint = near === null ? `there are ${names.join(', ')}` : `did you mean ${near}?`
  throw new OptionError(`${call}: expected a landscape but received ${show(name)}; ${hint}`)
}
