// Generated from lib/ops/inPlace.def by codegen/aliases.mjs. Do not edit.
import {
  bitwiseAnd,
  bitwiseLeftShift,
  bitwiseNot,
  bitwiseOr,
  bitwiseRightShift,
  bitwiseXor,
  gcd,
  lcm
} from '../bits.ts'
import { clampMax, clampMin } from '../clamp.ts'
import { tril, triu } from '../diagonal.ts'
import { eq, floorDivide, ge, gt, le, lt, ne } from '../elementwise.ts'
import { scatterAdd } from '../gather.ts'
import { indexPut } from '../indexing.ts'
import { logicalAnd, logicalNot, logicalOr, logicalXor } from '../logic.ts'
import { maskedFill, maskedScatter } from '../masked.ts'
import { renorm } from '../norms.ts'
import {
  addcdiv,
  addcmul,
  deg2rad,
  floatPower,
  heaviside,
  ldexp,
  logit,
  nanToNum,
  nextafter,
  rad2deg,
  round
} from '../pointwise.ts'
import { indexAdd, indexCopy, indexFill, indexReduce, scatter, scatterReduce } from '../scatter.ts'
import { igamma, igammac, multigammaln, polygamma } from '../special.ts'
import { inPlace } from '../writable.ts'
import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  ceil,
  copysign,
  cos,
  cosh,
  digamma,
  erf,
  erfc,
  erfinv,
  exp2,
  expm1,
  floor,
  fmod,
  frac,
  hypot,
  i0,
  lgamma,
  log1p,
  log2,
  log10,
  remainder,
  rsqrt,
  sign,
  sin,
  sinc,
  sinh,
  tan,
  trunc,
  xlogy
} from './elementwise.ts'

/** `acos` in place. Returns x. */
export const acos_: typeof acos = inPlace('acos_', acos)

/** `acosh` in place. Returns x. */
export const acosh_: typeof acosh = inPlace('acosh_', acosh)

/** `addcdiv` in place. Returns x. */
export const addcdiv_: typeof addcdiv = inPlace('addcdiv_', addcdiv)

/** `addcmul` in place. Returns x. */
export const addcmul_: typeof addcmul = inPlace('addcmul_', addcmul)

/** `asin` in place. Returns x. */
export const asin_: typeof asin = inPlace('asin_', asin)

/** `asinh` in place. Returns x. */
export const asinh_: typeof asinh = inPlace('asinh_', asinh)

/** `atan` in place. Returns x. */
export const atan_: typeof atan = inPlace('atan_', atan)

/** `atan2` in place. Returns x. */
export const atan2_: typeof atan2 = inPlace('atan2_', atan2)

/** `atanh` in place. Returns x. */
export const atanh_: typeof atanh = inPlace('atanh_', atanh)

/** `bitwiseAnd` in place. Returns x. */
export const bitwiseAnd_: typeof bitwiseAnd = inPlace('bitwiseAnd_', bitwiseAnd)

/** `bitwiseLeftShift` in place. Returns x. */
export const bitwiseLeftShift_: typeof bitwiseLeftShift = inPlace('bitwiseLeftShift_', bitwiseLeftShift)

/** `bitwiseNot` in place. Returns x. */
export const bitwiseNot_: typeof bitwiseNot = inPlace('bitwiseNot_', bitwiseNot)

/** `bitwiseOr` in place. Returns x. */
export const bitwiseOr_: typeof bitwiseOr = inPlace('bitwiseOr_', bitwiseOr)

/** `bitwiseRightShift` in place. Returns x. */
export const bitwiseRightShift_: typeof bitwiseRightShift = inPlace('bitwiseRightShift_', bitwiseRightShift)

/** `bitwiseXor` in place. Returns x. */
export const bitwiseXor_: typeof bitwiseXor = inPlace('bitwiseXor_', bitwiseXor)

/** `ceil` in place. Returns x. */
export const ceil_: typeof ceil = inPlace('ceil_', ceil)

/** `clampMax` in place. Returns x. */
export const clampMax_: typeof clampMax = inPlace('clampMax_', clampMax)

