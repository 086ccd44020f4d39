// A text as numbers: what the character model learns from and writes. Called by characters.ts.
import { readdirSync, readFileSync } from 'node:fs'
import { Generator, randint, softmax, type Tensor, tensor } from 'thalweg'

/** The documents of this repository, one after the other. */
export function ownDocuments(): string {
  const folder = new URL('../../docs/', import.meta.url)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  return names
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('')
}

export class Text {
  readonly alphabet: readonly string[]
  readonly codes: Int32Array
  readonly #generator = new Generator(1)

  constructor(text: string) {
    this.alphabet = [...new Set(text)].sort()
    const numbers = new Map(this.alphabet.map((letter, k) => [letter, k]))
    this.codes = Int32Array.from([...text], (letter) => numbers.get(letter)!)
  }

  /** `count` places of the text drawn at random: letters (count, length), and the letters that follow each of them. */
  batch(count: number, length: number): [x: Tensor, y: Tensor] {
    const starts = randint(0, this.codes.length - length, [count], { generator: this.#generator }).data
    const rows = (shift: number): Tensor => {
      const all = new Int32Array(count * length)
      for (const [k, at] of starts.entries()) all.set(this.codes.subarray(at + shift, at + shift + length), k * length)
      return tensor(all, { shape: [count, length] })
    }
    return [rows(0), rows(1)]
  }

  /** A letter drawn by its scores (letters); a low temperature prefers the likely ones. */
  draw(logits: Tensor, temperature: number): number {
    const p = softmax(logits.div(temperature), { dim: 0 }).data
    let rest = this.#generator.nextUint32() / 2 ** 32
    for (let k = 0; k < p.length; k++) {
      rest -= p[k]!
      if (rest < 0) return k
    }
    return p.length - 1
  }

  letters(codes: Iterable<number>): string {
    return Array.from(codes, (code) => this.alphabet[code]).join('')
  }
}
