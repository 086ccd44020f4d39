// Rules that the options of several layers share (see util/options.ts).
import { Generator } from '../tensor/random.ts'
import { checkValue, oneOf, type Rule, rule, wholeNumber } from '../util/options.ts'
import type { FloatType } from './parameter.ts'

/** Options of every layer with parameters. */
export interface LayerOptions {
  /** Of the parameters. Default 'float32'. */
  dtype?: FloatType
  /** Where the first values are drawn from. Default: the generator that `manualSeed` seeds. */
  generator?: Generator
}

export const generatorRule: Rule = rule('a Generator', (v) => v instanceof Generator)

export const layerRules = {
  dtype: oneOf('float32', 'float64'),
  generator: generatorRule
} as const

export const count: Rule = wholeNumber({ min: 1 })

/** A number for both directions or a pair of them. */
export function pairOf(of: Rule): Rule {
  return rule(
    `${of.expected} or a pair of them`,
    (v) => of.test(v) || (Array.isArray(v) && v.length === 2 && v.every(of.test))
  )
}

/** Checks the required arguments of a layer: name by name, whole numbers >= 1. */
export function checkCounts(call: string, values: Readonly<Record<string, unknown>>): void {
  for (const name in values) checkValue(call, name, values[name], count)
}

/** The generator option as the fillers take it. */
export function drawn(options: LayerOptions): { generator?: Generator } {
  return options.generator === undefined ? {} : { generator: options.generator }
}
