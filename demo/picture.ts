// Digits as text: 28 x 28 pixels as 14 x 7 characters of Braille dots, several side by side with a caption each.
import { ink } from '../examples/support/digits.ts'

// The bits of the dots of a Braille character, row by row.
const DOTS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
const [WIDTH, HEIGHT] = [14, 7]

/** One digit as lines. `pixels` are 28 x 28 scaled values. */
export function picture(pixels: ArrayLike<number>): string[] {
  return Array.from({ length: HEIGHT }, (_, y) =>
    Array.from({ length: WIDTH }, (_, x) => {
      const bits = DOTS.reduce((sum, bit, k) => {
        const at = (4 * y + (k >> 1)) * 28 + 2 * x + (k & 1)
        return ink(pixels[at]!) > 0.4 ? sum + bit : sum
      }, 0)
      return String.fromCodePoint(0x2800 + bits)
    }).join('')
  )
}

/** Pictures side by side, `perRow` in a row, their captions below them. */
export function gallery(pictures: readonly { lines: string[]; caption: string }[], perRow = 5): string {
  const rows: string[] = []
  for (let k = 0; k < pictures.length; k += perRow) {
    const row = pictures.slice(k, k + perRow)
    for (let y = 0; y < HEIGHT; y++) rows.push(row.map(({ lines }) => lines[y]).join(' '))
    rows.push(row.map(({ caption }) => caption.padEnd(WIDTH)).join(' '), '')
  }
  return rows.join('\n')
}