/** `clampMin` in place. Returns x. */
export const clampMin_: typeof clampMin = inPlace('clampMin_', clampMin)

/** `copysign` in place. Returns x. */
export const copysign_: typeof copysign = inPlace('copysign_', copysign)

/** `cos` in place. Returns x. */
export const cos_: typeof cos = inPlace('cos_', cos)

/** `cosh` in place. Returns x. */
export const cosh_: typeof cosh = inPlace('cosh_', cosh)

/** `deg2rad` in place. Returns x. */
export const deg2rad_: typeof deg2rad = inPlace('deg2rad_', deg2rad)

/** `digamma` in place. Returns x. */
export const digamma_: typeof digamma = inPlace('digamma_', digamma)

/** `eq` in place. Returns x. */
export const eq_: typeof eq = inPlace('eq_', eq)

/** `erf` in place. Returns x. */
export const erf_: typeof erf = inPlace('erf_', erf)

/** `erfc` in place. Returns x. */
export const erfc_: typeof erfc = inPlace('erfc_', erfc)

/** `erfinv` in place. Returns x. */
export const erfinv_: typeof erfinv = inPlace('erfinv_', erfinv)

/** `exp2` in place. Returns x. */
export const exp2_: typeof exp2 = inPlace('exp2_', exp2)

/** `expm1` in place. Returns x. */
export const expm1_: typeof expm1 = inPlace('expm1_', expm1)

/** `floatPower` in place. Returns x. */
export const floatPower_: typeof floatPower = inPlace('floatPower_', floatPower)

/** `floor` in place. Returns x. */
export const floor_: typeof floor = inPlace('floor_', floor)

/** `floorDivide` in place. Returns x. */
export const floorDivide_: typeof floorDivide = inPlace('floorDivide_', floorDivide)

/** `fmod` in place. Returns x. */
export const fmod_: typeof fmod = inPlace('fmod_', fmod)

/** `frac` in place. Returns x. */
export const frac_: typeof frac = inPlace('frac_', frac)

/** `gcd` in place. Returns x. */
export const gcd_: typeof gcd = inPlace('gcd_', gcd)

/** `ge` in place. Returns x. */
export const ge_: typeof ge = inPlace('ge_', ge)

/** `gt` in place. Returns x. */
export const gt_: typeof gt = inPlace('gt_', gt)

/** `heaviside` in place. Returns x. */
export const heaviside_: typeof heaviside = inPlace('heaviside_', heaviside)

/** `hypot` in place. Returns x. */
export const hypot_: typeof hypot = inPlace('hypot_', hypot)

/** `i0` in place. Returns x. */
export const i0_: typeof i0 = inPlace('i0_', i0)

/** `igamma` in place. Returns x. */
export const igamma_: typeof igamma = inPlace('igamma_', igamma)

/** `igammac` in place. Returns x. */
export const igammac_: typeof igammac = inPlace('igammac_', igammac)

/** `indexAdd` in place. Returns x. */
export const indexAdd_: typeof indexAdd = inPlace('indexAdd_', indexAdd)

/** `indexCopy` in place. Returns x. */
export const indexCopy_: typeof indexCopy = inPlace('indexCopy_', indexCopy)

/** `indexFill` in place. Returns x. */
export const indexFill_: typeof indexFill = inPlace('indexFill_', indexFill)

/** `indexPut` in place. Returns x. */
export const indexPut_: typeof indexPut = inPlace('indexPut_', indexPut)

/** `indexReduce` in place. Returns x. */
export const indexReduce_: typeof indexReduce = inPlace('indexReduce_', indexReduce)

/** `lcm` in place. Returns x. */
export const lcm_: typeof lcm = inPlace('lcm_', lcm)

/** `ldexp` in place. Returns x. */
export const ldexp_: typeof ldexp = inPlace('ldexp_', ldexp)

/** `le` in place. Returns x. */
export const le_: typeof le = inPlace('le_', le)

/** `lgamma` in place. Returns x. */
export const lgamma_: typeof lgamma = inPlace('lgamma_', lgamma)

