// Option rules shared by several layers (see util/options.ts).
import { SEVERAL } from '../ops/image/spatial.ts'
import { Generator } from '../tensor/random.ts'
import { checkValue, oneOf, type Rule, rule, wholeNumber } from '../util/options.ts'
import type { FloatType } from './parameter.ts'

/** Options of every layer with parameters. */
export interface LayerOptions {
  /** The parameters' dtype. Default 'float32'. */
  dtype?: FloatType | undefined
  /** The generator for initialization. Default: the one that `manualSeed` seeds. */
  generator?: Generator | undefined
}

export const generatorRule: Rule = rule('a Generator', (v) => v instanceof Generator)

export const layerRules = {
  dtype: oneOf('float32', 'float64'),
  generator: generatorRule
} as const

export const count: Rule = wholeNumber({ min: 1 })

export const nonNegative: Rule = wholeNumber({ min: 0 })

/** A number for all of `nd` directions, or one for each. */
export function sizesRule(of: Rule, nd: number): Rule {
  return rule(
    `${of.expected} or ${SEVERAL[nd]}`,
    (v) => of.test(v) || (Array.isArray(v) && v.length === nd && v.every(of.test))
  )
}

/** A number for each of `nd` directions. */
export function listOf(size: number | readonly number[], nd: number): readonly number[] {
  return typeof size === 'number' ? new Array<number>(nd).fill(size) : [...size]
}

/** Checks that each required argument of a layer is a whole number >= 1. */
export function checkCounts(call: string, values: Readonly<Record<string, unknown>>): void {
  for (const name in values) checkValue(call, name, values[name], count)
}

/** The generator option as the fillers take it. */
export function drawn(options: LayerOptions): { generator?: Generator } {
  return options.generator === undefined ? {} : { generator: options.generator }
}
