// The result of an analysis: plain rows, findings, and what was left out; as text, JSON, a page and pictures. Made by
// session.ts.
import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { OptionError } from '../errors.ts'
import type { Picture } from '../plot/index.ts'
import { checkValue, text } from '../util/options.ts'
import type { Finding } from './findings.ts'
import { pageOf } from './page.ts'
import type { Column, Row } from './rows.ts'
import { fittingTable, footOf, wrap } from './text.ts'

export type { Picture }

/** The machine that an analysis ran on. */
export interface MachineFacts {
  readonly backend: string
  readonly level: string
  readonly threads: number
  readonly processors: number
  /** Whether other programs disturbed the times; null when nothing was timed. */
  readonly busy: boolean | null
  /** The ± of the times as a share; null when nothing was timed. */
  readonly noise: number | null
}

/** A training run that the analysis made. */
export interface RunFacts {
  readonly candidate: string
  readonly seed: number
  readonly steps: number
  readonly seconds: number
  readonly diverged: boolean
}

/** Rows of another kind than those of the analysis, such as the classes of an evaluation. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** How many rows the text shows; JSON and page have all of them. Default all. */
  readonly shown?: number | undefined
}

/** What an analysis came to. */
export interface Outcome {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly findings: readonly Finding[]
  readonly tables?: readonly Table[] | undefined
  /** Made when they are asked for. */
  readonly pictures?: (() => readonly Picture[]) | undefined
}

/** Everything an Analysis holds. */
export interface AnalysisFacts extends Outcome {
  readonly name: string
  readonly question: string
  readonly machine: MachineFacts
  readonly runs: readonly RunFacts[]
  readonly left: readonly string[]
  readonly seconds: number
}

const NONE: readonly Picture[] = []

/**
 * The result of an analysis; prints as a table with its findings.
 *
 * @example
 * const result = await analyze.optimizers(experiment, { candidates: ['sgd', 'adam'], steps: 4, seeds: 2 })
 * result.rows.length // 2
 * console.log(`${result}`)
 */
export class Analysis {
  readonly name: string
  readonly question: string
  /** Plain data, units in the names. */
  readonly rows: readonly Row[]
  readonly findings: readonly Finding[]
  readonly machine: MachineFacts
  readonly runs: readonly RunFacts[]
  /** What budget or signal left out; empty when everything was done. */
  readonly left: readonly string[]
  /** Seconds that it took. */
  readonly seconds: number
  readonly columns: readonly Column[]
  /** Rows of other kinds; empty for most analyses. */
  readonly tables: readonly Table[]
  readonly #pictures: () => readonly Picture[]

  /** @internal */
  constructor(facts: AnalysisFacts) {
    this.name = facts.name
    this.question = facts.question
    this.rows = facts.rows
    this.findings = facts.findings
    this.machine = facts.machine
    this.runs = facts.runs
    this.left = facts.left
    this.seconds = facts.seconds
    this.columns = facts.columns
    this.tables = facts.tables ?? []
    this.#pictures = facts.pictures ?? (() => NONE)
  }

  /** Charts of the rows. */
  pictures(): readonly Picture[] {
    return this.#pictures()
  }

  /** At most 80 columns wide. */
  toString(): string {
    const parts = [
      wrap(`${this.name}: ${this.question}`),
      fittingTable(this.columns, this.rows),
      ...this.tables.filter(({ rows }) => rows.length > 0).map(tableText),
      this.findings.map((finding) => wrap(`${MARKS[finding.level]} ${finding.text}`, '  ')).join('\n'),
      this.left.length === 0 ? '' : wrap(`left out: ${leftText(this.left)}`),
      wrap(footOf(this, String(this.machine.threads)))
    ]
    return parts.filter((part) => part !== '').join('\n\n')
  }

  /** Plain data; the schema is in docs/schema/analysis.json. */
  toJSON(): object {
    const { name, question, columns, rows, findings, machine, runs, left, seconds, tables } = this
    return {
      name,
      question,
      columns,
      rows: rows.map(finite),
      findings: findings.map(plain),
      machine,
      runs,
      left,
      seconds,
      ...(tables.length === 0 ? {} : { tables: tables.map((each) => ({ ...each, rows: each.rows.map(finite) })) })
    }
  }

  /**
   * Writes the analysis by the ending of the path: .json, .txt, .html (one page without a network) or .svg (the first
   * picture).
   *
   * @throws OptionError for another ending, and for .svg without a picture; the errors of node:fs
   */
  async save(path: string): Promise<void> {
    checkValue('Analysis.save', 'path', path, text)
    const kind = extname(path)
    const [picture] = kind === '.svg' ? this.pictures() : []
    if (kind === '.json') await writeFile(path, `${JSON.stringify(this, null, 2)}\n`)
    else if (kind === '.txt') await writeFile(path, `${this}\n`)
    else if (kind === '.html') await writeFile(path, await pageOf([this]))
    else if (picture !== undefined) await writeFile(path, await picture.toSVG())
    else {
      const what = kind === '.svg' ? 'an analysis with a picture' : 'path to end in .json, .txt, .html or .svg'
      throw new OptionError(`Analysis.save: expected ${what} but received ${kind === '.svg' ? this.name : `'${path}'`}`)
    }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

const MARKS = { note: '-', advice: '>', warning: '!' } as const

function tableText({ title, columns, rows, shown = rows.length }: Table): string {
  const more = rows.length > shown ? `\n${rows.length - shown} more in the JSON and the page` : ''
  return `${wrap(title)}\n${fittingTable(columns, rows.slice(0, shown))}${more}`
}

function leftText(left: readonly string[]): string {
  const some = left.slice(0, 6).join('; ')
  return left.length > 6 ? `${some}; and ${left.length - 6} more` : some
}

// JSON has no NaN and no Infinity.
const finite = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, v]) => [name, typeof v === 'number' && !Number.isFinite(v) ? null : v])
  )
const plain = (finding: Finding): object => ({ ...finding, from: finite(finding.from) })
