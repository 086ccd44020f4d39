// `thalweg race`: which optimizer first comes close to the lowest value and stays there, each with the rate that suits it best.
// Called by main.ts.
import { OptionError } from '../errors.ts'
import type { Landscape } from '../landscapes/index.ts'
import { plotTrajectories } from '../plot/index.ts'
import { table } from '../report/table.ts'
import { logUniform, search } from '../search/index.ts'
import { tensor } from '../tensor/create.ts'
import { type Minimized, minimize } from '../train/index.ts'
import { describeFlags, helpFlag, numberFlag, readFlags, textFlag } from '../util/flags.ts'
import { number, wholeNumber } from '../util/options.ts'
import type { Output } from './main.ts'
import { type Entrant, entrantsOf, landscapeOf } from './optimizers.ts'
import { OUT, show } from './plot.ts'

const DEFAULT = 'sgd,sgd:momentum=0.9,rmsprop,adagrad,adam,nadam,radam,adamax,rprop'

const FLAGS = {
  within: numberFlag('X', number({ above: 0 }), 'how far above the lowest value; default 1e-2'),
  optimizers: textFlag('A,B', `default ${DEFAULT}; a rate, as in adam:0.9, is not tuned`),
  steps: numberFlag('N', wholeNumber({ min: 1, max: 1e6 }), 'of each run; default 300'),
  trials: numberFlag('N', wholeNumber({ min: 1 }), 'rates that are tried for each optimizer; default 20'),
  seed: numberFlag('N', wholeNumber({ min: 0 }), 'of the rates that are tried; default 0'),
  out: { ...OUT, help: 'a picture of the race: .svg, .html, .txt or .png; default none' },
  help: helpFlag
}

const HELP = `Usage: thalweg race <landscape> [flags]

Runs optimizers from the landscape's start and ranks them by the first step from which on all values are close
to the lowest one. Learning rates are tuned by a search, each on the same number of trials.

${describeFlags(FLAGS)}`

/** A value this far above the lowest ends a run. */
const FAR = 1e6

/** A run that has ended. */
interface Finish {
  readonly label: string
  readonly lr: number
  /** The first step from which on every value is close; null when the last one is not. */
  readonly step: number | null
  /** How far the last value is above the lowest. */
  readonly above: number
  readonly run: Minimized
}

interface Course {
  readonly fn: Landscape
  readonly lowest: number
  readonly within: number
  readonly steps: number
}

/** Runs the command; returns the exit code. */
export async function race(args: readonly string[], output: Output): Promise<number> {
  const call = 'thalweg race'
  const { values, positionals } = readFlags(call, args, FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  const fn = landscapeOf(call, positionals)
  if (fn.minima.length === 0)
    throw new OptionError(`${call}: expected a landscape with a minimum but ${fn.name} has none`)
  const { within = 1e-2, steps = 300, trials = 20, seed = 0, optimizers = DEFAULT, out } = values
  const course = { fn, lowest: lowestOf(fn), within, steps }
  const finishes: Finish[] = []
  for (const entrant of entrantsOf(call, optimizers)) {
    finishes.push(run(course, entrant, entrant.lr ?? (await tuned(course, entrant, trials, seed))))
  }
  finishes.sort((a, b) => score(a, steps) - score(b, steps))
  output.out(`${fn.name}: the first of ${steps} steps from which on all values are within ${within} of the lowest\n`)
  output.out(leaderboard(finishes))
  if (out === undefined) return 0
  const results = Object.fromEntries(finishes.map((finish) => [finish.label, finish.run]))
  output.out('')
  const picture = plotTrajectories(results, { landscape: fn, animate: true, title: `Race on ${fn.name}` })
  return show(picture, { out }, output)
}

/**
 * The rate with which the optimizer arrives first. Runs that do not arrive are ranked by their last value, so that the search
 * has something to learn from.
 */
async function tuned(course: Course, entrant: Entrant, trials: number, seed: number): Promise<number> {
  const space = { lr: logUniform(1e-4, 10) }
  const objective = ({ lr }: { lr: number }): number => score(run(course, entrant, lr), course.steps)
  const { best } = await search(space, objective, { method: 'tpe', trials, seed, pruner: 'none' })
  return best!.params.lr
}

const score = ({ step, above }: Finish, steps: number): number =>
  step ?? steps + (Number.isFinite(above) ? Math.min(FAR, above) : FAR)

function run({ fn, lowest, within, steps }: Course, { label, make }: Entrant, lr: number): Finish {
  const params = fn.start.map((v) => tensor(v, { dtype: 'float64', requiresGrad: true }))
  const far = ({ loss }: { loss: number }): boolean => !(loss - lowest < FAR)
  const path = minimize(fn, { params, optimizer: (given) => make(given, lr), steps, until: far })
  const values = [...path.losses, fn(params[0]!, params[1]!).item()]
  const outside = values.findLastIndex((value) => !(value - lowest <= within))
  const step = outside === values.length - 1 ? null : outside + 1
  return { label, lr, step, above: values.at(-1)! - lowest, run: path }
}

const lowestOf = (fn: Landscape): number =>
  Math.min(...fn.minima.map(([x, y]) => fn(tensor(x, { dtype: 'float64' }), tensor(y, { dtype: 'float64' })).item()))

function leaderboard(finishes: readonly Finish[]): string {
  const rows = finishes.map(({ label, lr, step, above }, k) => [
    String(k + 1),
    label,
    String(Number(lr.toPrecision(3))),
    step === null ? 'not reached' : String(step),
    Number.isFinite(above) ? above.toExponential(2) : 'diverged'
  ])
  return table(['', 'optimizer', 'lr', 'step', 'above the lowest at the end'], rows, 2)
}
