// Every @example of lib, and every block of a guide that is a TypeScript module, compiles under the strictest settings of
// TypeScript, so that it does in anybody's project.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from '../declarations.ts'
import { type Example, examples, setupOf, uses } from './examples.ts'

const LIB = join(ROOT, 'lib')
const STRICTEST: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
  paths: {
    thalweg: [join(LIB, 'index.ts')],
    'thalweg/schedules': [join(LIB, 'optim/schedules/index.ts')],
    'thalweg/*': [join(LIB, '*/index.ts')]
  }
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
const entries = new Map(
  Object.keys(manifest.exports)
    .filter((name) => name !== './package.json')
    .map((name) => [join('thalweg', name), join(LIB, name === './schedules' ? 'optim/schedules' : name, 'index.ts')])
)

/** The names that a file exports, types among them. */
function exportsOf(program: ts.Program, file: string): string[] {
  const symbol = program.getTypeChecker().getSymbolAtLocation(program.getSourceFile(file)!)
  return symbol === undefined
    ? []
    : program
        .getTypeChecker()
        .getExportsOfModule(symbol)
        .map(({ name }) => name)
}

/** A module of an example: public names and those of its file are imported, the rest of what it speaks of is made. */
function moduleOf({ file, code }: Example, own: readonly string[], names: ReadonlyMap<string, string>): string {
  const written = [...code.matchAll(/^import .*$/gm)].map(([line]) => line)
  const setup = setupOf(code)
  const body = code.replace(/^import .*$/gm, '')
  const needed = new Map<string, Set<string>>()
  for (const [name, from] of [...names, ...own.map((name) => [name, join(LIB, file)] as const)]) {
    if (!uses(`${setup}\n${body}`, name) || written.some((line) => uses(line, name))) continue
    if (from.startsWith('thalweg') && own.includes(name)) continue
    needed.set(from, (needed.get(from) ?? new Set()).add(name))
  }
  const imports = [...needed].map(([from, list]) => `import { ${[...list].join(', ')} } from '${from}'`)
  if (uses(body, 'nn') || uses(setup, 'nn')) imports.push("import * as nn from 'thalweg/nn'")
  return `${[...imports, ...written].join('\n')}\n${setup}\n{\n${body}}\nexport {}\n`
}

/** A module and what it is called in messages. */
interface Module {
  readonly label: string
  readonly text: string
}

// The modules of examples; `exporting` holds their files and the entries.
function modulesOf(exporting: ts.Program, list: readonly Example[]): Module[] {
  const names = new Map<string, string>()
  for (const [entry, file] of entries) {
    for (const name of exportsOf(exporting, file)) if (!names.has(name)) names.set(name, entry)
  }
  return list.map((example) => ({
    label: `lib/${example.file}:${example.line}`,
    text: moduleOf(example, exportsOf(exporting, join(LIB, example.file)), names)
  }))
}

/** The blocks of the guides that are whole modules of TypeScript: they begin with imports. */
function modulesOfGuides(): Module[] {
  const folder = join(ROOT, 'docs/guide')
  return readdirSync(folder).flatMap((page) => {
    const blocks = readFileSync(join(folder, page), 'utf8').matchAll(
      /^```ts\n((?:\/\/ \S+\.ts\n)?import [\s\S]*?)^```$/gm
    )
    return Array.from(blocks, ([, text], k) => ({ label: `docs/guide/${page}, block ${k}`, text: text! }))
  })
}

/** What TypeScript finds wrong with modules, "label: message: code". */
function problemsOf(exporting: ts.Program, modules: readonly Module[]): string[] {
  const texts = new Map(modules.map(({ text }, k) => [join(ROOT, `test/docs/module${k}.ts`), text]))
  const host = ts.createCompilerHost(STRICTEST)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, version, ...rest) =>
    texts.has(path)
      ? ts.createSourceFile(path, texts.get(path)!, version, true)
      : (exporting.getSourceFile(path) ?? getSourceFile(path, version, ...rest))
  const program = ts.createProgram([...texts.keys()], STRICTEST, host)
  return [...texts.keys()].flatMap((path, k) => {
    const source = program.getSourceFile(path)!
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ messageText, start = 0 }) => {
      const at = source.text.split('\n')[source.getLineAndCharacterOfPosition(start).line]
      return `${modules[k]!.label}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}: ${at}`
    })
  })
}

test('every example compiles, and what is wrong is found', () => {
  const wrong = [
    'const [first] = [1, 2].map((k) => k + 1)\nfirst.toFixed()',
    'const table: Record<string, number> = {}\ntable.size',
    'new Linear(1, 2, { biass: true })',
    'const made: { dtype?: string } = { dtype: undefined }',
    'maxPool2d(ones([1, 1, 2, 2]), 2).indices',
    'tensor([1]).toArray()[0]'
  ].map((code, line) => ({ file: 'tensor/create.ts', line: -line, code: `${code}\n` }))
  const files = [...examples, ...wrong].map(({ file }) => join(LIB, file))
  const exporting = ts.createProgram([...new Set([...entries.values(), ...files])], STRICTEST)
  const guides = modulesOfGuides()
  expect(guides.length).toBeGreaterThan(1)
  const problems = problemsOf(exporting, [...modulesOf(exporting, [...examples, ...wrong]), ...guides])
  const isOf = (line: number, text: string): boolean => text.startsWith(`lib/tensor/create.ts:${line}: `)
  expect(problems.filter((text) => !wrong.some(({ line }) => isOf(line, text)))).toEqual([])
  expect(wrong.filter(({ line }) => !problems.some((text) => isOf(line, text)))).toEqual([])
})
