// Generated from the files of this folder by codegen/catalog.mjs. Do not edit.
import type { AdaBelief } from './adabelief.ts'
import type { Adadelta } from './adadelta.ts'
import type { Adafactor } from './adafactor.ts'
import type { Adagrad } from './adagrad.ts'
import type { Adam, AdamW } from './adam.ts'
import type { Adam8bit, AdamBfloat16 } from './adam8bit.ts'
import type { Adamax } from './adamax.ts'
import type { Adan } from './adan.ts'
import type { AdEMAMix } from './ademamix.ts'
import type { ASGD } from './asgd.ts'
import type { LAMB } from './lamb.ts'
import type { LARS } from './lars.ts'
import type { Lion } from './lion.ts'
import type { Muon } from './muon.ts'
import type { NAdam } from './nadam.ts'
import type { Prodigy } from './prodigy.ts'
import type { RAdam } from './radam.ts'
import type { RMSprop } from './rmsprop.ts'
import type { Rprop } from './rprop.ts'
import type { ScheduleFreeAdamW, ScheduleFreeSGD } from './scheduleFree.ts'
import type { SGD } from './sgd.ts'
import type { Shampoo } from './shampoo.ts'
import type { SOAP } from './soap.ts'
import type { SparseAdam } from './sparseAdam.ts'

/** @internal The optimizers that a config can name. */
export interface OptimizersByName {
  AdaBelief: typeof AdaBelief
  Adadelta: typeof Adadelta
  Adafactor: typeof Adafactor
  Adagrad: typeof Adagrad
  Adam: typeof Adam
  AdamW: typeof AdamW
  Adam8bit: typeof Adam8bit
  AdamBfloat16: typeof AdamBfloat16
  Adamax: typeof Adamax
  Adan: typeof Adan
  AdEMAMix: typeof AdEMAMix
  ASGD: typeof ASGD
  LAMB: typeof LAMB
  LARS: typeof LARS
  Lion: typeof Lion
  Muon: typeof Muon
  NAdam: typeof NAdam
  Prodigy: typeof Prodigy
  RAdam: typeof RAdam
  RMSprop: typeof RMSprop
  Rprop: typeof Rprop
  ScheduleFreeSGD: typeof ScheduleFreeSGD
  ScheduleFreeAdamW: typeof ScheduleFreeAdamW
  SGD: typeof SGD
  Shampoo: typeof Shampoo
  SOAP: typeof SOAP
  SparseAdam: typeof SparseAdam
}
