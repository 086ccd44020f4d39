// What of PyTorch is here: by name of PyTorch, ours or the reason why there is none. Makes docs/reference/pytorch.md.
// Called by coverage.test.ts.
import { readFileSync } from 'node:fs'
import * as root from '../../lib/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { RENAMED, WAIVED } from './coverageTables.ts'

const { version, names } = JSON.parse(readFileSync(new URL('../golden/torchNames.json', import.meta.url), 'utf8')) as {
  version: string
  names: Record<Section, string[]>
}

export type Section = keyof typeof SECTIONS

const functions: object[] = [root]
/** By section of PyTorch, where its names are looked for, and how they are written here. */
const SECTIONS = {
  'torch.nn': { places: [nn], prefix: 'nn.' },
  'torch.nn.functional': { places: functions, prefix: '' },
  torch: { places: functions, prefix: '' },
  'torch.linalg': { places: [root.linalg], prefix: 'linalg.' },
  'torch.special': { places: functions, prefix: '' },
  'torch.Tensor': { places: [root.Tensor.prototype, root.tensor([1])], prefix: 'x.' }
} as const

export interface Row {
  readonly section: Section
  readonly name: string
  /** What it is called here; null if there is none. */
  readonly ours: string | null
  /** Why there is none, where that has a reason. */
  readonly reason: string | null
}

/** atleast_1d -> atleast1d, masked_fill_ -> maskedFill_. */
const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, next: string) => next.toUpperCase())

/** Where something of the same name is here; null if nothing is. */
export function sameName(section: Section, name: string): string | null {
  const { places, prefix } = SECTIONS[section]
  const own = camelCase(name)
  if (places.some((place) => own in place)) return `${prefix}${own}`
  // Functions that write into their first argument are methods alone.
  return name.endsWith('_') && own in root.Tensor.prototype ? `x.${own}` : null
}

function rowOf(section: Section, name: string): Row {
  const ours = RENAMED[section]?.[name] ?? sameName(section, name)
  const reason = ours === null ? (WAIVED.find(({ matches }) => matches(section, name))?.reason ?? null) : null
  return { section, name, ours, reason }
}

export const rows: readonly Row[] = (Object.keys(SECTIONS) as Section[]).flatMap((section) =>
  names[section].map((name) => rowOf(section, name))
)

/** What of a section's names that have no reason to be left out is here. */
export function share(section: Section): { here: number; of: number; total: number } {
  const own = rows.filter((row) => row.section === section)
  const here = own.filter(({ ours }) => ours !== null).length
  return { here, of: own.filter(({ reason }) => reason === null).length, total: own.length }
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``

function sectionText(section: Section): string {
  const own = rows.filter((row) => row.section === section)
  const here = own.filter(({ ours }) => ours !== null).map(({ name, ours }) => `| ${code(name)} | ${code(ours!)} |`)
  const missing = own.filter(({ ours, reason }) => ours === null && reason === null).map(({ name }) => code(name))
  const waived = [...new Set(WAIVED.map(({ reason }) => reason))]
    .map((reason) => ({ reason, list: own.filter((row) => row.reason === reason).map(({ name }) => code(name)) }))
    .filter(({ list }) => list.length > 0)
  return [
    `## ${section}`,
    `| PyTorch | here |\n|---|---|\n${here.join('\n')}`,
    ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}.`]),
    ...waived.map(({ reason, list }) => `${reason}: ${list.join(', ')}.`)
  ].join('\n\n')
}

/** The text of docs/reference/pytorch.md. */
export function page(): string {
  const sections = Object.keys(SECTIONS) as Section[]
  const summary = sections.map((section) => {
    const { here, of, total } = share(section)
    return `| [${section}](#${section.toLowerCase().replaceAll('.', '-')}) | ${total} | ${total - of} | ${here} | ${Math.floor((100 * here) / of)} % |`
  })
  return `${[
    `# What of PyTorch ${version} is here`,
    `Every public class of torch.nn, every function of torch and its parts, and every attribute of a tensor. Names are
PyTorch's in camelCase, and so are options; where a name differs, the table says it. What is missing, and what has no meaning
here, is listed below each table. A test generates this page from PyTorch's list of names and from what the library exports.`,
    `| | names | without a meaning here | here | of the rest |\n|---|---|---|---|---|\n${summary.join('\n')}`,
    ...sections.map(sectionText)
  ].join('\n\n')}\n`
}
