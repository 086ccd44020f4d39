// `thalweg evaluate`: measures trained weights on the validation data of a config. Called by main.ts.
import { writeFile } from 'node:fs/promises'
import { documentOf } from '../analyze/document.ts'
import { evaluate } from '../analyze/evaluate.ts'
import { pageOf } from '../analyze/page.ts'
import { OptionError } from '../errors.ts'
import { describeFlags, type Flags, helpFlag, readFlags, textFlag, threadsFlag } from '../util/flags.ts'
import { experimentFor } from './experiment.ts'
import { EXIT_CODES, Interrupts } from './interrupts.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg evaluate'

const FLAGS = {
  ...(evaluate.definition.flags as { weights: ReturnType<typeof textFlag> } & Flags),
  threads: threadsFlag,
  json: textFlag('FILE', 'writes the results as JSON'),
  html: textFlag('FILE', 'writes one page that needs no network'),
  check: { help: 'exit code 1 if a finding is a warning' },
  help: helpFlag
} satisfies Flags

const HELP = `Usage: ${NAME} [config] --weights FILE [flags]

Measures trained weights on the validation data of a config file (thalweg.config.ts or the like; without one, of an
example on digits): loss and metrics with 95 % intervals and baselines, classes, confusions, calibration and mistakes, or
the errors of a regression model. A checkpoint of thalweg train is measured on the split of its seed.

${describeFlags(FLAGS)}`

// Long enough for any data; Ctrl-C ends it.
const BUDGET = 1e6

/** Runs the command; returns the exit code. */
export async function evaluateCommand(args: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = readFlags(NAME, args, FLAGS)
  if (values.help) {
    output.out(HELP)
    return 0
  }
  const { threads, json, html, check, ...own } = values
  if (own.weights === undefined) throw new OptionError(`${NAME}: expected --weights FILE, a checkpoint or weights`)
  if (positionals.length > 1)
    throw new OptionError(`${NAME}: expected one config file but received ${positionals.join(' ')}`)
  const interrupts = new Interrupts(output, 'ends with what there is')
  try {
    const experiment = await experimentFor(positionals[0], NAME)
    const options = { ...evaluate.definition.fromFlags(own), budget: BUDGET, signal: interrupts.signal }
    const result = await evaluate(experiment, threads === undefined ? options : { ...options, threads })
    output.out(String(result))
    if (json !== undefined) await writeFile(json, `${JSON.stringify(documentOf([result], experiment), null, 2)}\n`)
    if (html !== undefined) await writeFile(html, await pageOf([result], `${NAME}: ${experiment.name ?? ''}`))
    if (interrupts.first !== null) return EXIT_CODES[interrupts.first.name]
    return check && result.findings.some(({ level }) => level === 'warning') ? 1 : 0
  } finally {
    interrupts.close()
  }
}
