// Connectionist temporal classification: the logarithms of the probabilities of all paths, and the gradient. The states of
// a sequence are blank, t1, blank, t2, ..., blank.
import type { CtcArgs, CtcBackwardArgs } from '../gen/kernels.ts'
import { exp_f32, exp_f64, log_f32, log_f64 } from '../gen/math.ts'
import { roundingOf } from './lanes.ts'

type Sequence = Pick<
  CtcArgs,
  'logp' | 'target' | 'steps' | 'lengths' | 'time' | 'batch' | 'classes' | 'width' | 'blank'
>

const NONE = Number.NEGATIVE_INFINITY

/** 1 + the position of the first target that is not a class; behind them steps and lengths that are too large. */
export function badOf({
  target,
  steps,
  lengths,
  time,
  batch,
  classes,
  width
}: Omit<Sequence, 'logp' | 'blank'>): number {
  for (let n = 0; n < batch; n++) {
    const [own, length] = [steps[n]!, lengths[n]!]
    if (own < 0 || own > time || length < 0 || length > width) return 1 + batch * width + n
    for (let k = n * width; k < n * width + length; k++) if (target[k]! < 0 || target[k]! >= classes) return 1 + k
  }
  return 0
}

// The class of each state, and what is added to that two before: minus infinity for a blank and for the same target again.
function statesOf({ target, lengths, width, blank }: Sequence, n: number): { label: number[]; skip: number[] } {
  const label = Array.from({ length: 2 * lengths[n]! + 1 }, (_, s) =>
    s % 2 === 1 ? target[n * width + (s - 1) / 2]! : blank
  )
  const skip = label.map((c, s) => (s % 2 === 1 && s > 2 && c !== label[s - 2] ? 0 : NONE))
  return { label, skip }
}

const larger = (a: number, b: number): number => (a > b ? a : b)

// log(exp(a) + exp(b) + exp(c)), each step rounded.
function logSum(x: CtcArgs['logp']): (a: number, b: number, c: number) => number {
  const r = roundingOf(x)
  const [exp, log] = x instanceof Float32Array ? [exp_f32, log_f32] : [exp_f64, log_f64]
  return (a, b, c) => {
    const top = larger(larger(a, b), c)
    const m = Math.abs(top) === Infinity ? 0 : top
    return r(log(r(r(exp(r(a - m)) + exp(r(b - m))) + exp(r(c - m)))) + m)
  }
}

export const ctc = {
  ctc(args: CtcArgs): number {
    const bad = badOf(args)
    if (bad > 0) return bad
    const { logp, steps, alpha, loss, time, batch, classes, width } = args
    const states = 2 * width + 1
    const sum = logSum(logp)
    alpha.fill(NONE, 0, batch * time * states)
    for (let n = 0; n < batch; n++) {
      const { label, skip } = statesOf(args, n)
      const own = steps[n]!
      const at = (t: number, s: number): number => (s < 0 ? NONE : alpha[(n * time + t) * states + s]!)
      for (let t = 0; t < own; t++) {
        for (let s = 0; s < label.length; s++) {
          const emitted = logp[(t * batch + n) * classes + label[s]!]!
          const into = (n * time + t) * states + s
          if (t === 0) alpha[into] = s < 2 ? emitted : NONE
          else alpha[into] = sum(at(t - 1, s), at(t - 1, s - 1), at(t - 1, s - 2) + skip[s]!) + emitted
        }
      }
      const last = label.length - 1
      if (own > 0) loss[n] = -sum(at(own - 1, last), at(own - 1, last - 1), NONE)
      else loss[n] = last === 0 ? 0 : Infinity
    }
    return 0
  },

  ctcBackward(args: CtcBackwardArgs): number {
    const bad = badOf(args)
    if (bad > 0) return bad
    const { logp, steps, alpha, loss, dloss, dlogp, time, batch, classes, width, zeroInfinity } = args
    const states = 2 * width + 1
    const r = roundingOf(logp)
    const exp = logp instanceof Float32Array ? exp_f32 : exp_f64
    const sum = logSum(logp)
    dlogp.fill(0, 0, time * batch * classes)
    for (let n = 0; n < batch; n++) {
      if (zeroInfinity === 1 && loss[n] === Infinity) continue
      const { label, skip } = statesOf(args, n)
      let after: number[] = []
      const at = (s: number): number => after[s] ?? NONE
      for (let t = steps[n]! - 1; t >= 0; t--) {
        const row = (t * batch + n) * classes
        const beta = label.map((c, s) => {
          if (t === steps[n]! - 1) return s + 2 >= label.length ? logp[row + c]! : NONE
          return r(sum(at(s), at(s + 1), at(s + 2) + (skip[s + 2] ?? NONE)) + logp[row + c]!)
        })
        for (let c = 0; c < classes; c++) dlogp[row + c] = exp(logp[row + c]!)
        for (const [s, c] of label.entries()) {
          const path = r(alpha[(n * time + t) * states + s]! + beta[s]!)
          dlogp[row + c] = dlogp[row + c]! - exp(r(r(path + loss[n]!) - logp[row + c]!))
        }
        for (let c = 0; c < classes; c++) dlogp[row + c] = dlogp[row + c]! * dloss[n]!
        after = beta
      }
    }
    return 0
  }
}
