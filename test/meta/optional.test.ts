// The options that users give: where a property may be left out it may also be undefined, for programs that compile with
// exactOptionalPropertyTypes and pass options on.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { manualSeed } from '../../lib/index.ts'
import { ROOT } from '../declarations.ts'
import { classCases, functionCases } from './optionCases.ts'

const LIB = join(ROOT, 'lib')

/** The entries of the package, as files of lib. */
function entries(): string[] {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
  const names = Object.keys(manifest.exports).filter((name) => name !== './package.json')
  return names.map((name) => join(LIB, name === './schedules' ? 'optim' : '', name, 'index.ts'))
}

// What the library makes and nobody hands in with a property left open: events, records, saved states, checked settings.
const MADE =
  `FitStartEvent StepEvent StartRecord Position RunState OptimizerState FinishedTrial Settings TransformContext
  Kept State`.split(/\s+/)

const isUndefined = (node: ts.TypeNode): boolean =>
  ts.isUnionTypeNode(node)
    ? node.types.some(isUndefined)
    : node.kind === ts.SyntaxKind.UndefinedKeyword || node.kind === ts.SyntaxKind.UnknownKeyword

function ownerOf(node: ts.Node): string {
  const owner = ts.findAncestor(node, (n) => ts.isInterfaceDeclaration(n) || ts.isTypeAliasDeclaration(n))
  return owner === undefined ? '' : (owner as ts.InterfaceDeclaration).name.text
}

/** Every optional property of what `files` let users hand in that does not take undefined: "file: property". */
function forgotten(program: ts.Program, files: readonly string[], inside: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker()
  const found = new Set<string>()
  const seen = new Set<ts.Type>()

  const partsOf = (type: ts.Type): readonly ts.Type[] => {
    if (type.isUnionOrIntersection()) return type.types
    if (type.flags & ts.TypeFlags.TypeParameter) return [checker.getBaseConstraintOfType(type) ?? type]
    const list = checker.isArrayType(type) || checker.isTupleType(type)
    return list ? checker.getTypeArguments(type as ts.TypeReference) : []
  }

  const input = (type: ts.Type): void => {
    if (seen.has(type)) return
    seen.add(type)
    for (const part of partsOf(type)) input(part)
    if (type.isClass() || (type.flags & ts.TypeFlags.Object) === 0) return
    for (const property of type.getProperties()) {
      const node = property.valueDeclaration
      if (node === undefined || !ts.isPropertySignature(node) || !inside(node.getSourceFile().fileName)) continue
      if (node.questionToken && node.type && !isUndefined(node.type) && !MADE.includes(ownerOf(node))) {
        found.add(`${relative(ROOT, node.getSourceFile().fileName)}: ${node.getText().replace(/\s+/g, ' ')}`)
      }
      input(checker.getTypeOfSymbol(property))
    }
  }

  const parameters = (signatures: readonly ts.Signature[]): void => {
    for (const signature of signatures) {
      for (const parameter of signature.getParameters()) input(checker.getTypeOfSymbol(parameter))
    }
  }

  const exported = (symbol: ts.Symbol): void => {
    const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    if (real.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias) && /Options$/.test(real.name)) {
      input(checker.getDeclaredTypeOfSymbol(real))
    }
    if (!(real.flags & ts.SymbolFlags.Value)) return
    const type = checker.getTypeOfSymbol(real)
    parameters(type.getCallSignatures())
    parameters(type.getConstructSignatures())
    if (!(real.flags & ts.SymbolFlags.Class)) return
    for (const member of checker.getDeclaredTypeOfSymbol(real).getProperties()) {
      const node = member.valueDeclaration
      if (node === undefined || !ts.isMethodDeclaration(node) || !inside(node.getSourceFile().fileName)) continue
      parameters(checker.getTypeOfSymbol(member).getCallSignatures())
    }
  }

  for (const file of files) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!
    checker.getExportsOfModule(module).forEach(exported)
  }
  return [...found].sort()
}

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: ['node']
}

const files = entries()
const program = ts.createProgram(files, options)

