// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type {
  abs,
  absolute,
  acos,
  acosh,
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveAvgPool3d,
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  adaptiveMaxPool3d,
  add,
  addbmm,
  addcdiv,
  addcmul,
  addmm,
  addmv,
  addr,
  affineGrid,
  airyAi,
  all,
  allclose,
  alphaDropout,
  amax,
  amin,
  aminmax,
  any,
  arccos,
  arccosh,
  arcsin,
  arcsinh,
  arctan,
  arctan2,
  arctanh,
  argmax,
  argmin,
  argsort,
  argwhere,
  asin,
  asinh,
  at,
  atan,
  atan2,
  atanh,
  atleast1d,
  atleast2d,
  atleast3d,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  baddbmm,
  batchNorm,
  bernoulli,
  besselJ0,
  besselJ1,
  besselY0,
  besselY1,
  bilinear,
  bincount,
  binomial,
  bitwiseAnd,
  bitwiseLeftShift,
  bitwiseNot,
  bitwiseOr,
  bitwiseRightShift,
  bitwiseXor,
  bmm,
  broadcastTo,
  bucketize,
  cdist,
  ceil,
  celu,
  channelShuffle,
  chebyshevPolynomialT,
  chebyshevPolynomialU,
  chebyshevPolynomialV,
  chebyshevPolynomialW,
  cholesky,
  choleskyInverse,
  choleskySolve,
  chunk,
  clamp,
  clampMax,
  clampMin,
  clip,
  clone,
  combinations,
  contiguous,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  copysign,
  corrcoef,
  cos,
  cosh,
  cosineSimilarity,
  countNonzero,
  cov,
  cross,
  crossEntropy,
  cummax,
  cummin,
  cumprod,
  cumsum,
  cumulativeTrapezoid,
  deg2rad,
  det,
  detach,
  diag,
  diagEmbed,
  diagflat,
  diagonal,
  diagonalScatter,
  diff,
  digamma,
  dist,
  div,
  divide,
  dot,
  dropout,
  dropout1d,
  dropout2d,
  dropout3d,
  dsplit,
  elu,
  embedding,
  embeddingBag,
  entr,
  eq,
  equal,
  erf,
  erfc,
  erfcx,
  erfinv,
  exp,
  exp2,
  expand,
  expandAs,
  expit,
  expm1,
  featureAlphaDropout,
  fix,
  flatten,
  flip,
  fliplr,
  flipud,
  floatPower,
  floor,
  floorDivide,
  fmax,
  fmin,
  fmod,
  fold,
  frac,
  fractionalMaxPool2d,
  fractionalMaxPool3d,
  frexp,
  gammainc,
  gammaincc,
  gammaln,
  gather,
  gcd,
  ge,
  gelu,
  glu,
  greater,
  greaterEqual,
  gridSample,
  groupNorm,
  gt,
  gumbelSoftmax,
  hardshrink,
  hardsigmoid,
  hardswish,
  hardtanh,
  heaviside,
  hermitePolynomialH,
  hermitePolynomialHe,
  histc,
  hsplit,
  hypot,
  i0,
  i0e,
  i1,
  i1e,
  igamma,
  igammac,
  indexAdd,
  indexCopy,
  indexFill,
  indexPut,
  indexReduce,
  indexSelect,
  inner,
  instanceNorm,
  interpolate,
  inverse,
  isclose,
  isfinite,
  isin,
  isinf,
  isnan,
  isneginf,
  isposinf,
  isreal,
  kron,
  kthvalue,
  laguerrePolynomialL,
  layerNorm,
  lcm,
  ldexp,
  le,
  leakyRelu,
  legendrePolynomialP,
  lerp,
  less,
  lessEqual,
  lgamma,
  linear,
  localResponseNorm,
  log,
  log1p,
  log2,
  log10,
  logaddexp,
  logaddexp2,
  logcumsumexp,
  logdet,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  logit,
  logNdtr,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lpPool1d,
  lpPool2d,
  lpPool3d,
  lt,
  maskedFill,
  maskedScatter,
  maskedSelect,
  matmul,
  matrixExp,
  matrixPower,
  maximum,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  maxUnpool1d,
  maxUnpool2d,
  maxUnpool3d,
  mean,
  minimum,
  mish,
  mm,
  mode,
  modifiedBesselK0,
  modifiedBesselK1,
  moveaxis,
  movedim,
  msort,
  mul,
  multigammaln,
  multinomial,
  multiply,
  mv,
  mvlgamma,
  nanmean,
  nanquantile,
  nansum,
  nanToNum,
  narrow,
  ndtr,
  ndtri,
  ne,
  neg,
  negative,
  nextafter,
  nllLoss,
  norm,
  normal,
  normalize,
  notEqual,
  oneHot,
  outer,
  pad,
  pairwiseDistance,
  pinverse,
  pixelShuffle,
  pixelUnshuffle,
  poisson,
  polygamma,
  positive,
  pow,
  prelu,
  prod,
  psi,
  put,
  quantile,
  rad2deg,
  ravel,
  reciprocal,
  relu,
  relu6,
  remainder,
  renorm,
  repeat,
  repeatInterleave,
  reshape,
  reshapeAs,
  rmsNorm,
  roll,
  rot90,
  round,
  rrelu,
  rsqrt,
  scaledDotProductAttention,
  scaledModifiedBesselK0,
  scaledModifiedBesselK1,
  scatter,
  scatterAdd,
  scatterReduce,
  searchsorted,
  select,
  selectScatter,
  selu,
  sgn,
  shiftedChebyshevPolynomialT,
  shiftedChebyshevPolynomialU,
  shiftedChebyshevPolynomialV,
  shiftedChebyshevPolynomialW,
  sigmoid,
  sign,
  signbit,
  silu,
  sin,
  sinc,
  sinh,
  slice,
  sliceScatter,
  slogdet,
  softmax,
  softmin,
  softplus,
  softshrink,
  softsign,
  sort,
  sphericalBesselJ0,
  split,
  sqrt,
  square,
  squeeze,
  std,
  stdMean,
  sub,
  subtract,
  sum,
  swapaxes,
  swapdims,
  t,
  take,
  takeAlongDim,
  tan,
  tanh,
  tanhshrink,
  tensordot,
  tensorSplit,
  threshold,
  tile,
  to,
  topk,
  trace,
  transpose,
  trapezoid,
  trapz,
  tril,
  triu,
  trueDivide,
  trunc,
  unbind,
  unflatten,
  unsqueeze,
  vander,
  variance,
  varMean,
  vdot,
  viewAs,
  vsplit,
  xlog1py,
  xlogy,
  zeta
} from '../index.ts'
import type {
  abs_,
  add_,
  bernoulli_,
  cauchy_,
  clamp_,
  copy_,
  cumprod_,
  cumsum_,
  div_,
  exp_,
  exponential_,
  fill_,
  fillDiagonal_,
  geometric_,
  lerp_,
  log_,
  logNormal_,
  mul_,
  neg_,
  normal_,
  pow_,
  random_,
  reciprocal_,
  relu_,
  sigmoid_,
  sqrt_,
  square_,
  sub_,
  tanh_,
  uniform_,
  zero_
} from '../inplace.ts'
import type {
  absolute_,
  arccos_,
  arccosh_,
  arcsin_,
  arcsinh_,
  arctan_,
  arctan2_,
  arctanh_,
  clip_,
  divide_,
  fix_,
  greater_,
  greaterEqual_,
  less_,
  lessEqual_,
  multiply_,
  mvlgamma_,
  negative_,
  notEqual_,
  sgn_,
  subtract_,
  trueDivide_
} from './inPlaceAliases.ts'
import type {
  acos_,
  acosh_,
  addcdiv_,
  addcmul_,
  asin_,
  asinh_,
  atan_,
  atan2_,
  atanh_,
  bitwiseAnd_,
  bitwiseLeftShift_,
  bitwiseNot_,
  bitwiseOr_,
  bitwiseRightShift_,
  bitwiseXor_,
  ceil_,
  clampMax_,
  clampMin_,
  copysign_,
  cos_,
  cosh_,
  deg2rad_,
  digamma_,
  eq_,
  erf_,
  erfc_,
  erfinv_,
  exp2_,
  expm1_,
  floatPower_,
  floor_,
  floorDivide_,
  fmod_,
  frac_,
  gcd_,
  ge_,
  gt_,
  heaviside_,
  hypot_,
  i0_,
  igamma_,
  igammac_,
  indexAdd_,
  indexCopy_,
  indexFill_,
  indexPut_,
  indexReduce_,
  lcm_,
  ldexp_,
  le_,
  lgamma_,
  log1p_,
  log2_,
  log10_,
  logicalAnd_,
  logicalNot_,
  logicalOr_,
  logicalXor_,
  logit_,
  lt_,
  maskedFill_,
  maskedScatter_,
  multigammaln_,
  nanToNum_,
  ne_,
  nextafter_,
  polygamma_,
  rad2deg_,
  remainder_,
  renorm_,
  round_,
  rsqrt_,
  scatter_,
  scatterAdd_,
  scatterReduce_,
  sign_,
  sin_,
  sinc_,
  sinh_,
  tan_,
  tril_,
  triu_,
  trunc_,
  xlogy_
} from './inPlaceForms.ts'

type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never
// Of a function with two signatures.
type Methods<F> = F extends {
  (x: First<F>, ...a: infer A): infer RA
  (x: First<F>, ...b: infer B): infer RB
}
  ? { (...a: A): RA; (...b: B): RB }
  : never

