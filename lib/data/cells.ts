// The values of a table's cells: which texts are missing values, and numbers, amounts of money and dates as people write
// them. Called by fit.ts and columns.ts, and by lib/preprocessing.

// pandas' (read_csv, na_values), and the question mark of the UCI data sets.
/** The texts that count as missing unless a call says otherwise. */
export const MISSING =
  ' #N/A #N/A_N/A #NA -1.#IND -1.#QNAN -NaN -nan 1.#IND 1.#QNAN <NA> N/A NA NULL NaN None n/a nan null ?'
    .split(' ')
    .map((word) => word.replace('_', ' '))

/** Above so many categories a column is likelier one of names, texts or dates. */
export const MANY_CATEGORIES = 100

/** Says once for each column that it has very many categories. */
export function warnOfMany(call: string, name: string, count: number, advice: string): void {
  const message = `${call}: column '${name}' has ${count} categories, each of them a feature; ${advice}`
  process.emitWarning(message, { type: 'ThalwegWarning', code: 'THALWEG_MANY_CATEGORIES' })
}

/** The one that comes most often, the first of them if several do; null of none. */
export function mostFrequent<V>(values: readonly V[], counts: ReadonlyMap<V, number>): V | null {
  let best: V | null = null
  for (const v of values) if (best === null || counts.get(v)! > counts.get(best)!) best = v
  return best
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

// Numbers as people and spreadsheets write them, which no parser accepts: 12%, 1,234.5, 1.234,5, 1,5, $3.
const LIKE_A_NUMBER =
  /^[+-]?[$€£¥]?\s?(\d{1,3}([,'\u00a0 ]\d{3})+(\.\d+)?|\d{1,3}(\.\d{3})+(,\d+)?|\d+([.,]\d+)?)\s?[%$€£¥]?$/
const ISO_DATE = /^\d{4}-\d\d?-\d\d?([T ]|$)/

/** Whether a text is a decimal number. */
export const isNumber = (text: string): boolean => NUMBER.test(text)
/** Whether a text is a number with a currency, a percent sign or groups of digits. */
export const looksLikeNumber = (text: string): boolean => LIKE_A_NUMBER.test(text)
/** Whether a text begins with a date of ISO 8601. */
export const looksLikeDate = (text: string): boolean => ISO_DATE.test(text)

/** How amounts are written. */
export interface AmountFormat {
  readonly decimal: string
  /** What separates groups of three digits. */
  readonly thousands: string
}

/**
 * The number of a text such as '$1,234.50', '12 %' (0.12), '(3.00)' (-3) or 'EUR 7'; null if it is none.
 */
export function amountOf(text: string, { decimal, thousands }: AmountFormat): number | null {
  let rest = text.trim()
  const inParentheses = /^\((.*)\)$/.exec(rest)
  if (inParentheses !== null) rest = inParentheses[1]!.trim()
  let sign = inParentheses === null ? 1 : -1
  const take = (pattern: RegExp): boolean => {
    const shorter = rest.replace(pattern, '').trim()
    const found = shorter !== rest
    rest = shorter
    return found
  }
  // The sign may stand before or after the currency.
  if (take(/^[-\u2212]/u)) sign = -sign
  else take(/^\+/)
  if (take(/^(\p{Sc}|[A-Z]{3}(?=[\s\d.,-]))/u) && take(/^[-\u2212]/u)) sign = -sign
  const percent = take(/%$/)
  if (!percent) take(/(\p{Sc}|(?<=[\s\d.,])[A-Z]{3})$/u)
  const groups = rest.split(thousands === ' ' ? /[ \u00a0\u202f]/ : thousands)
  const [, ...later] = groups
  const [whole, fraction, ...more] = groups.join('').split(decimal)
  const grouped =
    later.length === 0 || (/^\d{1,3}$/.test(groups[0]!) && later.every((part) => /^\d{3}(?!\d)/.test(part)))
  if (!grouped || more.length > 0 || later.slice(0, -1).some((part) => part.length !== 3)) return null
  const plain = fraction === undefined ? whole! : `${whole}.${fraction}`
  if (!NUMBER.test(plain) || /^[+-]/.test(plain)) return null
  return (sign * Number(plain)) / (percent ? 100 : 1)
}

const ISO = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/
const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d\\d?)',
  DD: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d?)',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)'
}

/** Whether a format has a year, a month and a day, each once. */
export function isDateFormat(format: string): boolean {
  const found: string[] = format.match(/YYYY|MM|DD|HH|mm|ss/g) ?? []
  return new Set(found).size === found.length && ['YYYY', 'MM', 'DD'].every((part) => found.includes(part))
}

/**
 * The milliseconds since 1970 of a date: of ISO 8601, or of a format such as 'DD.MM.YYYY HH:mm'. Without a zone it is UTC,
 * so that no result depends on the machine's. Null for what is not a date, such as the 30th of February.
 */
export function timeOf(text: string, format?: string): number | null {
  if (format === undefined) {
    const match = ISO.exec(text.trim())
    if (match === null) return null
    const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
    const time = utc([year, month, day, hour, minute, second])
    if (time === null) return null
    const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
    return time + milliseconds - offsetOf(zone)
  }
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => PARTS[part]!)
  const groups = new RegExp(`^${pattern}$`).exec(text.trim())?.groups
  if (groups === undefined) return null
  return utc(['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) => groups[name]))
}

function utc(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part)
  )
  if (hour > 23 || minute > 59 || second > 59) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const sound = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return sound ? date.getTime() : null
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
