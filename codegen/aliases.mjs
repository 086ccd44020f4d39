// lib/ops/gen/aliases.ts and inPlaceAliases.ts: the other names of ops, from the rows of lib/ops/aliases.def; inPlaceForms.ts:
// the forms in place of the ops that lib/ops/inPlace.def names. Called by codegen/generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importLine } from './text.mjs'

const noteOf = (source) => `// Generated from lib/ops/${source} by codegen/aliases.mjs. Do not edit.\n`

/** The rows: { alias, op }. */
export function parseAliases(text) {
  return text.split('\n').flatMap((line, k) => {
    const row = line.replace(/#.*/, '').trim()
    if (row === '') return []
    const found = /^(\w+) = (\w+)$/.exec(row)
    if (found === null) throw new Error(`lib/ops/aliases.def:${k + 1}: expected 'alias = op' but found '${row}'`)
    return [{ alias: found[1], op: found[2] }]
  })
}

// Imports straight from the files that declare the names: the list of all ops imports the result.
function importsOf(names, fileOf) {
  const byFile = new Map()
  for (const name of names) byFile.set(fileOf(name), [...(byFile.get(fileOf(name)) ?? []), name])
  return [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, own]) => importLine('import', own, file))
    .join('')
}

function moduleOf(rows, fileOf) {
  const ops = rows.map(({ op }) => op)
  const lines = rows.map(
    ({ alias, op }) => `\n/** Another name of \`${op}\`. */\nexport const ${alias}: typeof ${op} = ${op}\n`
  )
  return `${noteOf('aliases.def')}${importsOf(ops, fileOf)}${lines.join('')}`
}

// The ops of inPlace.def as methods that write over their tensor.
function formsOf(ops, fileOf) {
  const lines = ops.map(
    (op) => `\n/** \`${op}\` in place. Returns x. */\nexport const ${op}_: typeof ${op} = inPlace('${op}_', ${op})\n`
  )
  return `${noteOf('inPlace.def')}${importsOf([...ops, 'inPlace'], fileOf)}${lines.join('')}`
}

/** @param generated files of lib/ops/gen that may not be on the disk yet: { path: text } */
export function generateAliases(root, generated) {
  const folder = join(root, 'lib/ops')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  const files = names.filter(
    (file) => file.endsWith('.ts') && !/^gen\/(aliases|inPlaceAliases|inPlaceForms)\.ts$/.test(file)
  )
  const texts = [...new Set([...files, ...Object.keys(generated).map((path) => path.replace('lib/ops/', ''))])].map(
    (file) => ({ file, text: generated[`lib/ops/${file}`] ?? readFileSync(join(folder, file), 'utf8') })
  )
  const fileOf = (op) => {
    const found = texts.find(({ text }) => new RegExp(`^export (?:function|const) ${op}\\b`, 'm').test(text))
    if (found === undefined) throw new Error(`lib/ops/aliases.def: there is no op ${op}`)
    return found.file.startsWith('gen/') ? `./${found.file.slice(4)}` : `../${found.file}`
  }
  const rows = parseAliases(readFileSync(join(folder, 'aliases.def'), 'utf8'))
  const inPlace = (row) => row.alias.endsWith('_')
  const forms = readFileSync(join(folder, 'inPlace.def'), 'utf8')
    .replace(/#.*/g, '')
    .split(/\s+/)
    .filter(Boolean)
    .sort()
  const own = (op) => (forms.includes(op.slice(0, -1)) && op.endsWith('_') ? './inPlaceForms.ts' : fileOf(op))
  return {
    'lib/ops/gen/aliases.ts': moduleOf(
      rows.filter((row) => !inPlace(row)),
      fileOf
    ),
    'lib/ops/gen/inPlaceAliases.ts': moduleOf(rows.filter(inPlace), own),
    'lib/ops/gen/inPlaceForms.ts': formsOf(forms, fileOf)
  }
}
