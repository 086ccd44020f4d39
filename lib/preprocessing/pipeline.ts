// Transformers one after the other.
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { arrayOf, checkValue, rule, show } from '../util/options.ts'
import type { Frame, Value } from './frame.ts'
import { type AnyTransformer, addKind, readTransformer, transformerRule } from './kinds.ts'
import { parseJson, Transformer, type TransformerJson, type TransformOptions } from './transformer.ts'

interface Steps {
  readonly steps: readonly AnyTransformer[]
}

const STEPS = arrayOf(
  rule(`a pair of a name and ${transformerRule.expected}`, (v) => {
    return Array.isArray(v) && v.length === 2 && typeof v[0] === 'string' && transformerRule.test(v[1])
  })
)

/**
 * Transformers one after the other, each fitted to what the one before makes, as scikit-learn's Pipeline. Numbers between
 * them are float64. What is given stays unfitted; `namedSteps` has the fitted ones.
 *
 * @param steps pairs of a name and a transformer
 * @throws OptionError for no steps, or a name that comes twice
 * @example
 * const numbers = new Pipeline([['fill', new SimpleImputer({ strategy: 'median' })], ['scale', new StandardScaler()]])
 * numbers.fitTransform([[1], [null], [3]]).toArray() // [[-1.22474], [0], [1.22474]]
 */
export class Pipeline<Out extends Tensor | Value[][] = Tensor> extends Transformer<Out, Steps> {
  readonly type = 'Pipeline'
  readonly #steps: readonly (readonly [name: string, transformer: AnyTransformer])[]

  constructor(steps: readonly (readonly [name: string, transformer: AnyTransformer])[]) {
    super('Pipeline', {}, {})
    checkValue('Pipeline', 'steps', steps, STEPS)
    const names = steps.map(([name]) => name)
    const twice = names.find((name, k) => names.indexOf(name) !== k)
    if (steps.length === 0) throw new OptionError('Pipeline: expected one or more steps but received none')
    if (twice !== undefined) throw new OptionError(`Pipeline: expected each name once but ${show(twice)} comes twice`)
    this.#steps = steps.map(([name, step]) => [name, step])
  }

  /** The fitted transformers by name. */
  get namedSteps(): Readonly<Record<string, AnyTransformer>> {
    const { steps } = this.fitted('namedSteps').state
    return Object.fromEntries(this.#steps.map(([name], k) => [name, steps[k]!]))
  }

  /** @internal */
  learn(frame: Frame): Steps {
    let current = frame
    const steps = this.#steps.map(([, step]) => {
      const own = step.blank()
      own.fitFrame(current)
      current = own.applyFrame(current)
      return own
    })
    return { steps }
  }

  /** @internal */
  apply(frame: Frame, { steps }: Steps): Frame {
    return steps.reduce((current, step) => step.applyFrame(current), frame)
  }

  /** @internal */
  invert(frame: Frame, { steps }: Steps): Frame {
    return steps.reduceRight((current, step) => step.invertFrame(current), frame)
  }

  /** @internal */
  namesOut(_names: readonly string[], { steps }: Steps): readonly string[] {
    return steps.at(-1)!.getFeatureNamesOut()
  }

  /** @internal */
  isState(): boolean {
    return true
  }

  /** @internal */
  override blank(): this {
    return new Pipeline(this.#steps) as unknown as this
  }

  override toJSON(): TransformerJson {
    const { isFitted } = this
    const { names = null, named = false, state } = isFitted ? this.fitted('toJSON') : {}
    const all = state?.steps ?? this.#steps.map(([, step]) => step.blank())
    const steps = this.#steps.map(([name], k) => [name, all[k]!.toJSON()])
    return { type: this.type, options: { steps }, names, named, fitted: isFitted ? {} : null }
  }

  static override fromJSON<T extends Transformer<unknown>>(
    this: new (
      ...options: never[]
    ) => T,
    json: object | string
  ): T {
    const call = 'Pipeline.fromJSON'
    const { options, fitted, ...rest } = parseJson(call, json, 'Pipeline')
    const given = (options as { steps?: unknown }).steps
    if (!Array.isArray(given)) throw new OptionError(`${call}: expected steps but found ${show(given)}`)
    const steps = given.map((pair: unknown): [string, AnyTransformer] => {
      const [name, step] = Array.isArray(pair) ? pair : []
      return [name as string, readTransformer(call, step)]
    })
    const made = new Pipeline(steps)
    const whole = fitted === null ? null : { steps: steps.map(([, step]) => step) }
    made.restore({ options, ...rest, fitted: whole })
    return made as unknown as T
  }

  /** @internal */
  protected override out(frame: Frame, dtype: TransformOptions['dtype']): Out {
    return this.numbersOrRows(frame, dtype) as Out
  }
}

addKind('Pipeline', Pipeline)
