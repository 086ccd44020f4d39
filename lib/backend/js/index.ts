// The JavaScript backend: the specification of every kernel, and what serves where no addon fits. A kernel that is
// declared in native/kernels.def and missing here does not compile.
import type { JsKernels } from '../gen/kernels.ts'
import { attention } from './attention.ts'
import { bfloat16 } from './bfloat16.ts'
import { conv } from './conv.ts'
import { move } from './copy.ts'
import { elementwise } from './elementwise.ts'
import { gather } from './gather.ts'
import { gemm } from './gemm.ts'
import { norm } from './norm.ts'
import { optim } from './optim.ts'
import { packed } from './packed.ts'
import { pool } from './pool.ts'
import { probe } from './probe.ts'
import { random } from './random.ts'
import { recurrence } from './recurrent.ts'
import { reduce } from './reduce.ts'
import { softmax } from './softmax.ts'

export const kernels: JsKernels = {
  ...elementwise,
  ...reduce,
  ...softmax,
  ...norm,
  ...gemm,
  ...bfloat16,
  ...conv,
  ...packed,
  ...pool,
  ...move,
  ...gather,
  ...attention,
  ...recurrence,
  ...optim,
  ...random,
  ...probe
}