/** `log10` in place. Returns x. */
export const log10_: typeof log10 = inPlace('log10_', log10)

/** `log1p` in place. Returns x. */
export const log1p_: typeof log1p = inPlace('log1p_', log1p)

/** `log2` in place. Returns x. */
export const log2_: typeof log2 = inPlace('log2_', log2)

/** `logicalAnd` in place. Returns x. */
export const logicalAnd_: typeof logicalAnd = inPlace('logicalAnd_', logicalAnd)

/** `logicalNot` in place. Returns x. */
export const logicalNot_: typeof logicalNot = inPlace('logicalNot_', logicalNot)

/** `logicalOr` in place. Returns x. */
export const logicalOr_: typeof logicalOr = inPlace('logicalOr_', logicalOr)

/** `logicalXor` in place. Returns x. */
export const logicalXor_: typeof logicalXor = inPlace('logicalXor_', logicalXor)

/** `logit` in place. Returns x. */
export const logit_: typeof logit = inPlace('logit_', logit)

/** `lt` in place. Returns x. */
export const lt_: typeof lt = inPlace('lt_', lt)

/** `maskedFill` in place. Returns x. */
export const maskedFill_: typeof maskedFill = inPlace('maskedFill_', maskedFill)

/** `maskedScatter` in place. Returns x. */
export const maskedScatter_: typeof maskedScatter = inPlace('maskedScatter_', maskedScatter)

/** `multigammaln` in place. Returns x. */
export const multigammaln_: typeof multigammaln = inPlace('multigammaln_', multigammaln)

/** `nanToNum` in place. Returns x. */
export const nanToNum_: typeof nanToNum = inPlace('nanToNum_', nanToNum)

/** `ne` in place. Returns x. */
export const ne_: typeof ne = inPlace('ne_', ne)

/** `nextafter` in place. Returns x. */
export const nextafter_: typeof nextafter = inPlace('nextafter_', nextafter)

/** `polygamma` in place. Returns x. */
export const polygamma_: typeof polygamma = inPlace('polygamma_', polygamma)

/** `rad2deg` in place. Returns x. */
export const rad2deg_: typeof rad2deg = inPlace('rad2deg_', rad2deg)

/** `remainder` in place. Returns x. */
export const remainder_: typeof remainder = inPlace('remainder_', remainder)

/** `renorm` in place. Returns x. */
export const renorm_: typeof renorm = inPlace('renorm_', renorm)

/** `round` in place. Returns x. */
export const round_: typeof round = inPlace('round_', round)

/** `rsqrt` in place. Returns x. */
export const rsqrt_: typeof rsqrt = inPlace('rsqrt_', rsqrt)

/** `scatter` in place. Returns x. */
export const scatter_: typeof scatter = inPlace('scatter_', scatter)

/** `scatterAdd` in place. Returns x. */
export const scatterAdd_: typeof scatterAdd = inPlace('scatterAdd_', scatterAdd)

/** `scatterReduce` in place. Returns x. */
export const scatterReduce_: typeof scatterReduce = inPlace('scatterReduce_', scatterReduce)

/** `sign` in place. Returns x. */
export const sign_: typeof sign = inPlace('sign_', sign)

/** `sin` in place. Returns x. */
export const sin_: typeof sin = inPlace('sin_', sin)

/** `sinc` in place. Returns x. */
export const sinc_: typeof sinc = inPlace('sinc_', sinc)

/** `sinh` in place. Returns x. */
export const sinh_: typeof sinh = inPlace('sinh_', sinh)

/** `tan` in place. Returns x. */
export const tan_: typeof tan = inPlace('tan_', tan)

/** `tril` in place. Returns x. */
export const tril_: typeof tril = inPlace('tril_', tril)

/** `triu` in place. Returns x. */
export const triu_: typeof triu = inPlace('triu_', triu)

/** `trunc` in place. Returns x. */
export const trunc_: typeof trunc = inPlace('trunc_', trunc)

/** `xlogy` in place. Returns x. */
export const xlogy_: typeof xlogy = inPlace('xlogy_', xlogy)
