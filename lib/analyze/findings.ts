// Findings: sentences that numbers of a run imply. A rule has a sentence for each way its numbers may go, and nothing is
// printed but through a rule. Called by every analysis.

/** 'note': a fact. 'advice': something to do. 'warning': something is wrong; `--check` fails on it. */
export type Level = 'note' | 'advice' | 'warning'

/** Numbers by name: what a finding rests on. */
export type Numbers = Readonly<Record<string, number>>
/** Names of things, such as of candidates; they decide nothing. */
export type Labels = Readonly<Record<string, string>>

/** A sentence and the numbers of this analysis that imply it. */
export interface Finding {
  /** The rule that made it. */
  readonly rule: string
  readonly text: string
  readonly level: Level
  readonly from: Numbers
  /** False when the numbers do not decide: too few seeds, overlapping intervals, a busy machine. */
  readonly certain: boolean
}

/** One of the sentences of a rule. */
export interface Sentence {
  readonly level: Level
  /** Made of the rule's numbers and of names alone. */
  text(n: Numbers, labels: Labels): string
}

/** How the numbers of a rule go. */
export type Verdict = 'yes' | 'no' | 'unclear'

/** A question that numbers decide, and what to say in each case. */
export interface Rule {
  readonly name: string
  /** Which numbers it needs; all must be given, and finite unless `judge` is to decide about them. */
  readonly needs: readonly string[]
  judge(n: Numbers): Verdict
  readonly yes: Sentence
  readonly no: Sentence
  /** When the numbers do not decide. */
  readonly unclear: Sentence
}

/**
 * The finding that a rule makes of these numbers. Numbers that are NaN decide nothing: the verdict is 'unclear'.
 *
 * @throws Error when a number that the rule needs is missing: a mistake of the analysis
 */
export function find(rule: Rule, numbers: Numbers, labels: Labels = {}): Finding {
  const missing = rule.needs.find((name) => numbers[name] === undefined)
  if (missing !== undefined) throw new Error(`rule ${rule.name}: expected the number ${missing}`)
  const verdict = rule.needs.some((name) => Number.isNaN(numbers[name])) ? 'unclear' : rule.judge(numbers)
  const { level, text } = rule[verdict]
  return { rule: rule.name, text: text(numbers, labels), level, from: { ...numbers }, certain: verdict !== 'unclear' }
}

/** 'yes' above the limit for certain (the whole interval), 'no' below it for certain, else 'unclear'. */
export function intervalVerdict(low: number, high: number, limit: number): Verdict {
  if (low > limit) return 'yes'
  return high < limit ? 'no' : 'unclear'
}

// --- numbers as text ---

/** Three significant digits: 0.00123, 1.76, 12300. */
export function digits(x: number, count = 3): string {
  if (Number.isNaN(x)) return '?'
  if (!Number.isFinite(x)) return x > 0 ? 'infinite' : '-infinite'
  const rounded = Number(x.toPrecision(count))
  return Math.abs(rounded) >= 1e6 || (rounded !== 0 && Math.abs(rounded) < 1e-4)
    ? rounded.toExponential().replace('e+', 'e')
    : String(rounded)
}

/** 0.876 as '87.6 %'. */
export const percent = (share: number): string => (Number.isNaN(share) ? '? %' : `${(100 * share).toFixed(1)} %`)

/** '3 seeds', '1 seed'. */
export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

// Without a minus before 0.0.
const points = (x: number): string => (Math.round(1000 * x) === 0 ? '0.0' : (100 * x).toFixed(1))

/** A difference: in points (hundredths) of a share, else three digits. */
export const amount = (x: number, share: string | undefined): string =>
  share === 'yes' ? `${points(x)} points` : digits(x)

/** The interval of a difference. */
export const range = ({ low, high }: Numbers, share?: string): string =>
  share === 'yes' ? `${points(low!)} to ${points(high!)}` : `${digits(low!)} to ${digits(high!)}`

/** The interval of a difference that is not named next to it, with its unit. */
export const interval = (n: Numbers, share: string | undefined): string =>
  share === 'yes' ? `${range(n, share)} points` : range(n)

/** A metric: percent of a share, else three digits. */
export const value = (x: number, share: string | undefined): string => (share === 'yes' ? percent(x) : digits(x))

/** What parentheses mean, if a finding has an interval in them. */
export const intervalsNote = (findings: readonly Finding[]): string | null =>
  findings.some(({ text }) => /\(\S+ to \S/.test(text))
    ? '(a to b): 95 % interval; of times, from quartile to quartile'
    : null
