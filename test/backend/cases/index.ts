// For every kernel, one function that makes a small sound call of seeded choices. The comparison of all levels and thread
// counts, the argument tests, the run under qemu, the sanitizer run and the comparison of the two build systems all work
// on these. A kernel of native/kernels.def without a case does not compile here.
import type { KernelCalls } from '../../../lib/backend/index.ts'
import type { Call, Pick } from '../pick.ts'
import { attention } from './attention.ts'
import { bfloat16 } from './bfloat16.ts'
import { conv } from './conv.ts'
import { move } from './copy.ts'
import { elementwise } from './elementwise.ts'
import { gather } from './gather.ts'
import { gemm } from './gemm.ts'
import { norm } from './norm.ts'
import { optim } from './optim.ts'
import { pool } from './pool.ts'
import { probe } from './probe.ts'
import { random } from './random.ts'
import { recurrence } from './recurrent.ts'
import { reduce } from './reduce.ts'
import { softmax } from './softmax.ts'

export type Case = (pick: Pick) => Call

export const CASES: { readonly [K in keyof KernelCalls]: Case } = {
  ...attention,
  ...bfloat16,
  ...conv,
  ...elementwise,
  ...gather,
  ...gemm,
  ...move,
  ...norm,
  ...optim,
  ...pool,
  ...probe,
  ...random,
  ...recurrence,
  ...reduce,
  ...softmax
}
