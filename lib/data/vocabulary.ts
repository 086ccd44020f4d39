// The tokens of a corpus and their numbers: texts as int32 for an Embedding, and back. Called by users.
import { DataError, IndexError, OptionError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import {
  arrayOf,
  checkOptions,
  checkValue,
  either,
  func,
  oneOf,
  orNull,
  rule,
  show,
  text,
  wholeNumber
} from '../util/options.ts'
import { isPlainObject } from '../util/realm.ts'

/** How a text becomes tokens: words in lower case and punctuation marks, characters, or a function. */
export type Tokenize = 'words' | 'characters' | ((text: string) => readonly string[])

export interface VocabularyOptions {
  /** Default 'words'. */
  tokenize?: Tokenize | undefined
  /** How often a token must come to get a number. Default 1. */
  minFrequency?: number | undefined
  /** The most tokens, specials included: the most frequent ones. Default all. */
  maxTokens?: number | undefined
  /** Tokens that come first. Default ['<pad>', '<unk>']. */
  specials?: readonly string[] | undefined
  /** The special that stands for tokens without a number; null: they are errors. Default '<unk>'. */
  unknown?: string | null | undefined
}

/** A vocabulary as JSON. */
export interface VocabularyJson {
  readonly tokens: readonly string[]
  readonly unknown: string | null
  /** Null for your own function, which fromJSON must be given again. */
  readonly tokenize: 'words' | 'characters' | null
}

const TOKENIZE = either(oneOf('words', 'characters'), func)
const count = wholeNumber({ min: 1 })
const RULES = {
  tokenize: TOKENIZE,
  minFrequency: count,
  maxTokens: count,
  specials: arrayOf(text),
  unknown: orNull(text)
}

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['\u2019][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu

function split(text: string, tokenize: Tokenize): readonly string[] {
  if (typeof tokenize === 'function') return tokenize(text)
  return tokenize === 'characters' ? Array.from(text) : (text.toLowerCase().match(WORDS) ?? [])
}

/**
 * Numbers of tokens. Build it from the training texts: `Vocabulary.build`.
 *
 * @example
 * const vocabulary = Vocabulary.build(['the cat', 'the dog!'])
 * vocabulary.tokens // ['<pad>', '<unk>', 'the', '!', 'cat', 'dog']
 * vocabulary.encode('The bird').toArray() // [2, 1]
 * vocabulary.decode([2, 4]) // ['the', 'cat']
 * Vocabulary.fromJSON(JSON.stringify(vocabulary)).size // 6
 */
export class Vocabulary {
  readonly tokens: readonly string[]
  /** The token that stands for those without a number; null if they are errors. */
  readonly unknown: string | null
  readonly #numbers: ReadonlyMap<string, number>
  readonly #tokenize: Tokenize

  /**
   * @param tokens in the order of their numbers
   * @param options unknown, which must be one of the tokens (default null); tokenize
   * @throws OptionError for a token that comes twice
   */
  constructor(tokens: readonly string[], options: Pick<VocabularyOptions, 'unknown' | 'tokenize'> = {}) {
    checkValue('Vocabulary', 'tokens', tokens, arrayOf(text))
    checkOptions('Vocabulary', options, { unknown: RULES.unknown, tokenize: TOKENIZE })
    this.tokens = [...tokens]
    this.unknown = options.unknown ?? null
    this.#tokenize = options.tokenize ?? 'words'
    this.#numbers = new Map(tokens.map((token, k) => [token, k]))
    const twice = tokens.find((token, k) => this.#numbers.get(token) !== k)
    if (twice !== undefined)
      throw new OptionError(`Vocabulary: expected each token once but ${show(twice)} comes twice`)
    if (this.unknown !== null && !this.#numbers.has(this.unknown)) {
      throw new OptionError(`Vocabulary: expected unknown to be one of the tokens but received ${show(this.unknown)}`)
    }
  }

  /**
   * The vocabulary of texts, those of the training part: the specials, then the tokens by frequency, equals by code unit.
   *
   * @param texts texts, or arrays of tokens
   * @param options tokenize, minFrequency, maxTokens, specials, unknown
   */
  static build(texts: Iterable<string | readonly string[]>, options: VocabularyOptions = {}): Vocabulary {
    checkOptions('Vocabulary.build', options, RULES)
    const { tokenize = 'words', minFrequency = 1, maxTokens = Infinity, specials = ['<pad>', '<unk>'] } = options
    if (typeof texts === 'string') {
      throw new OptionError('Vocabulary.build: expected several texts but received one; wrap it in an array')
    }
    const counts = new Map<string, number>()
    for (const each of texts) {
      for (const token of typeof each === 'string' ? split(each, tokenize) : each) {
        counts.set(token, (counts.get(token) ?? 0) + 1)
      }
    }
    for (const special of specials) counts.delete(special)
    const known = [...counts].filter(([, n]) => n >= minFrequency)
    known.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    const tokens = [...specials, ...known.map(([token]) => token)].slice(0, Math.max(maxTokens, specials.length))
    const { unknown = specials.includes('<unk>') ? '<unk>' : null } = options
    return new Vocabulary(tokens, { unknown, tokenize })
  }

  /** The number of tokens: the numEmbeddings of an Embedding. */
  get size(): number {
    return this.tokens.length
  }

  /** The number of a token, or of `unknown`; undefined if there is neither. */
  indexOf(token: string): number | undefined {
    return this.#numbers.get(token) ?? (this.unknown === null ? undefined : this.#numbers.get(this.unknown))
  }

  /**
   * The numbers of a text or of tokens: int32 (T).
   * @throws DataError for a token without a number, if `unknown` is null
   */
  encode(text: string | readonly string[]): Tensor {
    const tokens = typeof text === 'string' ? split(text, this.#tokenize) : text
    const numbers = Int32Array.from(tokens, (token, k) => {
      const number = this.indexOf(token)
      if (number !== undefined) return number
      throw new DataError(
        `Vocabulary.encode: token ${k}, ${show(token)}, has no number; build it with unknown: '<unk>'`
      )
    })
    return fromArray(numbers, [numbers.length])
  }

  /**
   * The tokens of numbers.
   * @throws IndexError for a number without a token
   */
  decode(numbers: Tensor | Iterable<number>): string[] {
    return Array.from(numbers instanceof Tensor ? elementsOf(numbers) : numbers, (n) => {
      const token = this.tokens[n]
      if (token !== undefined) return token
      throw new IndexError(`Vocabulary.decode: expected a number from 0 to ${this.size - 1} but received ${n}`)
    })
  }

  /** Plain JSON, to save with the model. */
  toJSON(): VocabularyJson {
    const tokenize = typeof this.#tokenize === 'function' ? null : this.#tokenize
    return { tokens: this.tokens, unknown: this.unknown, tokenize }
  }

  /**
   * The vocabulary of a JSON object or text.
   *
   * @param options tokenize, for a vocabulary with your own function
   * @throws OptionError for what `toJSON` did not make
   */
  static fromJSON(json: object | string, options: Pick<VocabularyOptions, 'tokenize'> = {}): Vocabulary {
    checkOptions('Vocabulary.fromJSON', options, { tokenize: TOKENIZE })
    let value: unknown = json
    try {
      if (typeof json === 'string') value = JSON.parse(json)
    } catch {
      // Said below.
    }
    checkValue('Vocabulary.fromJSON', 'json', value, JSON_RULE)
    const { tokens, unknown, tokenize } = value as VocabularyJson
    const given = options.tokenize ?? tokenize
    if (given !== null) return new Vocabulary(tokens, { unknown, tokenize: given })
    return new Vocabulary(tokens, {
      unknown,
      tokenize: () => {
        throw new OptionError(
          'Vocabulary.encode: expected tokens because the function tokenize is not in JSON; give it to fromJSON'
        )
      }
    })
  }
}

const JSON_RULE = rule('what toJSON of a Vocabulary made', (v) => {
  if (!isPlainObject(v)) return false
  const { tokens, unknown, tokenize } = v
  return (
    arrayOf(text).test(tokens) && RULES.unknown.test(unknown) && orNull(oneOf('words', 'characters')).test(tokenize)
  )
})
