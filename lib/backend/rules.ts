// What the generated tables of native/rules hold: the rows of elementwise ops and of optimizer rules.

/** The gradient of an input: `'identity'` is the upstream gradient itself, else an op of the tensors that it needs. */
export type Gradient =
  | 'identity'
  | {
      /** Its number in the kernel `map`. */
      readonly op: number
      /** In order: of `'g'` (upstream), the op's inputs by name and `'y'` (its result) those that the formula names. */
      readonly needs: readonly string[]
      readonly formula: string
    }

/** A row of native/rules/elementwise.def. */
export interface Row {
  /** Its number in the kernel `map`, or in `mapBool` when the result is a bool. */
  readonly op: number
  readonly inputs: readonly string[]
  /** The numbers p0 and p1 of the kernel; the gradients take the same. */
  readonly params: readonly string[]
  readonly formula: string
  readonly gradients: { readonly [input: string]: Gradient }
}

/** A rule of native/rules/optim. */
export interface Rule {
  /** Its number in the kernel `optim`. */
  readonly rule: number
  /** In the order of their bits. */
  readonly flags: readonly string[]
  /** Tensors that it keeps for each parameter, some only under a flag. */
  readonly states: readonly { readonly name: string; readonly flag?: string }[]
  /** The numbers c0, c1, ... of the kernel. */
  readonly numbers: readonly string[]
  /** By flags: which of the parameter, its gradient and the states take part, as bits. */
  readonly present: readonly number[]
  readonly formula: string
}

/** out[o + i s] = the op of x0[o0 + i s0], x1[o1 + i s1], ... for i below n; `inputs` are x0, o0, s0, x1, ... */
export type Loop<Out, In> = (
  n: number,
  out: Out,
  o: number,
  s: number,
  p0: number,
  p1: number,
  ...inputs: (In | number)[]
) => void

/** One step of a rule on n elements; the tensors are p, g and all states, undefined where the flags leave one out. */
export type RuleLoop<A> = (flags: number, n: number, c: readonly number[], ...tensors: (A | undefined)[]) => void