test('every option that may be left out may be undefined', () => {
  expect(files.length).toBeGreaterThan(8)
  expect(forgotten(program, files, (file) => file.startsWith(LIB))).toEqual([])
})

test('an option that forgets it is found, wherever it is', () => {
  const path = join(ROOT, 'test/sample.ts')
  const text = `
    interface Base { inherited?: number }
    export interface PlainOptions extends Base { fine?: number | undefined; plain?: string }
    interface Inner { deep?: boolean; free?: unknown }
    export function call(x: number, options: { own?: number } & Inner): void
    export class Made { constructor(list: readonly { item?: 1 }[]) {} method(more?: { later?: 2 }): void {} }
    interface Result { output?: number }
    export function result(): Result`
  const host = ts.createCompilerHost(options)
  const source = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) : source(name, ...rest)
  const sample = ts.createProgram([path], options, host)
  const names = forgotten(sample, [path], (file) => file === path).map((line) => /: (\w+)/.exec(line)![1])
  expect(names).toEqual(['deep', 'inherited', 'item', 'later', 'own', 'plain'])
})

/** The options of every exported class and function, by its name: what may be left out. */
function optionNames(): Record<'classes' | 'functions', Record<string, Set<string>>> {
  const checker = program.getTypeChecker()
  const found = { classes: {} as Record<string, Set<string>>, functions: {} as Record<string, Set<string>> }
  const namesOf = (parameter: ts.Symbol): string[] => {
    const given = checker.getNonNullableType(checker.getTypeOfSymbol(parameter))
    const type = checker.getBaseConstraintOfType(given) ?? given
    const parts = (type.isUnion() ? type.types : [type]).filter((part) => !part.isClass())
    const properties = parts.flatMap((part) => part.getProperties())
    const own = properties.filter(({ flags, valueDeclaration: node }) => {
      const option = node !== undefined && ts.isPropertySignature(node) && (flags & ts.SymbolFlags.Optional) !== 0
      return option && node.getSourceFile().fileName.startsWith(LIB)
    })
    return own.map(({ name }) => name)
  }
  for (const file of files) {
    for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)) {
      const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      if (!(real.flags & ts.SymbolFlags.Value)) continue
      const type = checker.getTypeOfSymbol(real)
      const isClass = (real.flags & ts.SymbolFlags.Class) !== 0
      const signatures = isClass ? type.getConstructSignatures() : type.getCallSignatures()
      const names = signatures.flatMap((each) => {
        const parameters = each
          .getParameters()
          .filter(({ name }) => !['optimizer', 'loader', 'model', 'dataset'].includes(name))
        return parameters.flatMap(namesOf)
      })
      if (names.length > 0) found[isClass ? 'classes' : 'functions'][symbol.name] = new Set(names)
    }
  }
  return found
}

describe('undefined counts as left out', () => {
  const { classes, functions } = optionNames()

  test('every class is tried', () => {
    // The library makes these itself. Optimizers have a test in test/conformance.
    const made = ['Analysis', 'Distribution', 'ImageFolder', 'Picture', 'SearchResult']
    const names = Object.keys(classes).filter((name) => !made.includes(name))
    expect(names.length).toBeGreaterThan(60)
    expect(names.filter((name) => !Object.hasOwn(classCases, name))).toEqual([])
  })

  const shown = async (value: unknown): Promise<string> => inspect(await value, { depth: 6, showHidden: true })
  const tried = { ...classCases, ...functionCases }
  const known = Object.entries({ ...classes, ...functions }).filter(([name]) => Object.hasOwn(tried, name))
  test.each(known)('%s', async (name, names) => {
    const use = tried[name]!
    manualSeed(0)
    const wanted = await shown(use({}))
    const property = fc.asyncProperty(fc.subarray([...names], { minLength: 1 }), async (some) => {
      manualSeed(0)
      expect(await shown(use(Object.fromEntries(some.map((option) => [option, undefined]))))).toBe(wanted)
    })
    await fc.assert(property, { numRuns: 12, examples: [[[...names]]] })
  })
})