/** The methods that take an op's other arguments as they are. */
export interface PlainMethods {
  /** With at least one dimension; of several tensors an array. */
  readonly atleast1d: Method<typeof atleast1d>
  /** With at least two dimensions: a vector is a row. Of several tensors an array. */
  readonly atleast2d: Method<typeof atleast2d>
  /** With at least three dimensions, the new one of a matrix at the end. Of several tensors an array. */
  readonly atleast3d: Method<typeof atleast3d>
  /** Repeated along dimensions of one element to `size`, which may have more dimensions. A view. */
  readonly broadcastTo: Method<typeof broadcastTo>
  /** Expanded to the shape of `other`. A view. */
  readonly expandAs: Method<typeof expandAs>
  /**
   * The elements in reversed order along `dims`.
   * @example
   * flip(tensor([[1, 2], [3, 4]]), [1]).toArray() // [[2, 1], [4, 3]]
   */
  readonly flip: Method<typeof flip>
  /** Reversed left to right: along dimension 1. */
  readonly fliplr: Method<typeof fliplr>
  /** Reversed top to bottom: along dimension 0. */
  readonly flipud: Method<typeof flipud>
  /**
   * Dimensions `source` moved to `destination`; the others keep their order. A view.
   * @example
   * movedim(ones([2, 3, 4]), 0, 2).shape // [3, 4, 2]
   */
  readonly movedim: Method<typeof movedim>
  /** All elements in one dimension, a view where the memory allows it. */
  readonly ravel: Method<typeof ravel>
  /**
   * Copies of x side by side, `repeats` times along each dimension; further numbers at the front make new dimensions.
   * @example
   * repeat(tensor([1, 2]), [2, 2]).toArray() // [[1, 2, 1, 2], [1, 2, 1, 2]]
   */
  readonly repeat: Method<typeof repeat>
  /**
   * Each element (along `dim`; without it of the flattened tensor) `counts` times: a number, or an int tensor with a number
   * for each position.
   * @example
   * repeatInterleave(tensor([1, 2]), 2).toArray() // [1, 1, 2, 2]
   * repeatInterleave(tensor([1, 2]), tensor([3, 1], { dtype: 'int32' })).toArray() // [1, 1, 1, 2]
   */
  readonly repeatInterleave: Method<typeof repeatInterleave>
  /** In the shape of `other`. */
  readonly reshapeAs: Method<typeof reshapeAs>
  /**
   * The elements moved by `shifts` along `dims`; those pushed over the end come back at the start. Without `dims` the
   * flattened tensor is rolled.
   * @example
   * roll(tensor([1, 2, 3, 4]), 1).toArray() // [4, 1, 2, 3]
   */
  readonly roll: Method<typeof roll>
  /**
   * Rotated by `k` (default 1) times 90 degrees from the first of `dims` (default [0, 1]) to the second.
   * @example
   * rot90(tensor([[1, 2], [3, 4]])).toArray() // [[2, 4], [1, 3]]
   */
  readonly rot90: Method<typeof rot90>
  /** Swaps two dimensions, which must both be named. A view. */
  readonly swapaxes: Method<typeof swapaxes>
  /** A matrix transposed; vectors and scalars as they are. A view. */
  readonly t: Method<typeof t>
  /**
   * As `repeat`, with ones added in front of `dims` where it has fewer numbers than x has dimensions.
   * @example
   * tile(tensor([[1, 2]]), [2]).toArray() // [[1, 2, 1, 2]]
   */
  readonly tile: Method<typeof tile>
  /**
   * Dimension `dim` as several of `sizes`, one of which may be -1.
   * @example
   * unflatten(ones([2, 6]), 1, [3, -1]).shape // [2, 3, 2]
   */
  readonly unflatten: Method<typeof unflatten>
  /** In the shape of `other`; a view where the memory allows it. */
  readonly viewAs: Method<typeof viewAs>
  /**
   * softmax(q k^T scale + mask) v. A query that sees no key yields 0. The matrix of scores is in memory only with dropout, or
   * for a mask that requires a gradient.
   * @param q (..., queries, depth)
   * @param k (..., keys, depth); the leading sizes broadcast
   * @param v (..., keys, width)
   * @returns (..., queries, width)
   * @throws ShapeError
   * @example
   * const [q, k, v] = [randn([2, 4, 3, 8]), randn([2, 2, 5, 8]), randn([2, 2, 5, 8])]
   * scaledDotProductAttention(q, k, v, { enableGqa: true }).shape // [2, 4, 3, 8]
   */
  readonly scaledDotProductAttention: Method<typeof scaledDotProductAttention>
  /**
   * The sum, mean or maximum of the rows of each bag; 0 for an empty bag.
   * @param weight (rows, width)
   * @param indices int32 or int64: (bags, size), or (count) with offsets
   * @param offsets int32 or int64 (bags): the first index of each bag, for indices of one dimension; may be left out
   * @returns (bags, width)
   * @throws IndexError for an index out of range
   * @example
   * const table = tensor([[1, 2], [3, 4], [5, 6]])
   * const indices = tensor([0, 2, 1], { dtype: 'int32' })
   * embeddingBag(table, indices, tensor([0, 2], { dtype: 'int32' }), { mode: 'sum' }).toArray() // [[6, 8], [3, 4]]
   */
  readonly embeddingBag: Method<typeof embeddingBag>
  /**
   * x limited to [min, max]; either may be omitted. The gradient passes at the bounds; that of a bound which is a tensor is where
   * the bound is the result.
   * @example
   * clamp(tensor([-1, 0.5, 2]), 0, 1).toArray() // [0, 0.5, 1]
   * clamp(tensor([1, 5]), { max: tensor([3, 4]) }).toArray() // [1, 4]
   */
  readonly clamp: Method<typeof clamp>
  /** x, but at most `max`: a number or a tensor. */
  readonly clampMax: Method<typeof clampMax>
  /** x, but at least `min`: a number or a tensor. */
  readonly clampMin: Method<typeof clampMin>
  /** One-dimensional convolution: x (N, C, L) or (C, L), weight (O, C / groups, K). Options as for conv2d. */
  readonly conv1d: Method<typeof conv1d>
  /**
   * Two-dimensional convolution (cross-correlation, as usual in deep learning).
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param weight (O, C / groups, KH, KW)
   * @param bias (O), optional
   * @returns (N, O, OH, OW) with OH = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1. In float32, 3 x 3
   * kernels with stride 1 and many channels go by Winograd's tiles: errors then scale with the largest pixel of a tile of
   * 4 x 4, and infinite inputs may give NaN (docs/math.md). float64 has none.
   * @example
   * conv2d(ones([1, 1, 5, 5]), ones([2, 1, 3, 3]), null, { padding: 1 }).shape // [1, 2, 5, 5]
   */
  readonly conv2d: Method<typeof conv2d>
  /**
   * Dropout that keeps mean 0 and variance 1 of its input, for nets of SELU: dropped elements become SELU's lower limit.
   * @param p from 0 to 1 (default 0.5), or the options
   * @example
   * alphaDropout(ones([2, 3]), 0.2).shape // [2, 3]
   */
  readonly alphaDropout: Method<typeof alphaDropout>
  /**
   * Elements are dropped with probability p and the others scaled by 1 / (1 - p), in training; else x itself. Nothing is
   * stored for backward: the same random numbers are drawn again.
   * @param p from 0 to 1 (default 0.5), or the options
   */
  readonly dropout: Method<typeof dropout>
  /**
   * Whole channels of x (N, C, L) or (C, L) are dropped with probability p and the others scaled by 1 / (1 - p).
   * @example
   * dropout1d(ones([2, 3, 4]), 0.5).shape // [2, 3, 4]
   */
  readonly dropout1d: Method<typeof dropout1d>
  /**
   * Whole channels of x (N, C, H, W) or (C, H, W) are dropped with probability p and the others scaled by 1 / (1 - p).
   * @example
   * dropout2d(ones([2, 3, 4, 4]), 0.5).shape // [2, 3, 4, 4]
   */
  readonly dropout2d: Method<typeof dropout2d>
  /**
   * Whole channels of x (N, C, D, H, W) or (C, D, H, W) are dropped with probability p and the others scaled by 1 / (1 - p).
   * @example
   * dropout3d(ones([2, 3, 4, 4, 4]), 0.5).shape // [2, 3, 4, 4, 4]
   */
  readonly dropout3d: Method<typeof dropout3d>
  /**
   * alphaDropout of whole channels of x (N, C, ...).
   * @example
   * featureAlphaDropout(ones([2, 3, 4]), 0.2).shape // [2, 3, 4]
   */
  readonly featureAlphaDropout: Method<typeof featureAlphaDropout>
  /** The position of the largest element along `dim`; without `dim` in the flattened tensor. int32. */
  readonly argmax: Method<typeof argmax>
  /** The position of the smallest element along `dim`; without `dim` in the flattened tensor. int32. */
  readonly argmin: Method<typeof argmin>
  /**
   * Rows of a table.
   * @param weight (rows, width)
   * @param indices int32 or int64 of any shape, from 0 to rows - 1
   * @returns the shape of indices followed by width
   * @throws IndexError for an index out of range
   */
  readonly embedding: Method<typeof embedding>
  /**
   * The elements of each line along `dim` at positions `index` (int32 or int64, of at most the sizes of x except in dim).
   * @example
   * gather(tensor([[1, 2], [3, 4]]), tensor([[1], [0]], { dtype: 'int32' }), 1).toArray() // [[2], [3]]
   */
  readonly gather: Method<typeof gather>
  /** The slices of x at positions `index` (int32 or int64, one dimension) along `dim`. Default dim 0. */
  readonly indexSelect: Method<typeof indexSelect>
  /**
   * 1 where a class is the index, else 0: for int32 or int64 indices of any shape; `numClasses` (default: the largest index
   * and 1) is appended to the shape. float32.
   */
  readonly oneHot: Method<typeof oneHot>
  /**
   * x plus the elements of `source` added at positions `index` along `dim`.
   * @param index int32 or int64, of at most the sizes of source, and of x but for `dim`
   * @example
   * scatterAdd(zeros([2]), tensor([1, 1], { dtype: 'int32' }), tensor([3, 4]), 0).toArray() // [0, 7]
   */
  readonly scatterAdd: Method<typeof scatterAdd>
  /**
   * The mean over windows that divide the line of x (N, C, L) or (C, L) into an output of the given size.
   * @example
   * adaptiveAvgPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[2, 4]]
   */
  readonly adaptiveAvgPool1d: Method<typeof adaptiveAvgPool1d>
  /**
   * The mean over windows that divide the plane into an output of the given size; null keeps a size.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @example
   * adaptiveAvgPool2d(ones([1, 2, 5, 7]), [3, null]).shape // [1, 2, 3, 7]
   */
  readonly adaptiveAvgPool2d: Method<typeof adaptiveAvgPool2d>
  /**
   * The mean over windows that divide the volume of x (N, C, D, H, W) or (C, D, H, W) into an output of the given size.
   * @example
   * adaptiveAvgPool3d(ones([1, 2, 4, 5, 6]), [2, null, 3]).shape // [1, 2, 2, 5, 3]
   */
  readonly adaptiveAvgPool3d: Method<typeof adaptiveAvgPool3d>
  /**
   * The largest element of windows that divide the line of x (N, C, L) or (C, L) into an output of the given size.
   * @example
   * adaptiveMaxPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[3, 6]]
   */
  readonly adaptiveMaxPool1d: Methods<typeof adaptiveMaxPool1d>
  /**
   * The largest element of windows that divide the plane into an output of the given size; null keeps a size.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param options.returnIndices whether the positions are returned as well: { output, indices }
   * @example
   * adaptiveMaxPool2d(arange(16).to('float32').reshape([1, 4, 4]), [1, 2]).toArray() // [[[13, 15]]]
   */
  readonly adaptiveMaxPool2d: Methods<typeof adaptiveMaxPool2d>
  /**
   * The largest element of windows that divide the volume of x (N, C, D, H, W) or (C, D, H, W).
   * @example
   * adaptiveMaxPool3d(ones([1, 2, 4, 5, 6]), [2, null, 3]).shape // [1, 2, 2, 5, 3]
   */
  readonly adaptiveMaxPool3d: Methods<typeof adaptiveMaxPool3d>
  /**
   * Three-dimensional convolution (cross-correlation).
   * @param x (N, C, D, H, W), or one volume (C, D, H, W)
   * @param weight (O, C / groups, KD, KH, KW)
   * @param bias (O), optional
   * @returns (N, O, OD, OH, OW), sizes as for conv2d
   * @example
   * conv3d(ones([1, 1, 4, 5, 5]), ones([2, 1, 3, 3, 3]), null, { padding: 1 }).shape // [1, 2, 4, 5, 5]
   */
  readonly conv3d: Method<typeof conv3d>
  /**
   * Resizes x, like torch.nn.functional.interpolate.
   * @param x (N, C, L), (N, C, H, W) or (N, C, D, H, W)
   * @param size the spatial sizes of the result, or the options
   * @throws OptionError for a mode that does not fit the dimensions, ShapeError for an empty result
   * @example
   * interpolate(ones([1, 3, 4, 4]), { scaleFactor: 2, mode: 'bilinear' }).shape // [1, 3, 8, 8]
   * interpolate(tensor([[[1, 2]]]), 4).toArray() // [[[1, 1, 2, 2]]]
   */
  readonly interpolate: Method<typeof interpolate>
  /**
   * Normalizes each channel of each example of x (N, C, ...) on its own.
   * @param weight (C), or null
   * @param bias (C), or null
   * @param options.runningMean (C), takes in the mean of the examples' means; with useInputStats: false it is used
   * @example
   * instanceNorm(tensor([[[1, 3], [5, 5]]]), null, null, { eps: 0 }).shape // [1, 2, 2]
   */
  readonly instanceNorm: Method<typeof instanceNorm>
  /**
   * x / (k + alpha m)^beta, where m is the mean of the squares of `size` neighboring channels, zeros outside.
   * @param x (N, C, ...)
   * @example
   * localResponseNorm(ones([1, 4, 2, 2]), 2).shape // [1, 4, 2, 2]
   */
  readonly localResponseNorm: Method<typeof localResponseNorm>
  /** Where x is neither infinite nor NaN. */
  readonly isfinite: Method<typeof isfinite>
  /** Where x is not a number. */
  readonly isnan: Method<typeof isnan>
  /** Where both hold; they broadcast. */
  readonly logicalAnd: Method<typeof logicalAnd>
  /** Where x does not hold. */
  readonly logicalNot: Method<typeof logicalNot>
  /** Where at least one holds; they broadcast. */
  readonly logicalOr: Method<typeof logicalOr>
  /** Where exactly one holds; they broadcast. */
  readonly logicalXor: Method<typeof logicalXor>
  /**
   * Cross entropy between scores and targets: log-softmax and the negative log-likelihood in one kernel.
   * @param input scores (N, C) or (N, C, d1, ...) or (C)
   * @param target int32, int64 or uint8 classes of shape (N), (N, d1, ...) or (), or probabilities of the shape of input
   * @param options.labelSmoothing from 0 to 1. Default 0
   * @throws IndexError for a target that is not a class
   */
  readonly crossEntropy: Method<typeof crossEntropy>
  /** The negative log-likelihood of log-probabilities: input (N, C, ...), target int32, int64 or uint8 (N, ...). */
  readonly nllLoss: Method<typeof nllLoss>
  /**
   * x weight^T + bias, as in PyTorch.
   * @param x (..., in)
   * @param weight (out, in)
   * @param bias (out), optional
   * @param options.activation 'relu' is fused into the op. Default none
   * @returns (..., out)
   */
  readonly linear: Method<typeof linear>
  /**
   * The matrix product. Two matrices (n, k) x (k, m); stacks of matrices, whose leading dimensions broadcast; a vector on
   * the left counts as a row, on the right as a column, and two vectors give their dot product.
   * @throws ShapeError when the inner dimensions differ
   * @example
   * matmul(ones([2, 3]), ones([3, 4])).shape // [2, 4]
   */
  readonly matmul: Method<typeof matmul>
  /** Normalizes each channel of x (N, C, ...) by the statistics of the batch, or by the running ones. */
  readonly batchNorm: Method<typeof batchNorm>
  /** Normalizes each of numGroups groups of channels of x (N, C, ...); weight and bias are (C). eps default 1e-5. */
  readonly groupNorm: Method<typeof groupNorm>
  /**
   * Normalizes over the last dimensions: (x - mean) / sqrt(var + eps) * weight + bias.
   * @param weight of the shape of those dimensions, or null; its rank gives their number, unless normalizedShape does
   * @param options.eps default 1e-5
   */
  readonly layerNorm: Method<typeof layerNorm>
  /** x / sqrt(mean(x^2) + eps) * weight over the last dimensions. eps defaults to the machine epsilon, as in PyTorch. */
  readonly rmsNorm: Method<typeof rmsNorm>
  /**
   * The mean of each window of x (N, C, L) or (C, L); options as for avgPool2d.
   * @example
   * avgPool1d(tensor([[1, 3, 2, 6]]), 2).toArray() // [[2, 4]]
   */
  readonly avgPool1d: Method<typeof avgPool1d>
  /**
   * The mean of each window.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param options.countIncludePad whether padding counts as elements. Default true
   * @param options.divisorOverride divides the sums in place of the number of elements
   * @example
   * avgPool2d(arange(16).to('float32').reshape([1, 4, 4]), 2).toArray() // [[[2.5, 4.5], [10.5, 12.5]]]
   */
  readonly avgPool2d: Method<typeof avgPool2d>
  /**
   * The mean of each window of x (N, C, D, H, W) or (C, D, H, W); options as for avgPool2d.
   * @example
   * avgPool3d(ones([1, 2, 4, 4, 4]), 2).shape // [1, 2, 2, 2, 2]
   */
  readonly avgPool3d: Method<typeof avgPool3d>
  /**
   * The largest element of each window of x (N, C, L) or (C, L); options as for maxPool2d.
   * @example
   * maxPool1d(tensor([[1, 4, 2, 3]]), 2).toArray() // [[4, 3]]
   */
  readonly maxPool1d: Methods<typeof maxPool1d>
  /**
   * The largest element of each window; NaN counts as largest, the first of equal ones gets the gradient.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param options.activation 'relu' is fused into the op: the positive part of the result
   * @param options.returnIndices whether the positions are returned as well: { output, indices }
   * @example
   * maxPool2d(arange(16).to('float32').reshape([1, 4, 4]), 2).toArray() // [[[5, 7], [13, 15]]]
   */
  readonly maxPool2d: Methods<typeof maxPool2d>
  /**
   * The largest element of each window of x (N, C, D, H, W) or (C, D, H, W); options as for maxPool2d.
   * @example
   * maxPool3d(ones([1, 2, 4, 4, 4]), 2).shape // [1, 2, 2, 2, 2]
   */
  readonly maxPool3d: Methods<typeof maxPool3d>
  /** beta x + alpha times the sum of the products of two stacks of matrices; x broadcasts. */
  readonly addbmm: Method<typeof addbmm>
  /**
   * beta x + alpha (a b) for matrices a and b; x broadcasts.
   * @example
   * addmm(tensor([1, 1]), eye(2), eye(2), { alpha: 3 }).toArray() // [[4, 1], [1, 4]]
   */
  readonly addmm: Method<typeof addmm>
  /** beta x + alpha (a b) for a matrix a and a vector b; x broadcasts. */
  readonly addmv: Method<typeof addmv>
  /** beta x + alpha times the outer product of two vectors; x broadcasts. */
  readonly addr: Method<typeof addr>
  /** beta x + alpha times the products of two stacks of matrices; x broadcasts. */
  readonly baddbmm: Method<typeof baddbmm>
  /** The products of two stacks of matrices, (batch, n, k) and (batch, k, m). */
  readonly bmm: Method<typeof bmm>
  /**
   * The cross products of vectors of three elements along `dim`; the other dimensions broadcast.
   * @param options.dim default: the first dimension of three elements
   * @example
   * cross(tensor([1, 0, 0]), tensor([0, 1, 0])).toArray() // [0, 0, 1]
   */
  readonly cross: Method<typeof cross>
  /** The dot product of two vectors. */
  readonly dot: Method<typeof dot>
  /** The dot products of the last dimensions: (..., k) and (...', k) give (..., ...'). A scalar multiplies. */
  readonly inner: Method<typeof inner>
  /**
   * The Kronecker product: each element of a times the whole of b, in the place of that element.
   * @example
   * kron(eye(2), ones([1, 2])).toArray() // [[1, 1, 0, 0], [0, 0, 1, 1]]
   */
  readonly kron: Method<typeof kron>
  /** The product of two matrices. */
  readonly mm: Method<typeof mm>
  /** The product of a matrix and a vector. */
  readonly mv: Method<typeof mv>
  /**
   * All products of an element of the vector a with one of the vector b: (n) and (m) give (n, m).
   * @example
   * outer(tensor([1, 2]), tensor([3, 4])).toArray() // [[3, 4], [6, 8]]
   */
  readonly outer: Method<typeof outer>
  /**
   * The sum over dimensions of a product: of the last `dims` of a with the first `dims` of b, or of lists of dimensions.
   *
   * @param options.dims a number, or [dimensions of a, dimensions of b]. Default 2
   * @throws ShapeError when the sizes differ
   * @example
   * tensordot(ones([2, 3, 4]), ones([3, 4, 5]), { dims: 2 }).shape // [2, 5]
   * tensordot(ones([2, 3]), ones([4, 2]), { dims: [[0], [1]] }).shape // [3, 4]
   */
  readonly tensordot: Method<typeof tensordot>
  /** The sum of the elements on the diagonal of a matrix. */
  readonly trace: Method<typeof trace>
  /** The dot product of two vectors; for real numbers the same as `dot`. */
  readonly vdot: Method<typeof vdot>
  /** log(sum(exp(x))) along `dim` without overflow. */
  readonly logsumexp: Method<typeof logsumexp>
  /** The mean of the elements along `dim`; NaN for none. Floats only: the mean of integers is not an integer. */
  readonly mean: Method<typeof mean>
  /** The product of the elements along `dim`; int64 of integers and bools. */
  readonly prod: Method<typeof prod>
  /** The standard deviation along `dim`: the root of `variance`. */
  readonly std: Method<typeof std>
  /**
   * The sum of the elements along `dim`. The order of additions is a fixed tree: the same bits everywhere. Integers and
   * bools are counted as int64.
   * @example
   * sum(tensor([[1, 2], [3, 4]]), 0).toArray() // [4, 6]
   * sum(tensor([[1, 2], [3, 4]]), 1, { keepdim: true }).shape // [2, 1]
   */
  readonly sum: Method<typeof sum>
  /** A copy in new memory. */
  readonly clone: Method<typeof clone>
  /** The tensor itself when its memory is row-major, else a copy that is. */
  readonly contiguous: Method<typeof contiguous>
  /** A view of the same memory, detached from the graph. */
  readonly detach: Method<typeof detach>
  /** Repeated along dimensions of one element (and new leading ones) to `size`; -1 keeps a size. A view. */
  readonly expand: Method<typeof expand>
  /** Flattens dimensions startDim to endDim into one. Defaults 0 and -1. */
  readonly flatten: Method<typeof flatten>
  /**
   * The same elements in another shape, sharing memory with a contiguous `x`.
   * @param sizes of the result; one may be -1 and is inferred
   * @throws ShapeError when the sizes do not fit
   * @example
   * reshape(arange(6), [2, -1]).shape // [2, 3]
   */
  readonly reshape: Method<typeof reshape>
  /**
   * The slice at position `index` of `dim`, without that dimension. A view.
   * @example
   * select(tensor([[1, 2], [3, 4]]), 1, 0).toArray() // [1, 3]
   */
  readonly select: Method<typeof select>
  /**
   * The elements from start to end (not included) along `dim`. A view. Negative positions count from the end; positions
   * beyond it are clipped.
   * @example
   * slice(arange(10), 0, { start: 2, end: -1, step: 3 }).toArray() // [2, 5, 8]
   */
  readonly slice: Method<typeof slice>
  /** Without dimensions of one element: all of them, or those of `dim` alone. A view. */
  readonly squeeze: Method<typeof squeeze>
  /**
   * The elements as another dtype: float to int32 and int64 truncates and stops at the ends of the range, to uint8 it
   * wraps around, to bool is x != 0.
   */
  readonly to: Method<typeof to>
  /**
   * Swaps two dimensions, by default the last two. A view.
   * @example
   * transpose(ones([2, 3, 4]), 0, 1).shape // [3, 2, 4]
   */
  readonly transpose: Method<typeof transpose>
  /** With a new dimension of one element at `dim`. A view. */
  readonly unsqueeze: Method<typeof unsqueeze>
  /** The positions that put the elements in ascending order along `dim` (default the last). int32. */
  readonly argsort: Method<typeof argsort>
  /**
   * The k-th smallest element along `dim` (default the last), k counted from 1, and where it is.
   * @example
   * kthvalue(tensor([3, 1, 4]), 2).values.item() // 3
   */
  readonly kthvalue: Method<typeof kthvalue>
  /**
   * The most frequent element along `dim` (default the last), the smallest of several, and its last place.
   * @example
   * mode(tensor([1, 2, 2, 3])).values.item() // 2
   */
  readonly mode: Method<typeof mode>
  /** The elements in ascending order along the first dimension. */
  readonly msort: Method<typeof msort>
  /**
   * The elements in ascending order along `dim` (default the last), and where they were.
   * @example
   * const { values, indices } = sort(tensor([3, 1, 2]))
   * values.toArray() // [1, 2, 3]
   * indices.toArray() // [1, 2, 0]
   * sort(tensor([3, 1, 2]), 0, { descending: true }).values.toArray() // [3, 2, 1]
   */
  readonly sort: Method<typeof sort>
  /**
   * The k largest elements along `dim` (default the last), largest first, and where they are; with `largest: false` the
   * smallest.
   * @example
   * topk(tensor([3, 1, 4, 1]), 2).values.toArray() // [4, 3]
   */
  readonly topk: Method<typeof topk>
  /**
   * The lower incomplete gamma function, divided by gamma(a): the distribution function of the gamma distribution. Its gradient
   * is that of x.
   * @example
   * igamma(tensor([1]), tensor([2])).toArray() // [0.864665]
   */
  readonly igamma: Method<typeof igamma>
  /** 1 - igamma(a, x), which keeps its precision where igamma is near 1. */
  readonly igammac: Method<typeof igammac>
  /**
   * The logarithm of the multivariate gamma function of dimension p, for x > (p - 1) / 2.
   * @example
   * multigammaln(tensor([3]), 2).toArray() // [1.5501949]
   */
  readonly multigammaln: Method<typeof multigammaln>
  /**
   * The n-th derivative of `digamma`.
   * @param n 0 or more, or the options
   * @example
   * polygamma(tensor([1]), 1).toArray() // [1.644934]
   */
  readonly polygamma: Method<typeof polygamma>
  /**
   * Hurwitz' zeta function: the sum of (q + k)^-x over k = 0, 1, ... Its gradient is that of q.
   * @example
   * zeta(tensor([2]), 1).toArray() // [1.644934]
   */
  readonly zeta: Method<typeof zeta>
  /**
   * The elements of the flattened tensor at positions `index`, in its shape; negative ones count from the end.
   * @example
   * take(tensor([[1, 2], [3, 4]]), tensor([0, -1], { dtype: 'int32' })).toArray() // [1, 4]
   */
  readonly take: Method<typeof take>
  /**
   * `gather` whose index broadcasts to x but for `dim`; without `dim` of the flattened tensor.
   * @example
   * const x = tensor([[1, 3], [4, 2]])
   * takeAlongDim(x, x.argmax(1, { keepdim: true }), 1).toArray() // [[3], [4]]
   */
  readonly takeAlongDim: Method<typeof takeAlongDim>
  /** Another name of `abs`. */
  readonly absolute: Method<typeof absolute>
  /** Another name of `acos`. */
  readonly arccos: Method<typeof arccos>
  /** Another name of `acosh`. */
  readonly arccosh: Method<typeof arccosh>
  /** Another name of `asin`. */
  readonly arcsin: Method<typeof arcsin>
  /** Another name of `asinh`. */
  readonly arcsinh: Method<typeof arcsinh>
  /** Another name of `atan`. */
  readonly arctan: Method<typeof arctan>
  /** Another name of `atan2`. */
  readonly arctan2: Method<typeof arctan2>
  /** Another name of `atanh`. */
  readonly arctanh: Method<typeof arctanh>
  /** Another name of `clamp`. */
  readonly clip: Method<typeof clip>
  /** Another name of `div`. */
  readonly divide: Method<typeof divide>
  /** Another name of `sigmoid`. */
  readonly expit: Method<typeof expit>
  /** Another name of `trunc`. */
  readonly fix: Method<typeof fix>
  /** Another name of `igamma`. */
  readonly gammainc: Method<typeof gammainc>
  /** Another name of `igammac`. */
  readonly gammaincc: Method<typeof gammaincc>
  /** Another name of `lgamma`. */
  readonly gammaln: Method<typeof gammaln>
  /** Another name of `gt`. */
  readonly greater: Method<typeof greater>
  /** Another name of `ge`. */
  readonly greaterEqual: Method<typeof greaterEqual>
  /** Another name of `lt`. */
  readonly less: Method<typeof less>
  /** Another name of `le`. */
  readonly lessEqual: Method<typeof lessEqual>
  /** Another name of `movedim`. */
  readonly moveaxis: Method<typeof moveaxis>
  /** Another name of `mul`. */
  readonly multiply: Method<typeof multiply>
  /** Another name of `multigammaln`. */
  readonly mvlgamma: Method<typeof mvlgamma>
  /** Another name of `neg`. */
  readonly negative: Method<typeof negative>
  /** Another name of `ne`. */
  readonly notEqual: Method<typeof notEqual>
  /** Another name of `digamma`. */
  readonly psi: Method<typeof psi>
  /** Another name of `sign`. */
  readonly sgn: Method<typeof sgn>
  /** Another name of `sub`. */
  readonly subtract: Method<typeof subtract>
  /** Another name of `swapaxes`. */
  readonly swapdims: Method<typeof swapdims>
  /** Another name of `trapezoid`. */
  readonly trapz: Method<typeof trapz>
  /** Another name of `div`. */
  readonly trueDivide: Method<typeof trueDivide>
  /** Whether any element holds, of all or along one dimension or several. False for no elements. */
  readonly any: Method<typeof any>
  /** Whether all elements hold, of all or along one dimension or several. True for no elements. */
  readonly all: Method<typeof all>
  /**
   * The Bessel function of the first kind of order 0.
   * @example
   * besselJ0(tensor([0, 1])).toArray() // [1, 0.7651977]
   */
  readonly besselJ0: Method<typeof besselJ0>
  /**
   * The Bessel function of the first kind of order 1.
   * @example
   * besselJ1(tensor([0, 1])).toArray() // [0, 0.44005057]
   */
  readonly besselJ1: Method<typeof besselJ1>
  /**
   * The Bessel function of the second kind of order 0; NaN for x < 0.
   * @example
   * besselY0(tensor([1])).toArray() // [0.08825696]
   */
  readonly besselY0: Method<typeof besselY0>
  /**
   * The Bessel function of the second kind of order 1; NaN for x < 0.
   * @example
   * besselY1(tensor([1])).toArray() // [-0.7812128]
   */
  readonly besselY1: Method<typeof besselY1>
  /**
   * The modified Bessel function of the second kind of order 0; NaN for x < 0.
   * @example
   * modifiedBesselK0(tensor([1])).toArray() // [0.42102444]
   */
  readonly modifiedBesselK0: Method<typeof modifiedBesselK0>
  /**
   * The modified Bessel function of the second kind of order 1; NaN for x < 0.
   * @example
   * modifiedBesselK1(tensor([1])).toArray() // [0.6019072]
   */
  readonly modifiedBesselK1: Method<typeof modifiedBesselK1>
  /**
   * exp(x) modifiedBesselK0(x), which does not vanish for a large x.
   * @example
   * scaledModifiedBesselK0(tensor([100])).toArray() // [0.125176]
   */
  readonly scaledModifiedBesselK0: Method<typeof scaledModifiedBesselK0>
  /**
   * exp(x) modifiedBesselK1(x), which does not vanish for a large x.
   * @example
   * scaledModifiedBesselK1(tensor([100])).toArray() // [0.125800]
   */
  readonly scaledModifiedBesselK1: Method<typeof scaledModifiedBesselK1>
  /**
   * The spherical Bessel function of the first kind of order 0: sin(x) / x, and 1 at 0.
   * @example
   * sphericalBesselJ0(tensor([0, 1])).toArray() // [1, 0.84147096]
   */
  readonly sphericalBesselJ0: Method<typeof sphericalBesselJ0>
  /**
   * Airy's function Ai.
   * @example
   * airyAi(tensor([0, 1])).toArray() // [0.35502806, 0.1352924]
   */
  readonly airyAi: Method<typeof airyAi>
  /**
   * The greatest common divisor of integers.
   * @example
   * gcd(tensor([12, 18], { dtype: 'int32' }), 8).toArray() // [4, 2]
   */
  readonly gcd: Method<typeof gcd>
  /** The least common multiple of integers. */
  readonly lcm: Method<typeof lcm>
  /**
   * The bits that both integers have; of bools, where both hold.
   * @example
   * bitwiseAnd(tensor([6], { dtype: 'int32' }), 3).toArray() // [2]
   */
  readonly bitwiseAnd: Method<typeof bitwiseAnd>
  /** The bits that at least one of two integers has; of bools, where at least one holds. */
  readonly bitwiseOr: Method<typeof bitwiseOr>
  /** The bits that exactly one of two integers has; of bools, where exactly one holds. */
  readonly bitwiseXor: Method<typeof bitwiseXor>
  /** The bits that an integer does not have: -1 - x; of bools, where x does not hold. */
  readonly bitwiseNot: Method<typeof bitwiseNot>
  /**
   * The bits of integers, shifted to the left by b: a * 2^b.
   * @example
   * bitwiseLeftShift(tensor([1, 3], { dtype: 'int32' }), 2).toArray() // [4, 12]
   */
  readonly bitwiseLeftShift: Method<typeof bitwiseLeftShift>
  /** The bits of integers, shifted to the right by b: a / 2^b rounded down. */
  readonly bitwiseRightShift: Method<typeof bitwiseRightShift>
  /**
   * The diagonal of the planes of dimensions `dim1` (default 0) and `dim2` (default 1), as a last dimension. A view.
   * @example
   * diagonal(tensor([[1, 2], [3, 4]])).toArray() // [1, 4]
   */
  readonly diagonal: Method<typeof diagonal>
  /**
   * Of a vector the matrix with it on diagonal number `diagonal` (default 0), of a matrix that diagonal.
   * @example
   * diag(tensor([1, 2])).toArray() // [[1, 0], [0, 2]]
   * diag(tensor([[1, 2], [3, 4]]), 1).toArray() // [2]
   */
  readonly diag: Method<typeof diag>
  /** The matrix with the elements of x, flattened, on diagonal number `offset` (default 0). */
  readonly diagflat: Method<typeof diagflat>
  /**
   * Planes of dimensions `dim1` (default -2) and `dim2` (default -1) of the result, with the last dimension of x on diagonal
   * number `offset` (default 0) and zeros elsewhere.
   * @example
   * diagEmbed(tensor([[1, 2]])).toArray() // [[[1, 0], [0, 2]]]
   */
  readonly diagEmbed: Method<typeof diagEmbed>
  /**
   * The lower triangle of matrices up to diagonal number `diagonal` (default 0), zeros above it.
   * @example
   * tril(ones([2, 2])).toArray() // [[1, 0], [1, 1]]
   */
  readonly tril: Method<typeof tril>
  /**
   * The upper triangle of matrices from diagonal number `diagonal` (default 0) on, zeros below it.
   * @example
   * triu(ones([2, 2]), 1).toArray() // [[0, 1], [0, 0]]
   */
  readonly triu: Method<typeof triu>
  /**
   * x with `source` in place of its slice at position `index` of `dim`.
   * @example
   * selectScatter(zeros([2, 2]), ones([2]), 0, 1).toArray() // [[0, 0], [1, 1]]
   */
  readonly selectScatter: Method<typeof selectScatter>
  /**
   * x with `source` in place of what `slice` takes of it.
   * @example
   * sliceScatter(zeros([3]), ones([2]), 0, { start: 1 }).toArray() // [0, 1, 1]
   */
  readonly sliceScatter: Method<typeof sliceScatter>
  /** x with `source` in place of its `diagonal`. */
  readonly diagonalScatter: Method<typeof diagonalScatter>
  /**
   * x divided by its p-norms along `dim`, at least `eps`.
   * @example
   * normalize(tensor([[3, 4]])).toArray() // [[0.6, 0.8]]
   */
  readonly normalize: Method<typeof normalize>
  /**
   * The cosine of the angle between vectors along `dim`; the inputs broadcast.
   * @example
   * cosineSimilarity(tensor([[1, 0]]), tensor([[1, 1]])).toArray() // [0.70711]
   */
  readonly cosineSimilarity: Method<typeof cosineSimilarity>
  /** The p-norms of a - b + eps along the last dimension; the inputs broadcast. */
  readonly pairwiseDistance: Method<typeof pairwiseDistance>
  /**
   * The p-norm distance between every row of a and every row of b: (..., P, M) and (..., R, M) give (..., P, R).
   * @example
   * cdist(tensor([[0, 0]]), tensor([[3, 4], [0, 1]])).toArray() // [[5, 1]]
   */
  readonly cdist: Method<typeof cdist>
  /**
   * The bilinear form y_o = a^T W_o b + bias_o of vectors along the last dimension.
   * @param a (..., in1)
   * @param b (..., in2)
   * @param weight (out, in1, in2)
   * @param bias (out), optional
   * @returns (..., out)
   */
  readonly bilinear: Method<typeof bilinear>
  /**
   * The covariance matrix of variables (rows) over observations (columns); the variance of a vector.
   * @example
   * cov(tensor([[0, 1, 2], [2, 1, 0]])).toArray() // [[1, -1], [-1, 1]]
   */
  readonly cov: Method<typeof cov>
  /** The matrix of correlation coefficients of variables (rows) over observations (columns), from -1 to 1. */
  readonly corrcoef: Method<typeof corrcoef>
  /**
   * a + alpha * b.
   * @example
   * add(tensor([1, 2]), tensor([1, 1]), { alpha: 10 }).toArray() // [11, 12]
   */
  readonly add: Method<typeof add>
  /** a - alpha * b. */
  readonly sub: Method<typeof sub>
  /** a * b. */
  readonly mul: Method<typeof mul>
  /**
   * a / b, rounded by `roundingMode`. Integers divided without rounding make float32.
   * @example
   * div(tensor([-7]), 2, { roundingMode: 'trunc' }).toArray() // [-3]
   * div(tensor([-7]), 2, { roundingMode: 'floor' }).toArray() // [-4]
   */
  readonly div: Method<typeof div>
  /**
   * a / b rounded down, of integers an integer. Gradient 0.
   * @example
   * floorDivide(tensor([-7, 7]), 2).toArray() // [-4, 3]
   */
  readonly floorDivide: Method<typeof floorDivide>
  /** a to the power b. A negative a with a fractional b gives NaN. */
  readonly pow: Method<typeof pow>
  /**
   * x * P(normal < x); `approximate` 'tanh' takes the tanh form.
   * @example
   * gelu(tensor([1]), 'tanh').shape // [1]
   */
  readonly gelu: Method<typeof gelu>
  /**
   * a + weight * (b - a); the weight may be a tensor.
   * @example
   * lerp(tensor([0]), tensor([10]), 0.3).toArray() // [3]
   */
  readonly lerp: Method<typeof lerp>
  /** Where a equals b, as bool. */
  readonly eq: Method<typeof eq>
  /** Where a differs from b, as bool. */
  readonly ne: Method<typeof ne>
  /** Where a < b, as bool. */
  readonly lt: Method<typeof lt>
  /** Where a <= b, as bool. */
  readonly le: Method<typeof le>
  /** Where a > b, as bool. */
  readonly gt: Method<typeof gt>
  /** Where a >= b, as bool. */
  readonly ge: Method<typeof ge>
  /**
   * The remainder of a / b with the sign of b, as in Python.
   * @example
   * remainder(tensor([-5, 5]), 3).toArray() // [1, 2]
   */
  readonly remainder: Method<typeof remainder>
  /**
   * The remainder of a / b with the sign of a, exact.
   * @example
   * fmod(tensor([-5, 5]), 3).toArray() // [-2, 2]
   */
  readonly fmod: Method<typeof fmod>
  /** The largest whole number up to x; gradient 0. */
  readonly floor: Method<typeof floor>
  /** The smallest whole number from x on; gradient 0. */
  readonly ceil: Method<typeof ceil>
  /** x without its fraction; gradient 0. */
  readonly trunc: Method<typeof trunc>
  /**
   * The fraction of x, with the sign of x.
   * @example
   * frac(tensor([1.5, -2.25])).toArray() // [0.5, -0.25]
   */
  readonly frac: Method<typeof frac>
  /** The larger of a and b; NaN where one is NaN. Equal ones share the gradient. */
  readonly maximum: Method<typeof maximum>
  /** The smaller of a and b; NaN where one is NaN. Equal ones share the gradient. */
  readonly minimum: Method<typeof minimum>
  /** The larger of a and b, the other where one is NaN. Of equal ones a has the gradient. */
  readonly fmax: Method<typeof fmax>
  /** The smaller of a and b, the other where one is NaN. Of equal ones a has the gradient. */
  readonly fmin: Method<typeof fmin>
  /** |x|; gradient 0 at 0. */
  readonly abs: Method<typeof abs>
  /** -x. */
  readonly neg: Method<typeof neg>
  /** 1, -1 or 0; gradient 0. */
  readonly sign: Method<typeof sign>
  /**
   * The size of a with the sign of b, that of -0 included. NaN counts as positive.
   * @example
   * copysign(tensor([1, 2]), tensor([-3, 3])).toArray() // [-1, 2]
   */
  readonly copysign: Method<typeof copysign>
  /** x * x. */
  readonly square: Method<typeof square>
  /** The square root; NaN below 0. */
  readonly sqrt: Method<typeof sqrt>
  /** 1 / sqrt(x). */
  readonly rsqrt: Method<typeof rsqrt>
  /** 1 / x. */
  readonly reciprocal: Method<typeof reciprocal>
  /** e to the power x. */
  readonly exp: Method<typeof exp>
  /** 2 to the power x. */
  readonly exp2: Method<typeof exp2>
  /** exp(x) - 1, exact near 0. */
  readonly expm1: Method<typeof expm1>
  /** The natural logarithm. */
  readonly log: Method<typeof log>
  /** The logarithm to base 2. */
  readonly log2: Method<typeof log2>
  /** The logarithm to base 10. */
  readonly log10: Method<typeof log10>
  /**
   * log(exp(a) + exp(b)), without overflow.
   * @example
   * logaddexp(tensor([-1000]), tensor([0])).toArray() // [0]
   */
  readonly logaddexp: Method<typeof logaddexp>
  /** log2(2^a + 2^b), without overflow. */
  readonly logaddexp2: Method<typeof logaddexp2>
  /**
   * a log(b), 0 where a is 0 and b is not NaN.
   * @example
   * xlogy(tensor([0, 2]), tensor([0, 1])).toArray() // [0, 0]
   */
  readonly xlogy: Method<typeof xlogy>
  /** a log(1 + b), 0 where a is 0 and b is not NaN. */
  readonly xlog1py: Method<typeof xlog1py>
  /**
   * -x log(x), 0 at 0 and -Infinity below.
   * @example
   * entr(tensor([0, 1])).toArray() // [0, 0]
   */
  readonly entr: Method<typeof entr>
  /** log(1 + x), exact near 0. */
  readonly log1p: Method<typeof log1p>
  /** The sine; x in radians. */
  readonly sin: Method<typeof sin>
  /** The cosine; x in radians. */
  readonly cos: Method<typeof cos>
  /** The tangent; x in radians. */
  readonly tan: Method<typeof tan>
  /** The angle whose sine is x, from -pi/2 to pi/2; NaN beyond [-1, 1]. */
  readonly asin: Method<typeof asin>
  /** The angle whose cosine is x, from 0 to pi; NaN beyond [-1, 1]. */
  readonly acos: Method<typeof acos>
  /** The angle whose tangent is x, from -pi/2 to pi/2. */
  readonly atan: Method<typeof atan>
  /**
   * The angle of the point (b, a), from -pi to pi: the one of a / b in the right quadrant.
   * @example
   * atan2(tensor([1]), tensor([-1])).toArray() // [2.35619]
   */
  readonly atan2: Method<typeof atan2>
  /** The hyperbolic sine. */
  readonly sinh: Method<typeof sinh>
  /** The hyperbolic cosine. */
  readonly cosh: Method<typeof cosh>
  /** The inverse of the hyperbolic sine. */
  readonly asinh: Method<typeof asinh>
  /** The inverse of the hyperbolic cosine; NaN below 1. */
  readonly acosh: Method<typeof acosh>
  /** The inverse of the hyperbolic tangent; NaN beyond [-1, 1]. */
  readonly atanh: Method<typeof atanh>
  /**
   * The length of the vector (a, b), without overflow.
   * @example
   * hypot(tensor([3]), tensor([4])).toArray() // [5]
   */
  readonly hypot: Method<typeof hypot>
  /** sin(pi x) / (pi x), and 1 at 0. */
  readonly sinc: Method<typeof sinc>
  /** The error function. */
  readonly erf: Method<typeof erf>
  /** 1 - erf(x), which keeps its precision where erf is near 1. */
  readonly erfc: Method<typeof erfc>
  /** exp(x x) erfc(x), which neither overflows nor vanishes for large x. */
  readonly erfcx: Method<typeof erfcx>
  /**
   * The x whose erf is given; infinite at -1 and 1, NaN beyond.
   * @example
   * erfinv(tensor([0.5])).toArray() // [0.476936]
   */
  readonly erfinv: Method<typeof erfinv>
  /**
   * The distribution function of the standard normal distribution.
   * @example
   * ndtr(tensor([0])).toArray() // [0.5]
   */
  readonly ndtr: Method<typeof ndtr>
  /**
   * The inverse of `ndtr`, the quantile of the standard normal distribution.
   * @example
   * ndtri(tensor([0.975])).toArray() // [1.95996]
   */
  readonly ndtri: Method<typeof ndtri>
  /** The logarithm of `ndtr`, without underflow. */
  readonly logNdtr: Method<typeof logNdtr>
  /**
   * The logarithm of |gamma(x)|; Infinity at 0, -1, -2, ...
   * @example
   * lgamma(tensor([5])).toArray() // [3.178054]
   */
  readonly lgamma: Method<typeof lgamma>
  /**
   * The derivative of `lgamma`.
   * @example
   * digamma(tensor([1])).toArray() // [-0.5772157]
   */
  readonly digamma: Method<typeof digamma>
  /** The modified Bessel function of the first kind of order 0. */
  readonly i0: Method<typeof i0>
  /** exp(-|x|) i0(x). */
  readonly i0e: Method<typeof i0e>
  /** The modified Bessel function of the first kind of order 1. */
  readonly i1: Method<typeof i1>
  /** exp(-|x|) i1(x). */
  readonly i1e: Method<typeof i1e>
  /** The hyperbolic tangent. */
  readonly tanh: Method<typeof tanh>
  /** 1 / (1 + exp(-x)). */
  readonly sigmoid: Method<typeof sigmoid>
  /** log(sigmoid(x)) without underflow. */
  readonly logSigmoid: Method<typeof logSigmoid>
  /** max(x, 0); gradient 0 at 0. */
  readonly relu: Method<typeof relu>
  /** x where positive, else x * negativeSlope. */
  readonly leakyRelu: Method<typeof leakyRelu>
  /** x where positive, else alpha * (exp(x) - 1). */
  readonly elu: Method<typeof elu>
  /** x * sigmoid(x). */
  readonly silu: Method<typeof silu>
  /** log(1 + exp(beta x)) / beta, and x itself where beta x > threshold. */
  readonly softplus: Method<typeof softplus>
  /** x * clamp(x + 3, 0, 6) / 6. */
  readonly hardswish: Method<typeof hardswish>
  /** min(max(x, 0), 6). */
  readonly relu6: Method<typeof relu6>
  /** x between minVal and maxVal, else the nearer bound; gradient 0 at a bound. */
  readonly hardtanh: Method<typeof hardtanh>
  /** clamp(x + 3, 0, 6) / 6. */
  readonly hardsigmoid: Method<typeof hardsigmoid>
  /** x where |x| > lambd, else 0. */
  readonly hardshrink: Method<typeof hardshrink>
  /** x moved towards 0 by lambd; 0 where |x| is at most lambd. */
  readonly softshrink: Method<typeof softshrink>
  /** scale x where positive, else scale alpha (exp(x) - 1), with the constants of self-normalizing networks (Klambauer et al. 2017). */
  readonly selu: Method<typeof selu>
  /** x where positive, else alpha (exp(x / alpha) - 1). */
  readonly celu: Method<typeof celu>
  /** x / (1 + |x|). */
  readonly softsign: Method<typeof softsign>
  /** x - tanh(x). */
  readonly tanhshrink: Method<typeof tanhshrink>
  /** x where it is above the threshold, else the value. */
  readonly threshold: Method<typeof threshold>
  /** x * tanh(log(1 + exp(x))) (Misra 2019). */
  readonly mish: Method<typeof mish>
  /**
   * x where positive, else x times a learned weight (He et al. 2015).
   * @param x (N, C, ...)
   * @param weight (1), or (C) for one of each channel
   * @throws ShapeError when the weight fits neither
   * @example
   * prelu(tensor([[-2, 4]]), tensor([0.5])).toArray() // [[-1, 4]]
   */
  readonly prelu: Method<typeof prelu>
  /**
   * x where positive, else x times a slope: in training drawn for each element, uniform in [lower, upper), otherwise the
   * mean of the two (Xu et al. 2015).
   * @throws OptionError when lower is above upper
   * @example
   * rrelu(tensor([-16, 3]), { lower: 0, upper: 0.25 }).toArray() // [-2, 3]
   */
  readonly rrelu: Method<typeof rrelu>
  /**
   * The gated linear unit (Dauphin et al. 2016): x is split in two halves along `dim`, and the result is a * sigmoid(b).
   * @param dim default -1
   * @throws ShapeError when the dimension is not even
   * @example
   * glu(tensor([2, 0])).toArray() // [1]
   */
  readonly glu: Method<typeof glu>
  /**
   * softmax(-x) along `dim`.
   * @example
   * softmin(tensor([1, 1]), 0).toArray() // [0.5, 0.5]
   */
  readonly softmin: Method<typeof softmin>
  /**
   * The choices of `r` (default 2) elements of a vector in their order, as rows.
   * @example
   * combinations(tensor([1, 2, 3])).toArray() // [[1, 2], [1, 3], [2, 3]]
   */
  readonly combinations: Method<typeof combinations>
  /**
   * The Vandermonde matrix: powers n - 1 to 0 of each element in a row, or 0 to n - 1 with `increasing`; n is by default the
   * number of elements.
   * @example
   * vander(tensor([1, 2, 3])).toArray() // [[1, 1, 1], [4, 2, 1], [9, 3, 1]]
   */
  readonly vander: Method<typeof vander>
  /**
   * Two-dimensional transposed convolution: each element of x writes a kernel into the result, where they add up.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param weight (C, O / groups, KH, KW)
   * @param bias (O), optional
   * @returns (N, O, OH, OW) with OH = (H - 1) stride - 2 padding + dilation (KH - 1) + outputPadding + 1
   * @example
   * convTranspose2d(ones([1, 3, 4, 4]), ones([3, 2, 2, 2]), null, { stride: 2 }).shape // [1, 2, 8, 8]
   */
  readonly convTranspose2d: Method<typeof convTranspose2d>
  /**
   * One-dimensional transposed convolution; see convTranspose2d.
   * @param x (N, C, L), or one signal (C, L)
   * @param weight (C, O / groups, K)
   * @example
   * convTranspose1d(ones([1, 3, 4]), ones([3, 2, 3]), null, { stride: 2 }).shape // [1, 2, 9]
   */
  readonly convTranspose1d: Method<typeof convTranspose1d>
  /**
   * Three-dimensional transposed convolution; see convTranspose2d.
   * @param x (N, C, D, H, W), or one volume (C, D, H, W)
   * @param weight (C, O / groups, KD, KH, KW)
   * @example
   * convTranspose3d(ones([1, 3, 2, 4, 4]), ones([3, 2, 2, 2, 2]), null, { stride: 2 }).shape // [1, 2, 4, 8, 8]
   */
  readonly convTranspose3d: Method<typeof convTranspose3d>
  /**
   * The positions at which gridSample reads an image that an affine map moves.
   * @param theta (N, 2, 3) for images, (N, 3, 4) for volumes
   * @param size the shape of the result of gridSample, (N, C, H, W) or (N, C, D, H, W)
   * @param options.alignCorners as gridSample's. Default false
   * @returns (N, H, W, 2) or (N, D, H, W, 3), the last dimension as (x, y) or (x, y, z)
   * @example
   * affineGrid(tensor([[[1, 0, 0], [0, 1, 0]]]), [1, 1, 1, 2]).toArray() // [[[[-0.5, 0], [0.5, 0]]]]
   */
  readonly affineGrid: Method<typeof affineGrid>
  /**
   * The elements of x at the positions of `grid`, in [-1, 1] from one edge to the other.
   * @param x (N, C, H, W) or (N, C, D, H, W)
   * @param grid (N, OH, OW, 2) as (x, y), or (N, OD, OH, OW, 3) as (x, y, z)
   * @returns (N, C, OH, OW) or (N, C, OD, OH, OW)
   * @example
   * const grid = affineGrid(tensor([[[-1, 0, 0], [0, 1, 0]]]), [1, 1, 1, 2])
   * gridSample(tensor([[[[3, 7]]]]), grid).toArray() // [[[[7, 3]]]]
   */
  readonly gridSample: Method<typeof gridSample>
  /**
   * The sum of windows given as columns (col2im): the transposed of unfold.
   * @param x (N, C KH KW, windows), or one without the N
   * @returns (N, C, height, width)
   * @example
   * fold(ones([1, 18, 9]), [4, 5], { kernelSize: [2, 3] }).shape // [1, 3, 4, 5]
   */
  readonly fold: Method<typeof fold>
  /**
   * (..., C r r, H, W) as (..., C, H r, W r): channels become pixels.
   * @param upscaleFactor r
   * @example
   * pixelShuffle(ones([1, 8, 3, 4]), 2).shape // [1, 2, 6, 8]
   */
  readonly pixelShuffle: Method<typeof pixelShuffle>
  /**
   * (..., C, H r, W r) as (..., C r r, H, W): pixels become channels.
   * @param downscaleFactor r
   * @example
   * pixelUnshuffle(ones([1, 2, 6, 8]), 2).shape // [1, 8, 3, 4]
   */
  readonly pixelUnshuffle: Method<typeof pixelUnshuffle>
  /**
   * The channels of x (N, C, ...) in another order: of `groups` groups the first of each, then the second, and so on.
   * @example
   * channelShuffle(arange(4).reshape([1, 4, 1]), 2).flatten().toArray() // [0, 2, 1, 3]
   */
  readonly channelShuffle: Method<typeof channelShuffle>
  /**
   * The power mean without division, (sum of x^p)^(1/p), of each window of x (N, C, H, W) or (C, H, W).
   * @param normType p, or the options
   * @example
   * lpPool2d(tensor([[[3, 4], [0, 0]]]), 2, { kernelSize: 2 }).toArray() // [[[5]]]
   */
  readonly lpPool2d: Method<typeof lpPool2d>
  /**
   * (sum of x^p)^(1/p) of each window of x (N, C, L) or (C, L).
   * @example
   * lpPool1d(tensor([[3, 4, 6, 8]]), 2, { kernelSize: 2 }).toArray() // [[5, 10]]
   */
  readonly lpPool1d: Method<typeof lpPool1d>
  /**
   * (sum of x^p)^(1/p) of each window of x (N, C, D, H, W) or (C, D, H, W).
   * @example
   * lpPool3d(ones([1, 1, 2, 2, 2]), 1, { kernelSize: 2 }).toArray() // [[[[[8]]]]]
   */
  readonly lpPool3d: Method<typeof lpPool3d>
  /**
   * The largest element of windows at random places that together cover the plane.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param options.outputSize the size of the result, or outputRatio as a fraction of the input's
   * @param options.returnIndices whether the positions are returned as well: { output, indices }
   * @example
   * fractionalMaxPool2d(ones([1, 2, 8, 8]), 2, { outputSize: 5 }).shape // [1, 2, 5, 5]
   */
  readonly fractionalMaxPool2d: Methods<typeof fractionalMaxPool2d>
  /**
   * The largest element of windows at random places of x (N, C, D, H, W) or (C, D, H, W); see fractionalMaxPool2d.
   * @example
   * fractionalMaxPool3d(ones([1, 2, 8, 8, 8]), 2, { outputRatio: 0.5 }).shape // [1, 2, 4, 4, 4]
   */
  readonly fractionalMaxPool3d: Methods<typeof fractionalMaxPool3d>
  /**
   * Zeros with the elements of x at the places that maxPool2d found them: { output, indices } back to an image.
   * @param x (N, C, H, W), or one image (C, H, W)
   * @param indices int64 or int32, of the shape of x
   * @throws IndexError for a place outside of the result
   * @example
   * const { output, indices } = maxPool2d(arange(16).to('float32').reshape([1, 4, 4]), { kernelSize: 2, returnIndices: true })
   * maxUnpool2d(output, indices, 2).shape // [1, 4, 4]
   */
  readonly maxUnpool2d: Method<typeof maxUnpool2d>
  /**
   * Zeros with the elements of x (N, C, L) or (C, L) at the places that maxPool1d found them.
   * @example
   * maxUnpool1d(tensor([[4, 3]]), tensor([[1, 3]], { dtype: 'int64' }), 2).toArray() // [[0, 4, 0, 3]]
   */
  readonly maxUnpool1d: Method<typeof maxUnpool1d>
  /**
   * Zeros with the elements of x (N, C, D, H, W) or (C, D, H, W) at the places that maxPool3d found them.
   * @example
   * const { output, indices } = maxPool3d(ones([1, 2, 2, 4, 4]), { kernelSize: 2, returnIndices: true })
   * maxUnpool3d(output, indices, 2).shape // [1, 2, 2, 4, 4]
   */
  readonly maxUnpool3d: Method<typeof maxUnpool3d>
  /**
   * The part of x that indices name, as NumPy: numbers and slices give views; int and bool tensors, which broadcast together,
   * give a copy. Their dimensions stand where they were, or in front if other indices lie between them.
   *
   * @param indices a number, ':' , 'start:end:step', '...', null, [start, end, step], an int tensor, or a bool tensor
   * @throws IndexError for a position out of range or too many indices
   * @example
   * const x = arange(12).reshape([3, 4])
   * at(x, 1).toArray() // [4, 5, 6, 7]
   * at(x, ':', -1).toArray() // [3, 7, 11]
   * at(x, [0, 2], [null, null, 2]).toArray() // [[0, 2], [4, 6]]
   * at(x, tensor([2, 0], { dtype: 'int32' }), 1).toArray() // [9, 1]
   * at(x, x.gt(9)).toArray() // [10, 11]
   */
  readonly at: Method<typeof at>
  /**
   * Writes `value`, which broadcasts, to the part that `at` would take. In place; see the ops that end in an underscore for
   * what may be changed. Returns x.
   * @param index the indices of `at` in an array, or a single one that is not an array
   * @param options.accumulate add instead: the elements of a position that comes several times add up
   * @example
   * const x = zeros([2, 3])
   * put(x, [':', 1], 7).toArray() // [[0, 7, 0], [0, 7, 0]]
   * put(x, x.eq(0), tensor([1, 2, 3, 4])).toArray() // [[1, 7, 2], [3, 7, 4]]
   */
  readonly put: Method<typeof put>
  /**
   * x with `value`, which broadcasts, at the positions of one index tensor for each of the first dimensions (int or bool, null
   * for a whole dimension). `put` does it in place.
   * @example
   * indexPut(zeros([3]), [tensor([0, 2], { dtype: 'int32' })], tensor([5, 6])).toArray() // [5, 0, 6]
   */
  readonly indexPut: Method<typeof indexPut>
  /**
   * x with `value` where the mask (bool, broadcasts to x) holds.
   * @param value a number, or a tensor without dimensions
   * @example
   * maskedFill(tensor([1, 2]), tensor([true, false]), -Infinity).toArray() // [-Infinity, 2]
   */
  readonly maskedFill: Method<typeof maskedFill>
  /**
   * The elements where the mask (bool) holds, in one dimension; x and mask broadcast together.
   * @example
   * maskedSelect(tensor([[1, 2], [3, 4]]), tensor([true, false])).toArray() // [1, 3]
   */
  readonly maskedSelect: Method<typeof maskedSelect>
  /**
   * x with elements of `source`, in their order, where the mask (bool, broadcasts to x) holds.
   * @example
   * maskedScatter(zeros([3]), tensor([true, false, true]), tensor([5, 6])).toArray() // [5, 0, 6]
   */
  readonly maskedScatter: Method<typeof maskedScatter>
  /** Where x is not 0: positions as rows (n, dimensions). int32. */
  readonly argwhere: Method<typeof argwhere>
  /** The lower triangular L of symmetric positive definite matrices, A = L L^T: `linalg.cholesky`. */
  readonly cholesky: Method<typeof cholesky>
  /** The inverse of A from its Cholesky factor. */
  readonly choleskyInverse: Method<typeof choleskyInverse>
  /** The solution X of A X = B from the Cholesky factor of A; B comes first. */
  readonly choleskySolve: Method<typeof choleskySolve>
  /** The determinants of square matrices: `linalg.det`. */
  readonly det: Method<typeof det>
  /** The inverses of square matrices: `linalg.inv`. */
  readonly inverse: Method<typeof inverse>
  /** The exponentials of square matrices: `linalg.matrixExp`. */
  readonly matrixExp: Method<typeof matrixExp>
  /** Square matrices to a whole power; a negative one takes the inverse: `linalg.matrixPower`. */
  readonly matrixPower: Method<typeof matrixPower>
  /** The signs and the logarithms of the absolute values of determinants: `linalg.slogdet`. */
  readonly slogdet: Method<typeof slogdet>
  /** The logarithms of determinants: NaN where one is negative. */
  readonly logdet: Method<typeof logdet>
  /** The pseudoinverses of matrices: `linalg.pinv`. Singular values up to rcond times the largest count as 0, default 1e-15. */
  readonly pinverse: Method<typeof pinverse>
  /**
   * The p-norm of the elements along `dim`: the p-th root of the sum of |x|^p; for Infinity the largest |x|, for -Infinity the
   * smallest, for 0 how many are not 0.
   * @param p default 2, or the options
   * @example
   * norm(tensor([[3, 4], [6, 8]]), 2, { dim: 1 }).toArray() // [5, 10]
   */
  readonly norm: Method<typeof norm>
  /**
   * The p-norm of a - b, which broadcast.
   * @example
   * dist(tensor([0, 0]), tensor([3, 4])).item() // 5
   */
  readonly dist: Method<typeof dist>
  /**
   * The slices along `dim`, each with a p-norm of at most `maxnorm`.
   * @example
   * renorm(tensor([[3, 4], [0.3, 0.4]]), { p: 2, dim: 0, maxnorm: 1 }).toArray() // [[0.6, 0.8], [0.3, 0.4]]
   */
  readonly renorm: Method<typeof renorm>
  /**
   * Pads x, like torch.nn.functional.pad.
   * @throws ShapeError where a size is too small to be mirrored or wrapped around
   * @example
   * pad(tensor([1, 2, 3]), [1, 2]).toArray() // [0, 1, 2, 3, 0, 0]
   * pad(tensor([1, 2, 3]), [2, 1], { mode: 'reflect' }).toArray() // [3, 2, 1, 2, 3, 2]
   */
  readonly pad: Method<typeof pad>
  /**
   * The nearest whole number, of two the even one; with `decimals` the nearest multiple of 10^-decimals. Gradient 0.
   * @example
   * round(tensor([0.5, 1.5, -1.2])).toArray() // [0, 2, -1]
   * round(tensor([123.456]), { decimals: -1 }).toArray() // [120]
   */
  readonly round: Method<typeof round>
  /**
   * log(x / (1 - x)), the inverse of `sigmoid`.
   * @param eps x is first limited to [eps, 1 - eps]. Default: it is not
   * @example
   * logit(tensor([0, 0.5]), 0.1).toArray() // [-2.197225, 0]
   */
  readonly logit: Method<typeof logit>
  /**
   * x + value * a * b.
   * @example
   * addcmul(tensor([1]), tensor([2]), tensor([3]), { value: 10 }).toArray() // [61]
   */
  readonly addcmul: Method<typeof addcmul>
  /**
   * x + value * a / b.
   * @example
   * addcdiv(tensor([1]), tensor([6]), tensor([3]), { value: 10 }).toArray() // [21]
   */
  readonly addcdiv: Method<typeof addcdiv>
  /** Degrees as radians. */
  readonly deg2rad: Method<typeof deg2rad>
  /** Radians as degrees. */
  readonly rad2deg: Method<typeof rad2deg>
  /**
   * a to the power b, computed in float64.
   * @example
   * floatPower(tensor([2], { dtype: 'int32' }), -1).dtype // 'float64'
   */
  readonly floatPower: Method<typeof floatPower>
  /**
   * x * 2^other.
   * @example
   * ldexp(tensor([0.5]), tensor([4])).toArray() // [8]
   */
  readonly ldexp: Method<typeof ldexp>
  /**
   * Mantissa and exponent: x = mantissa * 2^exponent.
   * @example
   * frexp(tensor([12])).mantissa.toArray() // [0.75]
   * frexp(tensor([12])).exponent.toArray() // [4]
   */
  readonly frexp: Method<typeof frexp>
  /** x itself. */
  readonly positive: Method<typeof positive>
  /**
   * The next number after a in the direction of b. No gradient.
   * @example
   * nextafter(tensor([1], { dtype: 'float64' }), tensor([2], { dtype: 'float64' })).sub(1).item() // 2.220446049250313e-16
   */
  readonly nextafter: Method<typeof nextafter>
  /**
   * Numbers in place of NaN and infinities.
   * @example
   * nanToNum(tensor([NaN, Infinity, 1]), { posinf: 9 }).toArray() // [0, 9, 1]
   */
  readonly nanToNum: Method<typeof nanToNum>
  /**
   * 0 below 0, 1 above, `values` at 0. No gradient.
   * @example
   * heaviside(tensor([-2, 0, 3]), 0.5).toArray() // [0, 0.5, 1]
   */
  readonly heaviside: Method<typeof heaviside>
  /** Where x is Infinity or -Infinity. */
  readonly isinf: Method<typeof isinf>
  /** Where x is Infinity. */
  readonly isposinf: Method<typeof isposinf>
  /** Where x is -Infinity. */
  readonly isneginf: Method<typeof isneginf>
  /** Where x is real: everywhere. */
  readonly isreal: Method<typeof isreal>
  /** Where the sign is minus; also of -0. */
  readonly signbit: Method<typeof signbit>
  /**
   * Where |a - b| <= atol + rtol * |b|.
   * @example
   * isclose(tensor([1, 2]), tensor([1.000001, 2.1])).toArray() // [true, false]
   */
  readonly isclose: Method<typeof isclose>
  /**
   * Whether all elements are close, as `isclose` says.
   * @example
   * allclose(tensor([1]), tensor([1.0000001])) // true
   */
  readonly allclose: Method<typeof allclose>
  /**
   * Whether shapes and all elements are equal.
   * @example
   * equal(tensor([1, 2]), tensor([1, 2])) // true
   */
  readonly equal: Method<typeof equal>
  /**
   * The Chebyshev polynomial of the first kind of degree n, cos(n acos x).
   * @param n 0 or more, or the options
   * @example
   * chebyshevPolynomialT(tensor([0.5, 2]), 2).toArray() // [-0.5, 7]
   */
  readonly chebyshevPolynomialT: Method<typeof chebyshevPolynomialT>
  /**
   * The Chebyshev polynomial of the second kind of degree n.
   * @param n 0 or more, or the options
   * @example
   * chebyshevPolynomialU(tensor([0.5, 2]), 2).toArray() // [0, 15]
   */
  readonly chebyshevPolynomialU: Method<typeof chebyshevPolynomialU>
  /**
   * The Chebyshev polynomial of the third kind of degree n.
   * @param n 0 or more, or the options
   * @example
   * chebyshevPolynomialV(tensor([0.5, 2]), 2).toArray() // [-1, 11]
   */
  readonly chebyshevPolynomialV: Method<typeof chebyshevPolynomialV>
  /**
   * The Chebyshev polynomial of the fourth kind of degree n.
   * @param n 0 or more, or the options
   * @example
   * chebyshevPolynomialW(tensor([0.5, 2]), 2).toArray() // [1, 19]
   */
  readonly chebyshevPolynomialW: Method<typeof chebyshevPolynomialW>
  /**
   * chebyshevPolynomialT of 2 x - 1.
   * @param n 0 or more, or the options
   * @example
   * shiftedChebyshevPolynomialT(tensor([0.5, 2]), 2).toArray() // [-1, 17]
   */
  readonly shiftedChebyshevPolynomialT: Method<typeof shiftedChebyshevPolynomialT>
  /**
   * chebyshevPolynomialU of 2 x - 1.
   * @param n 0 or more, or the options
   * @example
   * shiftedChebyshevPolynomialU(tensor([0.5, 2]), 2).toArray() // [-1, 35]
   */
  readonly shiftedChebyshevPolynomialU: Method<typeof shiftedChebyshevPolynomialU>
  /**
   * chebyshevPolynomialV of 2 x - 1.
   * @param n 0 or more, or the options
   * @example
   * shiftedChebyshevPolynomialV(tensor([0.5, 2]), 2).toArray() // [-1, 29]
   */
  readonly shiftedChebyshevPolynomialV: Method<typeof shiftedChebyshevPolynomialV>
  /**
   * chebyshevPolynomialW of 2 x - 1.
   * @param n 0 or more, or the options
   * @example
   * shiftedChebyshevPolynomialW(tensor([0.5, 2]), 2).toArray() // [-1, 41]
   */
  readonly shiftedChebyshevPolynomialW: Method<typeof shiftedChebyshevPolynomialW>
  /**
   * The physicist's Hermite polynomial of degree n, orthogonal with the weight exp(-x^2).
   * @param n 0 or more, or the options
   * @example
   * hermitePolynomialH(tensor([0.5, 2]), 2).toArray() // [-1, 14]
   */
  readonly hermitePolynomialH: Method<typeof hermitePolynomialH>
  /**
   * The probabilist's Hermite polynomial of degree n, orthogonal with the weight exp(-x^2 / 2).
   * @param n 0 or more, or the options
   * @example
   * hermitePolynomialHe(tensor([0.5, 2]), 2).toArray() // [-0.75, 3]
   */
  readonly hermitePolynomialHe: Method<typeof hermitePolynomialHe>
  /**
   * The Laguerre polynomial of degree n.
   * @param n 0 or more, or the options
   * @example
   * laguerrePolynomialL(tensor([0.5, 2]), 2).toArray() // [0.125, -1]
   */
  readonly laguerrePolynomialL: Method<typeof laguerrePolynomialL>
  /**
   * The Legendre polynomial of degree n.
   * @param n 0 or more, or the options
   * @example
   * legendrePolynomialP(tensor([0.5, 2]), 2).toArray() // [-0.125, 5.5]
   */
  readonly legendrePolynomialP: Method<typeof legendrePolynomialP>
  /**
   * Quantiles of x along `dim`, of all elements without it. A vector of q gives a first dimension.
   * @param q from 0 to 1, or the options
   * @example
   * quantile(tensor([1, 2, 3, 4]), 0.5).item() // 2.5
   * quantile(tensor([1, 2, 3, 4]), [0, 1]).toArray() // [1, 4]
   */
  readonly quantile: Method<typeof quantile>
  /** `quantile` of the elements that are not NaN. */
  readonly nanquantile: Method<typeof nanquantile>
  /**
   * The largest element along one dimension or several, of all without `dim`. Equal ones share the gradient.
   * @example
   * amax(tensor([[1, 5], [4, 2]]), 1).toArray() // [5, 4]
   */
  readonly amax: Method<typeof amax>
  /** The smallest element along one dimension or several, of all without `dim`. Equal ones share the gradient. */
  readonly amin: Method<typeof amin>
  /**
   * The smallest and the largest element, of all or along `dim`.
   * @example
   * aminmax(tensor([3, 1, 2])).max.item() // 3
   */
  readonly aminmax: Method<typeof aminmax>
  /**
   * Variance and mean along `dim`, with the options of `variance`.
   * @example
   * varMean(tensor([1, 2, 3, 4]), { correction: 0 }).var.item() // 1.25
   */
  readonly varMean: Method<typeof varMean>
  /** Standard deviation and mean along `dim`, with the options of `std`. */
  readonly stdMean: Method<typeof stdMean>
  /**
   * The sum of those that are not NaN.
   * @example
   * nansum(tensor([1, NaN, 2])).item() // 3
   */
  readonly nansum: Method<typeof nansum>
  /** The mean of those that are not NaN; NaN where there are none. */
  readonly nanmean: Method<typeof nanmean>
  /**
   * How many elements are not 0, of all or along one dimension or several; int64.
   * @example
   * countNonzero(tensor([0, 1, 2])).item() // 2
   */
  readonly countNonzero: Method<typeof countNonzero>
  /**
   * 1 with the probability that an element of x is, else 0. In the dtype of x.
   * @example
   * bernoulli(tensor([0, 1])).toArray() // [0, 1]
   */
  readonly bernoulli: Method<typeof bernoulli>
  /**
   * Normal numbers of the given means and standard deviations, which broadcast.
   * @param options the size where both are numbers, or the options
   * @example
   * normal(tensor([1, 2, 3]), 0.1).shape // [3]
   * normal(0, 1, [2, 3]).shape // [2, 3]
   */
  readonly normal: Method<typeof normal>
  /**
   * Numbers of the Poisson distributions whose rates are the elements of x. In the dtype of x.
   * @example
   * poisson(tensor([0, 4])).shape // [2]
   */
  readonly poisson: Method<typeof poisson>
  /**
   * How many of `count` trials succeed, each with probability `prob`; they broadcast.
   * @example
   * binomial(tensor([10, 10]), tensor([0, 1])).toArray() // [0, 10]
   */
  readonly binomial: Method<typeof binomial>
  /**
   * Positions drawn by weight: of one row of weights, or of each row of a matrix. int32.
   * @param numSamples how many, or the options
   * @example
   * multinomial(tensor([0, 3, 0]), 2, { replacement: true }).toArray() // [1, 1]
   */
  readonly multinomial: Method<typeof multinomial>
  /**
   * A draw from the distribution of the logits that has a gradient: softmax((x + noise) / tau) along `dim`.
   * @example
   * gumbelSoftmax(tensor([0, 100]), { hard: true }).toArray() // [0, 1]
   */
  readonly gumbelSoftmax: Method<typeof gumbelSoftmax>
  /**
   * The sums of the elements up to each position along `dim`, one after the other in double. Integers give int64.
   * @example
   * cumsum(tensor([1, 2, 3]), 0).toArray() // [1, 3, 6]
   */
  readonly cumsum: Method<typeof cumsum>
  /**
   * The products of the elements up to each position along `dim`. Integers give int64.
   * @example
   * cumprod(tensor([1, 2, 3]), 0).toArray() // [1, 2, 6]
   */
  readonly cumprod: Method<typeof cumprod>
  /**
   * The largest element up to each position along `dim`, and the last place of it.
   * @example
   * cummax(tensor([1, 3, 2]), 0).values.toArray() // [1, 3, 3]
   */
  readonly cummax: Method<typeof cummax>
  /** The smallest element up to each position along `dim`, and the last place of it. */
  readonly cummin: Method<typeof cummin>
  /**
   * log(cumsum(exp(x))) along `dim` without overflow.
   * @example
   * logcumsumexp(tensor([0, 0]), 0).toArray() // [0, 0.693147]
   */
  readonly logcumsumexp: Method<typeof logcumsumexp>
  /**
   * Differences of neighbors along `dim` (default the last), `n` (default 1) times.
   * @example
   * diff(tensor([1, 4, 9])).toArray() // [3, 5]
   */
  readonly diff: Method<typeof diff>
  /**
   * The integral along `dim` (default the last) by the trapezoidal rule, over points x (one dimension, or broadcasts to y) or
   * points at distance `dx` (default 1).
   * @example
   * trapezoid(tensor([1, 2, 3])).item() // 4
   * trapezoid(tensor([1, 2, 3]), tensor([0, 2, 4])).item() // 8
   */
  readonly trapezoid: Method<typeof trapezoid>
  /** The running `trapezoid`: the integral up to each point but the first. */
  readonly cumulativeTrapezoid: Method<typeof cumulativeTrapezoid>
  /**
   * x with the elements of `source`, or one `value`, written at positions `index` along `dim`: the last of several wins.
   * @param index int32 or int64, of at most the sizes of source, and of x but for `dim`
   * @param source of the dtype of x; null or left out with `value`
   * @example
   * scatter(zeros([1, 3]), tensor([[2, 0]], { dtype: 'int32' }), tensor([[5, 6]]), 1).toArray() // [[6, 0, 5]]
   * scatter(zeros([1, 3]), tensor([[1]], { dtype: 'int32' }), null, { dim: 1, value: 7 }).toArray() // [[0, 7, 0]]
   */
  readonly scatter: Method<typeof scatter>
  /**
   * x with the elements of `source` reduced into it at positions `index` along `dim`.
   * @example
   * const index = tensor([0, 1, 1], { dtype: 'int32' })
   * scatterReduce(ones([2]), index, tensor([2, 3, 4]), { dim: 0, reduce: 'prod' }).toArray() // [2, 12]
   */
  readonly scatterReduce: Method<typeof scatterReduce>
  /**
   * x plus `alpha` (default 1) times the slices of `source` at positions `index` of `dim`.
   * @example
   * indexAdd(zeros([3]), tensor([0, 0], { dtype: 'int32' }), ones([2]), 0).toArray() // [2, 0, 0]
   */
  readonly indexAdd: Method<typeof indexAdd>
  /** x with the slices of `source` in place of those at positions `index` of `dim`; the last of several wins. */
  readonly indexCopy: Method<typeof indexCopy>
  /**
   * x with `value` in the slices at positions `index` of `dim`.
   * @example
   * indexFill(zeros([3]), tensor([1], { dtype: 'int32' }), { dim: 0, value: 5 }).toArray() // [0, 5, 0]
   */
  readonly indexFill: Method<typeof indexFill>
  /** x with the slices of `source` reduced into it at positions `index` of `dim`: 'prod', 'mean', 'amax' or 'amin'. */
  readonly indexReduce: Method<typeof indexReduce>
  /** exp(x) / sum(exp(x)) along `dim`. */
  readonly softmax: Method<typeof softmax>
  /** log(softmax(x)) along `dim`, without overflow. */
  readonly logSoftmax: Method<typeof logSoftmax>
  /**
   * Parts of `splitSize` elements along `dim`, the last one maybe shorter, or parts of the sizes of an array. Views.
   * @example
   * split(arange(5), 2).map((part) => part.toArray()) // [[0, 1], [2, 3], [4]]
   * split(arange(5), [1, 4]).map((part) => part.toArray()) // [[0], [1, 2, 3, 4]]
   */
  readonly split: Method<typeof split>
  /** `chunks` parts of equal size along `dim`, the last one shorter if they do not divide it. Views. */
  readonly chunk: Method<typeof chunk>
  /** The slices at each position of `dim`, without that dimension. Views. */
  readonly unbind: Method<typeof unbind>
  /**
   * `sections` parts along `dim`, the first ones longer by one element if they do not divide it; or with an array of
   * `indices`, the parts that begin there. Views.
   * @example
   * tensorSplit(arange(5), 2).map((part) => part.toArray()) // [[0, 1, 2], [3, 4]]
   * tensorSplit(arange(5), [1, 3]).map((part) => part.toArray()) // [[0], [1, 2], [3, 4]]
   */
  readonly tensorSplit: Method<typeof tensorSplit>
  /**
   * `tensorSplit` along the columns: dimension 1, or 0 of one dimension. A number of sections must divide the size.
   * @example
   * hsplit(tensor([[1, 2], [3, 4]]), 2)[0]?.toArray() // [[1], [3]]
   */
  readonly hsplit: Method<typeof hsplit>
  /** `tensorSplit` along the rows, dimension 0 of two or more. A number of sections must divide the size. */
  readonly vsplit: Method<typeof vsplit>
  /** `tensorSplit` along dimension 2 of three or more. A number of sections must divide the size. */
  readonly dsplit: Method<typeof dsplit>
  /**
   * The `length` elements from `start` on of `dim`; a negative start counts from the end. A view.
   * @example
   * narrow(tensor([1, 2, 3, 4]), 0, 1, 2).toArray() // [2, 3]
   */
  readonly narrow: Method<typeof narrow>
  /**
   * How often each of 0 to the largest element comes, int64; with weights, their sums.
   * @param x integers >= 0 of one dimension
   * @param weights one for each element, or null
   * @example
   * bincount(tensor([0, 2, 2], { dtype: 'int32' })).toArray() // [1, 0, 2]
   */
  readonly bincount: Method<typeof bincount>
  /**
   * How many elements lie in each of `bins` (default 100) equal intervals from `min` to `max`, as floats; without limits (or
   * with equal ones) from the smallest to the largest element. Elements outside do not count.
   * @example
   * histc(tensor([1, 2, 1, 4]), 4, { min: 0, max: 4 }).toArray() // [0, 2, 1, 1]
   */
  readonly histc: Method<typeof histc>
  /**
   * Where `values` would be inserted into sorted lines to keep them sorted. int32.
   * @param sorted (..., n), ascending along the last dimension; one dimension for all values
   * @param values (..., m) with the other dimensions of `sorted`, any shape for one line, or a number
   * @example
   * searchsorted(tensor([1, 3, 5]), tensor([3, 6])).toArray() // [1, 3]
   * searchsorted(tensor([1, 3, 5]), 3, { right: true }).item() // 2
   */
  readonly searchsorted: Method<typeof searchsorted>
  /**
   * The interval of sorted `boundaries` (one dimension) in which each element lies: 0 below the first. int32.
   * @example
   * bucketize(tensor([0, 1, 5]), tensor([1, 3])).toArray() // [0, 0, 2]
   */
  readonly bucketize: Method<typeof bucketize>
  /**
   * Which elements are among `testElements`, as bool; with `invert` which are not.
   * @example
   * isin(tensor([1, 2, 3]), tensor([2, 4])).toArray() // [false, true, false]
   */
  readonly isin: Method<typeof isin>
  /**
   * The variance along `dim`.
   * @example
   * variance(tensor([1, 2, 3, 4]), { correction: 0 }).item() // 1.25
   */
  readonly var: Method<typeof variance>
  /** x += alpha * other, which broadcasts to x. Returns x, as all of these do. */
  readonly add_: Method<typeof add_>
  /** x -= alpha * other. */
  readonly sub_: Method<typeof sub_>
  /** x *= other. */
  readonly mul_: Method<typeof mul_>
  /** x /= other, rounded by `roundingMode`. */
  readonly div_: Method<typeof div_>
  /** x to the power other. */
  readonly pow_: Method<typeof pow_>
  /** |x|. */
  readonly abs_: Method<typeof abs_>
  /** -x. */
  readonly neg_: Method<typeof neg_>
  /** x * x. */
  readonly square_: Method<typeof square_>
  /** The square root. */
  readonly sqrt_: Method<typeof sqrt_>
  /** 1 / x. */
  readonly reciprocal_: Method<typeof reciprocal_>
  /** e to the power x. */
  readonly exp_: Method<typeof exp_>
  /** The natural logarithm. */
  readonly log_: Method<typeof log_>
  /** max(x, 0). */
  readonly relu_: Method<typeof relu_>
  /** 1 / (1 + exp(-x)). */
  readonly sigmoid_: Method<typeof sigmoid_>
  /** The hyperbolic tangent. */
  readonly tanh_: Method<typeof tanh_>
  /** x limited to [min, max]; either may be omitted. */
  readonly clamp_: Method<typeof clamp_>
  /** x += weight * (end - x). */
  readonly lerp_: Method<typeof lerp_>
  /** Uniform numbers in [from, to). Defaults 0 and 1. */
  readonly uniform_: Method<typeof uniform_>
  /** Normal numbers. Defaults: mean 0, std 1. */
  readonly normal_: Method<typeof normal_>
  /** The elements of `source`, which broadcasts to x and is converted to its dtype. */
  readonly copy_: Method<typeof copy_>
  /** Every element becomes `value`: a number, or true or false. Any dtype. */
  readonly fill_: Method<typeof fill_>
  /** Every element becomes 0. Any dtype. */
  readonly zero_: Method<typeof zero_>
  /** Numbers of the exponential distribution of rate `lambd`. */
  readonly exponential_: Method<typeof exponential_>
  /** The number of trials up to the first success, 1 or more, where one succeeds with probability p. */
  readonly geometric_: Method<typeof geometric_>
  /** Numbers whose logarithm is normal. Defaults: mean 1, std 2. */
  readonly logNormal_: Method<typeof logNormal_>
  /** Numbers of the Cauchy distribution. Defaults: median 0, sigma 1. */
  readonly cauchy_: Method<typeof cauchy_>
  /** 1 with probability p (default 0.5), else 0; p may be a tensor that broadcasts. Any dtype. */
  readonly bernoulli_: Method<typeof bernoulli_>
  /** Whole numbers from `from` (default 0) up to but without `to`; one number is `to`. Any dtype. */
  readonly random_: Method<typeof random_>
  /** Running sums. */
  readonly cumsum_: Method<typeof cumsum_>
  /** Running products. */
  readonly cumprod_: Method<typeof cumprod_>
  /** The main diagonal becomes `fillValue`; with `wrap` it continues below, in matrices of more rows than columns. */
  readonly fillDiagonal_: Method<typeof fillDiagonal_>
  /** `acos` in place. Returns x. */
  readonly acos_: Method<typeof acos_>
  /** `acosh` in place. Returns x. */
  readonly acosh_: Method<typeof acosh_>
  /** `addcdiv` in place. Returns x. */
  readonly addcdiv_: Method<typeof addcdiv_>
  /** `addcmul` in place. Returns x. */
  readonly addcmul_: Method<typeof addcmul_>
  /** `asin` in place. Returns x. */
  readonly asin_: Method<typeof asin_>
  /** `asinh` in place. Returns x. */
  readonly asinh_: Method<typeof asinh_>
  /** `atan` in place. Returns x. */
  readonly atan_: Method<typeof atan_>
  /** `atan2` in place. Returns x. */
  readonly atan2_: Method<typeof atan2_>
  /** `atanh` in place. Returns x. */
  readonly atanh_: Method<typeof atanh_>
  /** `bitwiseAnd` in place. Returns x. */
  readonly bitwiseAnd_: Method<typeof bitwiseAnd_>
  /** `bitwiseLeftShift` in place. Returns x. */
  readonly bitwiseLeftShift_: Method<typeof bitwiseLeftShift_>
  /** `bitwiseNot` in place. Returns x. */
  readonly bitwiseNot_: Method<typeof bitwiseNot_>
  /** `bitwiseOr` in place. Returns x. */
  readonly bitwiseOr_: Method<typeof bitwiseOr_>
  /** `bitwiseRightShift` in place. Returns x. */
  readonly bitwiseRightShift_: Method<typeof bitwiseRightShift_>
  /** `bitwiseXor` in place. Returns x. */
  readonly bitwiseXor_: Method<typeof bitwiseXor_>
  /** `ceil` in place. Returns x. */
  readonly ceil_: Method<typeof ceil_>
  /** `clampMax` in place. Returns x. */
  readonly clampMax_: Method<typeof clampMax_>
  /** `clampMin` in place. Returns x. */
  readonly clampMin_: Method<typeof clampMin_>
  /** `copysign` in place. Returns x. */
  readonly copysign_: Method<typeof copysign_>
  /** `cos` in place. Returns x. */
  readonly cos_: Method<typeof cos_>
  /** `cosh` in place. Returns x. */
  readonly cosh_: Method<typeof cosh_>
  /** `deg2rad` in place. Returns x. */
  readonly deg2rad_: Method<typeof deg2rad_>
  /** `digamma` in place. Returns x. */
  readonly digamma_: Method<typeof digamma_>
  /** `eq` in place. Returns x. */
  readonly eq_: Method<typeof eq_>
  /** `erf` in place. Returns x. */
  readonly erf_: Method<typeof erf_>
  /** `erfc` in place. Returns x. */
  readonly erfc_: Method<typeof erfc_>
  /** `erfinv` in place. Returns x. */
  readonly erfinv_: Method<typeof erfinv_>
  /** `exp2` in place. Returns x. */
  readonly exp2_: Method<typeof exp2_>
  /** `expm1` in place. Returns x. */
  readonly expm1_: Method<typeof expm1_>
  /** `floatPower` in place. Returns x. */
  readonly floatPower_: Method<typeof floatPower_>
  /** `floor` in place. Returns x. */
  readonly floor_: Method<typeof floor_>
  /** `floorDivide` in place. Returns x. */
  readonly floorDivide_: Method<typeof floorDivide_>
  /** `fmod` in place. Returns x. */
  readonly fmod_: Method<typeof fmod_>
  /** `frac` in place. Returns x. */
  readonly frac_: Method<typeof frac_>
  /** `gcd` in place. Returns x. */
  readonly gcd_: Method<typeof gcd_>
  /** `ge` in place. Returns x. */
  readonly ge_: Method<typeof ge_>
  /** `gt` in place. Returns x. */
  readonly gt_: Method<typeof gt_>
  /** `heaviside` in place. Returns x. */
  readonly heaviside_: Method<typeof heaviside_>
  /** `hypot` in place. Returns x. */
  readonly hypot_: Method<typeof hypot_>
  /** `i0` in place. Returns x. */
  readonly i0_: Method<typeof i0_>
  /** `igamma` in place. Returns x. */
  readonly igamma_: Method<typeof igamma_>
  /** `igammac` in place. Returns x. */
  readonly igammac_: Method<typeof igammac_>
  /** `indexAdd` in place. Returns x. */
  readonly indexAdd_: Method<typeof indexAdd_>
  /** `indexCopy` in place. Returns x. */
  readonly indexCopy_: Method<typeof indexCopy_>
  /** `indexFill` in place. Returns x. */
  readonly indexFill_: Method<typeof indexFill_>
  /** `indexPut` in place. Returns x. */
  readonly indexPut_: Method<typeof indexPut_>
  /** `indexReduce` in place. Returns x. */
  readonly indexReduce_: Method<typeof indexReduce_>
  /** `lcm` in place. Returns x. */
  readonly lcm_: Method<typeof lcm_>
  /** `ldexp` in place. Returns x. */
  readonly ldexp_: Method<typeof ldexp_>
  /** `le` in place. Returns x. */
  readonly le_: Method<typeof le_>
  /** `lgamma` in place. Returns x. */
  readonly lgamma_: Method<typeof lgamma_>
  /** `log10` in place. Returns x. */
  readonly log10_: Method<typeof log10_>
  /** `log1p` in place. Returns x. */
  readonly log1p_: Method<typeof log1p_>
  /** `log2` in place. Returns x. */
  readonly log2_: Method<typeof log2_>
  /** `logicalAnd` in place. Returns x. */
  readonly logicalAnd_: Method<typeof logicalAnd_>
  /** `logicalNot` in place. Returns x. */
  readonly logicalNot_: Method<typeof logicalNot_>
  /** `logicalOr` in place. Returns x. */
  readonly logicalOr_: Method<typeof logicalOr_>
  /** `logicalXor` in place. Returns x. */
  readonly logicalXor_: Method<typeof logicalXor_>
  /** `logit` in place. Returns x. */
  readonly logit_: Method<typeof logit_>
  /** `lt` in place. Returns x. */
  readonly lt_: Method<typeof lt_>
  /** `maskedFill` in place. Returns x. */
  readonly maskedFill_: Method<typeof maskedFill_>
  /** `maskedScatter` in place. Returns x. */
  readonly maskedScatter_: Method<typeof maskedScatter_>
  /** `multigammaln` in place. Returns x. */
  readonly multigammaln_: Method<typeof multigammaln_>
  /** `nanToNum` in place. Returns x. */
  readonly nanToNum_: Method<typeof nanToNum_>
  /** `ne` in place. Returns x. */
  readonly ne_: Method<typeof ne_>
  /** `nextafter` in place. Returns x. */
  readonly nextafter_: Method<typeof nextafter_>
  /** `polygamma` in place. Returns x. */
  readonly polygamma_: Method<typeof polygamma_>
  /** `rad2deg` in place. Returns x. */
  readonly rad2deg_: Method<typeof rad2deg_>
  /** `remainder` in place. Returns x. */
  readonly remainder_: Method<typeof remainder_>
  /** `renorm` in place. Returns x. */
  readonly renorm_: Method<typeof renorm_>
  /** `round` in place. Returns x. */
  readonly round_: Method<typeof round_>
  /** `rsqrt` in place. Returns x. */
  readonly rsqrt_: Method<typeof rsqrt_>
  /** `scatter` in place. Returns x. */
  readonly scatter_: Method<typeof scatter_>
  /** `scatterAdd` in place. Returns x. */
  readonly scatterAdd_: Method<typeof scatterAdd_>
  /** `scatterReduce` in place. Returns x. */
  readonly scatterReduce_: Method<typeof scatterReduce_>
  /** `sign` in place. Returns x. */
  readonly sign_: Method<typeof sign_>
  /** `sin` in place. Returns x. */
  readonly sin_: Method<typeof sin_>
  /** `sinc` in place. Returns x. */
  readonly sinc_: Method<typeof sinc_>
  /** `sinh` in place. Returns x. */
  readonly sinh_: Method<typeof sinh_>
  /** `tan` in place. Returns x. */
  readonly tan_: Method<typeof tan_>
  /** `tril` in place. Returns x. */
  readonly tril_: Method<typeof tril_>
  /** `triu` in place. Returns x. */
  readonly triu_: Method<typeof triu_>
  /** `trunc` in place. Returns x. */
  readonly trunc_: Method<typeof trunc_>
  /** `xlogy` in place. Returns x. */
  readonly xlogy_: Method<typeof xlogy_>
  /** Another name of `abs_`. */
  readonly absolute_: Method<typeof absolute_>
  /** Another name of `acos_`. */
  readonly arccos_: Method<typeof arccos_>
  /** Another name of `acosh_`. */
  readonly arccosh_: Method<typeof arccosh_>
  /** Another name of `asin_`. */
  readonly arcsin_: Method<typeof arcsin_>
  /** Another name of `asinh_`. */
  readonly arcsinh_: Method<typeof arcsinh_>
  /** Another name of `atan2_`. */
  readonly arctan2_: Method<typeof arctan2_>
  /** Another name of `atan_`. */
  readonly arctan_: Method<typeof arctan_>
  /** Another name of `atanh_`. */
  readonly arctanh_: Method<typeof arctanh_>
  /** Another name of `clamp_`. */
  readonly clip_: Method<typeof clip_>
  /** Another name of `div_`. */
  readonly divide_: Method<typeof divide_>
  /** Another name of `trunc_`. */
  readonly fix_: Method<typeof fix_>
  /** Another name of `gt_`. */
  readonly greater_: Method<typeof greater_>
  /** Another name of `ge_`. */
  readonly greaterEqual_: Method<typeof greaterEqual_>
  /** Another name of `lt_`. */
  readonly less_: Method<typeof less_>
  /** Another name of `le_`. */
  readonly lessEqual_: Method<typeof lessEqual_>
  /** Another name of `mul_`. */
  readonly multiply_: Method<typeof multiply_>
  /** Another name of `multigammaln_`. */
  readonly mvlgamma_: Method<typeof mvlgamma_>
  /** Another name of `neg_`. */
  readonly negative_: Method<typeof negative_>
  /** Another name of `ne_`. */
  readonly notEqual_: Method<typeof notEqual_>
  /** Another name of `sign_`. */
  readonly sgn_: Method<typeof sgn_>
  /** Another name of `sub_`. */
  readonly subtract_: Method<typeof subtract_>
  /** Another name of `div_`. */
  readonly trueDivide_: Method<typeof trueDivide_>
}
