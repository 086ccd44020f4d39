// `thalweg analyze`: runs analyses of a config and prints or writes what they find. Called by main.ts.
import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '../analyze/analysis.ts'
import { documentOf } from '../analyze/document.ts'
import type { Experiment } from '../analyze/experiment.ts'
import { pageOf } from '../analyze/page.ts'
import { ANALYSES } from '../analyze/registry.ts'
import type { AnalysisOptions, Analyze } from '../analyze/session.ts'
import { secondsOf, timeRule } from '../analyze/units.ts'
import { OptionError } from '../errors.ts'
import { describeFlags, type Flags, helpFlag, numberFlag, readFlags, textFlag, threadsFlag } from '../util/flags.ts'
import { nearest, rule, wholeNumber } from '../util/options.ts'
import { experimentFor } from './experiment.ts'
import { EXIT_CODES, Interrupts } from './interrupts.ts'
import type { Output } from './main.ts'

const NAME = 'thalweg analyze'

const FLAGS = {
  seeds: numberFlag('N', wholeNumber({ min: 1 }), 'runs of each candidate, default 3'),
  budget: {
    ...textFlag('60s', 'time for all analyses: 90, 90s, 5m, 1h; default 60s'),
    rule: rule('a time such as 90s, 5m or 1h', timeRule.test)
  },
  threads: threadsFlag,
  json: textFlag('FILE', 'writes the results as JSON'),
  html: textFlag('FILE', 'writes one page that needs no network'),
  svg: textFlag('FOLDER', 'writes the pictures'),
  check: { help: 'exit code 1 if a finding is a warning' },
  list: { help: 'the analyses' },
  quiet: { help: 'no progress' },
  help: helpFlag
} satisfies Flags

const analyses = Object.values(ANALYSES) as readonly Analyze[]
const known = (): string[] => analyses.map(({ definition }) => definition.name)

function help(): string {
  const own = analyses
    .filter(({ definition }) => Object.keys(definition.flags).length > 0)
    .map(({ definition }) => `${definition.name}\n${describeFlags(definition.flags)}`)
  return `Usage: ${NAME} <name>[,name...] [config] [flags]
       ${NAME} all [config] --budget 5m --html report.html

Measures a training run of a config file (thalweg.config.ts or the like; without one, of an example on digits) and says
what follows from the numbers. --list names the analyses. Ctrl-C ends with what there is.

${describeFlags(FLAGS)}

${own.join('\n\n')}`
}

/** Runs the command; returns the exit code. */
export async function analyzeCommand(args: readonly string[], output: Output): Promise<number> {
  const flags = Object.assign({}, ...analyses.map(({ definition }) => definition.flags), FLAGS) as typeof FLAGS & Flags
  const { values, positionals } = readFlags(NAME, args, flags)
  if (values.help) output.out(help())
  if (values.list) output.out(analyses.map(({ definition: d }) => `${d.name.padEnd(16)} ${d.question}`).join('\n'))
  if (values.help || values.list) return 0
  const [names, path, ...rest] = positionals
  if (names === undefined)
    throw new OptionError(`${NAME}: expected the name of an analysis: ${known().join(', ')} or all`)
  if (rest.length > 0)
    throw new OptionError(`${NAME}: expected one config file but received ${positionals.slice(1).join(' ')}`)
  const chosen = chosenOf(names)
  refuseForeign(chosen, values)
  const budget = secondsOf(values.budget ?? '60s')!
  const interrupts = new Interrupts(output, 'ends with what there is')
  try {
    const experiment = await experimentFor(path, NAME)
    const results: Analysis[] = []
    const began = performance.now()
    for (const [k, analyze] of chosen.entries()) {
      const spent = (performance.now() - began) / 1e3
      // What one analysis leaves of its share is for the others.
      const share = Math.max(0.001, (budget - spent) / (chosen.length - k))
      const { threads, seeds, quiet } = values
      const options: AnalysisOptions = {
        ...ownOptions(analyze, values),
        budget: share,
        signal: interrupts.signal,
        progress: !quiet,
        ...(threads === undefined ? {} : { threads }),
        ...(seeds === undefined ? {} : { seeds })
      }
      const result = await analyze(experiment, options)
      results.push(result)
      output.out(`${k === 0 ? '' : '\n\n'}${result}`)
    }
    await write(results, values, experiment)
    if (interrupts.first !== null) return EXIT_CODES[interrupts.first.name]
    return values.check && results.some(({ findings }) => findings.some(({ level }) => level === 'warning')) ? 1 : 0
  } finally {
    interrupts.close()
  }
}

function chosenOf(names: string): Analyze[] {
  if (names === 'all') return [...analyses]
  return names.split(',').map((name) => {
    const found = analyses.find(({ definition }) => definition.name === name)
    if (found !== undefined) return found
    const near = nearest(name, [...known(), 'all'])
    throw new OptionError(
      `${NAME}: unknown analysis ${name}; ${near === null ? `the analyses are ${known().join(', ')}` : `did you mean ${near}?`}`
    )
  })
}

// A flag of an analysis that is not run would do nothing.
function refuseForeign(chosen: readonly Analyze[], values: object): void {
  const fitting = new Set([...Object.keys(FLAGS), ...chosen.flatMap(({ definition }) => Object.keys(definition.flags))])
  const foreign = Object.keys(values).find((name) => !fitting.has(name))
  if (foreign === undefined) return
  const owners = analyses
    .filter(({ definition }) => foreign in definition.flags)
    .map(({ definition }) => definition.name)
  throw new OptionError(`${NAME}: expected --${foreign} only with ${owners.join(', ')}`)
}

function ownOptions({ definition }: Analyze, values: Readonly<Record<string, unknown>>): object {
  const own = Object.entries(values).filter(([name]) => name in definition.flags)
  return definition.fromFlags(Object.fromEntries(own))
}

async function write(
  results: readonly Analysis[],
  { json, html, svg }: { json?: string; html?: string; svg?: string },
  experiment: Experiment
): Promise<void> {
  if (json !== undefined) await writeFile(json, `${JSON.stringify(documentOf(results, experiment), null, 2)}\n`)
  if (html !== undefined) await writeFile(html, await pageOf(results, `${NAME}: ${experiment.name ?? ''}`))
  if (svg === undefined) return
  mkdirSync(svg, { recursive: true })
  for (const result of results) {
    for (const [k, picture] of result.pictures().entries()) {
      await picture.save(join(svg, `${result.name}${k === 0 ? '' : `-${k + 1}`}.svg`))
    }
  }
}
