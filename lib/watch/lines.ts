// Reads lines of a log. Almost all hold numbers under the same names as the line before, so these are scanned without a parser:
// a million lines take little more than a second. Called by tail.ts.
import type { Entry } from './board.ts'

const [QUOTE, COMMA, COLON, OPEN, CLOSE, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x7b, 0x7d, 0x5c]
const [MINUS, PLUS, POINT, ZERO, NINE, E, SMALL_E] = [0x2d, 0x2b, 0x2e, 0x30, 0x39, 0x45, 0x65]
// Digits that a double always holds.
const EXACT = 15

interface Name {
  readonly text: string
  readonly bytes: Uint8Array
}

export class LineReader {
  readonly #take: (entry: Entry) => void
  // The names of the last line that was scanned, in their order.
  #names: Name[] = []
  #at = 0

  /** @param take gets the records */
  constructor(take: (entry: Entry) => void) {
    this.#take = take
  }

  /** Reads whole lines, without those that are not records. */
  read(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; ) {
      let end = bytes.indexOf(0x0a, from)
      if (end < 0) end = bytes.length
      const entry = this.#scan(bytes, from, end) ?? entryOf(parsed(bytes.toString('utf8', from, end)))
      if (entry !== null) this.#take(entry)
      from = end + 1
    }
  }

  // A flat object of plain numbers as JSON.stringify writes it; null for anything else.
  #scan(bytes: Buffer, from: number, end: number): Entry | null {
    if (bytes[from] !== OPEN || bytes[end - 1] !== CLOSE) return null
    const numbers: Record<string, number> = {}
    this.#at = from + 1
    for (let k = 0; ; k++) {
      const name = this.#name(bytes, end, k)
      if (name === null) return null
      const value = this.#number(bytes, end)
      if (Number.isNaN(value)) return null
      numbers[name] = value
      const next = bytes[this.#at++]
      if (next === CLOSE) break
      if (next !== COMMA) return null
    }
    if (this.#at !== end) return null
    return placed(numbers)
  }

  // `"name":`, mostly the one that the line before had here.
  #name(bytes: Buffer, end: number, k: number): string | null {
    const at = this.#at
    const known = this.#names[k]
    if (known !== undefined && startsWith(bytes, known.bytes, at)) {
      this.#at = at + known.bytes.length
      return known.text
    }
    if (bytes[at] !== QUOTE) return null
    const close = bytes.indexOf(QUOTE, at + 1)
    if (close < 0 || close + 1 >= end || bytes[close + 1] !== COLON) return null
    const slice = bytes.subarray(at + 1, close)
    const text = bytes.toString('utf8', at + 1, close)
    // An assignment to this name would change the object's prototype.
    if (slice.includes(BACKSLASH) || text === '__proto__') return null
    this.#names[k] = { text, bytes: Uint8Array.from(bytes.subarray(at, close + 2)) }
    this.#at = close + 2
    return text
  }

  // A number of JSON, to 15 digits, which is more than a picture shows; NaN for anything else.
  #number(bytes: Buffer, end: number): number {
    const from = this.#at
    let at = bytes[from] === MINUS ? from + 1 : from
    let [whole, digits, decimals, seen] = [0, 0, 0, 0]
    let pointed = false
    for (; at < end; at++) {
      const byte = bytes[at]!
      if (byte >= ZERO && byte <= NINE) {
        seen++
        if (pointed && digits >= EXACT) continue
        whole = whole * 10 + (byte - ZERO)
        if (whole > 0) digits++
        if (pointed) decimals++
      } else if (byte === POINT && !pointed) pointed = true
      else break
    }
    this.#at = at
    const isPlain = bytes[at] !== E && bytes[at] !== SMALL_E && digits <= EXACT && decimals < POWERS.length
    if (!isPlain) return this.#otherNumber(bytes, from, end)
    if (seen === 0) return Number.NaN
    // Both are exact, so the quotient is rounded once.
    const size = whole / POWERS[decimals]!
    return bytes[from] === MINUS ? -size : size
  }

  #otherNumber(bytes: Buffer, from: number, end: number): number {
    let at = this.#at
    while (at < end && isOfNumber(bytes[at]!)) at++
    this.#at = at
    return Number(bytes.toString('latin1', from, at))
  }
}

// Powers of ten that a double holds exactly.
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))

function startsWith(bytes: Uint8Array, part: Uint8Array, at: number): boolean {
  for (let k = 0; k < part.length; k++) if (bytes[at + k] !== part[k]) return false
  return true
}

function isOfNumber(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || [MINUS, PLUS, POINT, E, SMALL_E].includes(byte)
}

function placed(numbers: Record<string, number>): Entry | null {
  const { step, epoch, wallTime } = numbers
  return step === undefined ? null : { step, epoch, wallTime, scalars: numbers }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

const WORDS = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY]
])

/** What the value of a line says; null if it is not a record. */
function entryOf(line: unknown): Entry | null {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return null
  const { step, epoch, wallTime, texts } = line as Record<string, unknown>
  if (typeof step !== 'number') return null
  const pairs = Object.entries(line).flatMap(([tag, value]) => {
    const number = typeof value === 'string' ? WORDS.get(value) : value
    return typeof number === 'number' ? [[tag, number] as const] : []
  })
  return {
    step,
    epoch: typeof epoch === 'number' ? epoch : undefined,
    wallTime: typeof wallTime === 'number' ? wallTime : undefined,
    scalars: Object.fromEntries(pairs),
    texts: textsOf(texts)
  }
}

function textsOf(texts: unknown): Record<string, string> {
  if (typeof texts !== 'object' || texts === null) return {}
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => typeof text === 'string')) as never
}
