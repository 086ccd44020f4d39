// A canvas of Braille dots, two columns by four rows in each character. Called by text.ts.

// The bits of the dots of a character, row by row.
const DOTS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

export class Braille {
  readonly columns: number
  readonly rows: number
  readonly #bits: Uint8Array
  readonly #letters = new Map<number, string>()

  constructor(columns: number, rows: number) {
    this.columns = columns
    this.rows = rows
    this.#bits = new Uint8Array(columns * rows)
  }

  /**
   * A straight line between two places, 0 to 1 from left to right and from bottom to top, as far as it is on the canvas. With
   * `clear` it empties the characters that it crosses instead.
   */
  line(x0: number, y0: number, x1: number, y1: number, clear = false): void {
    const [c0, r0, c1, r1] = [this.#column(x0), this.#row(y0), this.#column(x1), this.#row(y1)]
    const steps = Math.max(Math.abs(c1 - c0), Math.abs(r1 - r0))
    // A line far beyond the canvas would take forever.
    if (steps > 1e5) return
    for (let k = 0; k <= steps; k++) {
      const t = steps === 0 ? 0 : k / steps
      this.#set(Math.round(c0 + (c1 - c0) * t), Math.round(r0 + (r1 - r0) * t), clear)
    }
  }

  /** A text in place of the dots, from the character at such a place; cut off at the edge. */
  write(x: number, y: number, text: string): void {
    this.put(this.#row(y) >> 2, this.#column(x) >> 1, text)
  }

  /** The same from a row and a column of characters. */
  put(row: number, column: number, text: string): void {
    if (row < 0 || row >= this.rows) return
    for (const [k, letter] of [...text].entries()) {
      if (column + k >= 0 && column + k < this.columns) this.#letters.set(row * this.columns + column + k, letter)
    }
  }

  /** The rows as texts. */
  lines(): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (_, column) => {
        const at = row * this.columns + column
        const bits = this.#bits[at]!
        return this.#letters.get(at) ?? (bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits))
      }).join('')
    )
  }

  #column(x: number): number {
    return Math.round(x * (2 * this.columns - 1))
  }

  #row(y: number): number {
    return Math.round((1 - y) * (4 * this.rows - 1))
  }

  #set(column: number, row: number, clear: boolean): void {
    if (column < 0 || row < 0 || column >= 2 * this.columns || row >= 4 * this.rows) return
    const at = (row >> 2) * this.columns + (column >> 1)
    this.#bits[at] = clear ? 0 : this.#bits[at]! | DOTS[2 * (row & 3) + (column & 1)]!
  }
}
