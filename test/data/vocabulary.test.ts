// Tokens and their numbers.
import { describe, expect, test } from 'vitest'
import { Vocabulary } from '../../lib/data/vocabulary.ts'
import { DataError, IndexError, OptionError } from '../../lib/errors.ts'

const TEXTS = ["The cat sat. It's the cat!", 'Über den Dächern 42', 'the dog']

describe('Vocabulary', () => {
  test('by frequency, then by code unit, after the specials', () => {
    const { tokens } = Vocabulary.build(TEXTS)
    expect(tokens.slice(0, 5)).toEqual(['<pad>', '<unk>', 'the', 'cat', '!'])
    expect(tokens).toContain("it's")
    expect(tokens).toContain('dächern')
    expect([...tokens.slice(4)]).toEqual([...tokens.slice(4)].sort())
  })

  test('limits', () => {
    expect(Vocabulary.build(TEXTS, { minFrequency: 2 }).tokens).toEqual(['<pad>', '<unk>', 'the', 'cat'])
    expect(Vocabulary.build(TEXTS, { maxTokens: 3 }).tokens).toEqual(['<pad>', '<unk>', 'the'])
    expect(Vocabulary.build([['b', 'a', 'b'], ['c']], { specials: [] }).tokens).toEqual(['b', 'a', 'c'])
    // A special that comes in the texts keeps its place.
    expect(Vocabulary.build([['<pad>', 'a']]).tokens).toEqual(['<pad>', '<unk>', 'a'])
  })

  test('encodes and decodes', () => {
    const vocabulary = Vocabulary.build(TEXTS)
    const numbers = vocabulary.encode('The mouse, the dog')
    expect([numbers.dtype, numbers.shape]).toEqual(['int32', [5]])
    expect(vocabulary.decode(numbers)).toEqual(['the', '<unk>', '<unk>', 'the', 'dog'])
    expect(vocabulary.encode(['cat']).toArray()).toEqual([vocabulary.indexOf('cat')])
    expect(vocabulary.encode('').shape).toEqual([0])
    const characters = Vocabulary.build(['añ😀'], { tokenize: 'characters', specials: [], unknown: null })
    expect(characters.decode(characters.encode('😀a'))).toEqual(['😀', 'a'])
    expect(() => characters.encode('ax')).toThrow(
      "Vocabulary.encode: token 1, 'x', has no number; build it with unknown: '<unk>'"
    )
    expect(() => characters.encode('x')).toThrow(DataError)
    expect(() => characters.decode([7])).toThrow(IndexError)
  })

  test('JSON', () => {
    const vocabulary = Vocabulary.build(TEXTS, { tokenize: 'characters' })
    const again = Vocabulary.fromJSON(JSON.stringify(vocabulary))
    expect(again.encode('The cat?').toArray()).toEqual(vocabulary.encode('The cat?').toArray())
    const tokenize = (text: string) => text.split('-')
    const own = Vocabulary.build(['a-b'], { tokenize })
    expect(() => Vocabulary.fromJSON(own.toJSON()).encode('a-b')).toThrow('the function tokenize is not in JSON')
    expect(Vocabulary.fromJSON(own.toJSON(), { tokenize }).encode('b-c').toArray()).toEqual([3, 1])
    for (const wrong of ['{', {}, { tokens: [1], unknown: null, tokenize: 'words' }]) {
      expect(() => Vocabulary.fromJSON(wrong)).toThrow('expected json to be what toJSON of a Vocabulary made')
    }
  })

  test('refuses', () => {
    expect(() => new Vocabulary(['a', 'a'])).toThrow("expected each token once but 'a' comes twice")
    expect(() => new Vocabulary(['a'], { unknown: 'b' })).toThrow(OptionError)
    expect(() => Vocabulary.build('one text' as never)).toThrow('wrap it in an array')
  })
})
