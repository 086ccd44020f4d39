// Words that a reader of the field would stop at: the table in CONTRIBUTING.md lists them, and what to write instead. Looks
// at documents and at the comments and strings of the code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const HEADING = '## Words\n'
const guide = read('CONTRIBUTING.md')

interface Entry {
  readonly pattern: RegExp
  readonly instead: string
}

// A phrase as a pattern: words may be parted by a line break with a comment's margin, and * is the rest of a word.
const source = (phrase: string): string =>
  phrase
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '\\w*')
    .replace(/ /g, '\\s+(?:(?:\\*|//|#)\\s+)?')

// What is fine is matched first, so that the phrase within it is passed over.
function entriesOf(text: string): Entry[] {
  const rows = text.slice(text.indexOf(HEADING)).match(/^\| `.*$/gm) ?? []
  return rows.map((row) => {
    const [, wrong, instead, fine] = row.split('|').map((cell) => cell.trim())
    const phrases = (cell: string): string[] => Array.from(cell.matchAll(/`([^`]+)`/g), ([, phrase]) => source(phrase!))
    const passed = phrases(fine!).map((phrase) => `\\b${phrase}\\b`)
    const sought = `(?<found>(?<![\\w-])(?:${phrases(wrong!).join('|')})(?![\\w-]))`
    return { pattern: new RegExp([...passed, sought].join('|'), 'gi'), instead: instead! }
  })
}

const entries = entriesOf(guide)

// `path:line "phrase" (instead)` for each phrase of a text whose other parts are blank.
function found(path: string, text: string): string[] {
  return entries.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)]
      .filter(({ groups }) => groups?.found !== undefined)
      .map(({ 0: phrase, index }) => `${path}:${text.slice(0, index).split('\n').length} "${phrase}" (${instead})`)
  )
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

// A document without code between backticks, which quotes names.
const proseOf = (text: string): string => text.replace(/(?<!`)`[^`\n]+`(?!`)/g, blank)

// Comments and strings of a source; everything else is blank. A quote within a pattern or a comment may hide the rest of
// its line, never more.
const KINDS: Record<string, RegExp> = {
  ts: /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g,
  cc: /\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"/g,
  def: /#.*/g
}
function wordsOf(path: string, text: string): string {
  const kind = /\.(def|rule)$/.test(path) ? 'def' : /\.m?[jt]s$/.test(path) ? 'ts' : 'cc'
  let kept = ''
  let end = 0
  for (const { 0: piece, index } of text.matchAll(KINDS[kind]!)) {
    // Imports name files.
    const imported = /(?:from|import|#include) ?\(?$/.test(text.slice(Math.max(0, index - 12), index))
    kept += blank(text.slice(end, index)) + (imported ? blank(piece) : proseOf(piece))
    end = index + piece.length
  }
  return kept + blank(text.slice(end))
}

const files = (folder: string, kind: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => kind.test(path))
    .map((path) => join(folder, path))

test('the table has entries, and they find what they forbid and nothing else', () => {
  expect(entries.length).toBeGreaterThan(15)
  const of = (text: string): string[] => found('a', text).map((line) => /"(.+)"/s.exec(line)![1]!)
  expect(of('It begins anew. It goes\n// on. Beside it; besides.')).toEqual(['anew', 'goes\n// on', 'Beside'])
  expect(of('a training of ten epochs; a training run; after a training')).toEqual(['a training', 'a training'])
  expect(of('There is no way, and it is no longer there; it is no tensor')).toEqual(['is no'])
  expect(of('two neighbours, a neighbor')).toEqual(['neighbours'])
  const code = "const beside = 1 // beside\nimport 'anew'\nthrow new Error('it goes on')"
  expect(of(wordsOf('a.ts', code))).toEqual(['goes on', 'beside'])
  expect(of(wordsOf('a.rule', 'anew = x # anew'))).toEqual(['anew'])
})

const documents = files('docs', /\.md$/)
const isReference = (path: string): boolean => path.startsWith(join('docs', 'reference'))

test('documents use the words of the field', () => {
  const written = documents.filter((path) => !isReference(path))
  const paths = ['README.md', 'CHANGELOG.md', ...written, ...files('examples', /\.md$/)]
  const own = guide.slice(0, guide.indexOf(HEADING))
  expect([
    ...found('CONTRIBUTING.md', proseOf(own)),
    ...paths.flatMap((path) => found(path, proseOf(read(path))))
  ]).toEqual([])
})

test('the reference, which docstrings make, uses the words of the field', () => {
  expect(documents.filter(isReference).flatMap((path) => found(path, proseOf(read(path))))).toEqual([])
})

test.each([
  ['lib', /\.ts$/],
  ['native', /\.(h|cc|def|rule)$/],
  ['test', /\.ts$/],
  ['codegen', /\.mjs$/],
  ['scripts', /\.mjs$/],
  ['examples', /\.ts$/],
  ['demo', /\.ts$/]
])('comments and strings of %s use the words of the field', (folder, kind) => {
  const sources = files(folder, kind).filter((path) => path !== 'test/meta/words.test.ts')
  expect(sources.flatMap((path) => found(path, wordsOf(path, read(path))))).toEqual([])
})
