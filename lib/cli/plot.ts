// `thalweg plot`: pictures of logs and landscapes, in a file or as text in the terminal. Called by main.ts.
import { basename } from 'node:path'
import { OptionError } from '../errors.ts'
import { type Picture, plotHistory, plotLandscape } from '../plot/index.ts'
import { tensor } from '../tensor/create.ts'
import { minimize } from '../train/index.ts'
import { describeFlags, type FlagValues, helpFlag, numberFlag, readFlags, textFlag } from '../util/flags.ts'
import { number, oneOf, text, wholeNumber } from '../util/options.ts'
import type { Output } from './main.ts'
import { entrantsOf, landscapeOf } from './optimizers.ts'

/** Where a picture goes; for every command that makes one. */
export const OUT = {
  value: 'FILE',
  rule: text,
  help: 'an .svg, .html, .txt or .png; default: text in the terminal',
  short: 'o'
}

const LOG_FLAGS = {
  out: OUT,
  columns: textFlag('A,B', 'what to draw; default: all that was logged'),
  x: { value: 'step|epoch', rule: oneOf('step', 'epoch'), help: 'along the bottom' },
  smooth: numberFlag('X', number({ min: 0, below: 1 }), 'the decay of a moving average'),
  log: { help: 'a logarithmic axis for losses' },
  width: numberFlag('N', wholeNumber({ min: 24, max: 400 }), 'characters of a line of text'),
  help: helpFlag
}

const LANDSCAPE_FLAGS = {
  out: OUT,
  optimizers: textFlag('A,B', 'such as sgd:1e-3:momentum=0.9,adam:0.9'),
  steps: numberFlag('N', wholeNumber({ min: 0, max: 1e6 }), 'of each optimizer; default 100'),
  points: numberFlag('N', wholeNumber({ min: 2, max: 1000 }), 'values along each side; default 50'),
  width: LOG_FLAGS.width,
  help: helpFlag
}

const HELP = `Usage: thalweg plot <log.jsonl> [more logs] [flags]
       thalweg plot landscape <name> [flags]

Draws what JsonLinesLogger wrote, several runs together; or a landscape of thalweg/landscapes with the paths
of optimizers.

Of logs:
${describeFlags(LOG_FLAGS)}

Of a landscape:
${describeFlags(LANDSCAPE_FLAGS)}`

/** Runs the command; returns the exit code. */
export async function plot(args: readonly string[], output: Output): Promise<number> {
  if (args[0] === 'landscape') return plotTerrain(args.slice(1), output)
  const call = 'thalweg plot'
  const { values, positionals } = readFlags(call, args, LOG_FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  if (positionals.length === 0) throw new OptionError(`${call}: expected the path of a log, or landscape and its name`)
  const { columns, x, smooth, log } = values
  const runs = positionals.length === 1 ? positionals[0]! : byName(positionals)
  const picture = plotHistory(runs, {
    columns: columns?.split(','),
    x: x as 'step' | 'epoch' | undefined,
    smooth,
    log
  })
  return show(picture, values, output)
}

// By file name, or by path where two files have one name.
function byName(paths: readonly string[]): Record<string, string> {
  const names = paths.map((path) => basename(path).replace(/\.jsonl$/, ''))
  const unique = new Set(names).size === names.length
  return Object.fromEntries(paths.map((path, k) => [unique ? names[k]! : path, path]))
}

async function plotTerrain(args: readonly string[], output: Output): Promise<number> {
  const call = 'thalweg plot landscape'
  const { values, positionals } = readFlags(call, args, LANDSCAPE_FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  const fn = landscapeOf(call, positionals)
  const { optimizers, steps = 100, points } = values
  const entrants = optimizers === undefined ? [] : entrantsOf(call, optimizers)
  const paths = entrants.map(({ label, make }) => {
    const params = fn.start.map((v) => tensor(v, { requiresGrad: true }))
    return [label, minimize(fn, { params, optimizer: (given) => make(given), steps })] as const
  })
  return show(plotLandscape(fn, { trajectories: Object.fromEntries(paths), points }), values, output)
}

/** Writes the picture to its file, or prints it. */
export async function show(
  picture: Picture,
  { out, width }: Pick<FlagValues<typeof LOG_FLAGS>, 'out' | 'width'>,
  output: Output
): Promise<number> {
  if (out === undefined) {
    const columns = width ?? Math.min(400, Math.max(24, process.stdout.columns ?? 80))
    output.out(picture.toText({ columns }))
  } else {
    await picture.save(out)
    output.out(`${out}: ${picture.title}`)
  }
  return 0
}
