// docs/reference/optim/*.md: a page for each optimizer, from the docstrings of its file and the rules that it names. Called
// by codegen/generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { optimizerFiles } from './catalog.mjs'

// The lines of a docstring without its stars.
const unstar = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*\/?\*+\/? ?/, '').replace(/\s*\*\/\s*$/, ''))
    .join('\n')
    .trim()

const oneLine = (text) => unstar(text).replace(/\s*\n\s*/g, ' ')

// The text from an opening bracket to the one that closes it, without the two.
function within(text, from) {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if ('([{'.includes(text[at])) depth++
    else if (')]}'.includes(text[at]) && --depth === 0) return text.slice(from + 1, at)
  }
  throw new Error(`codegen/reference.mjs: a bracket stays open in ${text.slice(from, from + 60)}`)
}

// The arguments of a call, as they are written.
function argumentsOf(text) {
  const list = ['']
  let depth = 0
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    if (letter === ',' && depth === 0) list.push('')
    else list[list.length - 1] += letter
  }
  return list.map((each) => each.trim())
}

const ROW =
  /\.\.\.(\w+)|(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\s+(\w+): (option|needed|betas)(?:<((?:[^<>()]|\([^)]*\))+)>)?(?=\()/g

/** name, type, text of every row of a table of options and of the tables that are spread into it. */
function rowsOf(text, table) {
  const start = text.indexOf(`const ${table} = {`)
  if (start < 0) throw new Error(`codegen/reference.mjs: no table ${table}`)
  const body = within(text, text.indexOf('{', start))
  return [...body.matchAll(ROW)].flatMap((match) => {
    const [all, spread, doc, name, kind, given] = match
    if (spread) return rowsOf(text, spread)
    const args = argumentsOf(within(body, match.index + all.length))
    const value = kind === 'betas' ? `[${args.join(', ')}]` : args[0]
    const simple = /^(true|false)$/.test(value) ? 'boolean' : 'number'
    const type = given ?? (kind === 'betas' ? 'readonly [number, number]' : simple)
    return [{ name, type, text: withDefault(table, name, oneLine(doc), kind === 'needed' ? null : value) }]
  })
}

// The text of an option, which says the default that editors show: it must be the one that is declared.
function withDefault(table, name, text, value) {
  const plain = (s) => s.replace(/_/g, '')
  const said = /Default ((?:[^.]|\.(?=\d))+)\.(?: |$)/.exec(text)?.[1] ?? null
  if (value !== null ? said === null || plain(said) !== plain(value) : said !== null) {
    throw new Error(`codegen/reference.mjs: ${table}.${name} says the default ${said} but declares ${value}`)
  }
  return text
}

/** The options of a class: those of the table that its options interface extends. */
function optionsOf(text, name) {
  const table = new RegExp(`interface ${name} extends OptionsOf<typeof (\\w+)>`).exec(text)?.[1]
  if (table === undefined) throw new Error(`codegen/reference.mjs: ${name} does not extend OptionsOf of a table`)
  return rowsOf(text, table)
}

/**
 * The parts of a class's docstring: what it is, when to use it, what it throws, its example; where the rules do not say it
 * all, its formula (lines as they are) and what it keeps.
 */
function parts(doc) {
  const [prose, ...tags] = unstar(doc).split(/\n(?=@)/)
  const tag = (name) => tags.filter((t) => t.startsWith(`@${name}`)).map((t) => t.slice(name.length + 1).trim())
  const [what, ...rest] = prose.split(/\n\s*\n(?=When to use: |Formula:\n|Memory: )/)
  const part = (name) => rest.find((text) => text.startsWith(name))?.slice(name.length) ?? ''
  const flow = (text) => text.replace(/\s*\n\s*/g, ' ').trim()
  return {
    what: flow(what),
    when: flow(part('When to use: ')),
    formula: part('Formula:\n').trimEnd(),
    memory: flow(part('Memory: ')),
    throws: tag('throws').map((t) => t.replace(/\s*\n\s*/g, ' ')),
    example: tag('example')[0] ?? ''
  }
}

function page(name, text, rules) {
  const found = new RegExp(`(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\nexport class ${name}\\b`).exec(text)
  const { what, when, formula, memory, throws, example } = parts(found[1])
  const options = optionsOf(text, `${name}Options`)
  const used = [...new Set([...text.matchAll(/RULES\.(\w+)/g)].map((m) => m[1]))]
  const formulas = used.map((rule) => rules.find((r) => r.name === rule)).filter(Boolean)
  const states = [...new Set(formulas.flatMap((rule) => rule.states.filter((state) => state !== 'direction')))]
  const cell = (s) => s.replace(/\|/g, '\\|')
  const rows = options.map((o) => `| \`${o.name}\` | \`${cell(o.type)}\` | ${cell(o.text)} |`)
  const sections = [
    `# ${name}`,
    what,
    when && `**When to use.** ${when[0].toUpperCase()}${when.slice(1)}`,
    example && `\`\`\`ts\n${example}\n\`\`\``,
    rows.length > 0 && `## Options\n\n| option | type | meaning, range, default |\n|---|---|---|\n${rows.join('\n')}`,
    (formula || formulas.length > 0) && '## Formula',
    formula && `\`\`\`\n${formula}\n\`\`\``,
    formulas.length > 0 &&
      `Of one element, with its gradient \`g\`, in the [grammar of the rules](../../../native/rules/GRAMMAR.md); the comments of native/rules/optim say what each number is.\n\n${formulas.map((rule) => `\`\`\`\n${rule.text}\n\`\`\``).join('\n\n')}`,
    memory && `## Memory\n\n${memory[0].toUpperCase()}${memory.slice(1)}`,
    states.length > 0 &&
      !memory &&
      `## Memory\n\nKept for each element, in addition to the parameter and its gradient: ${states.map((s) => `\`${s}\``).join(', ')}.`,
    throws.length > 0 && `## Errors\n\n${throws.map((t) => `- ${t}`).join('\n')}`
  ]
  return `<!-- Generated by codegen/reference.mjs. Do not edit. -->\n\n${sections.filter(Boolean).join('\n\n')}\n`
}

// The rules as they are written: their names, states and text.
function readRules(root) {
  const folder = join(root, 'native/rules/optim')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.rule'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8').trim()
      const [, name, tensors] = /^rule (\w+)\(([^;]*);/m.exec(text)
      const states = tensors
        .split(',')
        .slice(2)
        .map((s) => s.trim().replace(/ if (\w+)/, ' ($1)'))
      return { name, states, text }
    })
}

export function generateReference(root) {
  const rules = readRules(root)
  const pages = {}
  const lines = []
  for (const { file, text, names } of optimizerFiles(root)) {
    for (const name of names) {
      pages[`docs/reference/optim/${name}.md`] = page(name, text, rules)
      lines.push(`- [${name}](${name}.md), in \`lib/optim/optimizers/${file}\``)
    }
  }
  const list = lines.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).join('\n')
  pages['docs/reference/optim/README.md'] =
    `<!-- Generated by codegen/reference.mjs. Do not edit. -->\n\n# Optimizers\n\n${list}\n`
  return pages
}
