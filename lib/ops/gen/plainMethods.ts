// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type {
  abs,
  absolute,
  acos,
  acosh,
  adaptiveAvgPool2d,
  add,
  addcdiv,
  addcmul,
  all,
  allclose,
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
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  avgPool2d,
  batchNorm,
  bitwiseAnd,
  bitwiseLeftShift,
  bitwiseNot,
  bitwiseOr,
  bitwiseRightShift,
  bitwiseXor,
  ceil,
  chunk,
  clamp,
  clampMax,
  clampMin,
  clip,
  clone,
  contiguous,
  conv1d,
  conv2d,
  copysign,
  cos,
  cosh,
  countNonzero,
  crossEntropy,
  deg2rad,
  detach,
  digamma,
  dist,
  div,
  divide,
  dropout,
  elu,
  embedding,
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
  expit,
  expm1,
  fix,
  flatten,
  floatPower,
  floor,
  floorDivide,
  fmax,
  fmin,
  fmod,
  frac,
  frexp,
  gammainc,
  gammaincc,
  gammaln,
  gather,
  gcd,
  ge,
  gelu,
  greater,
  greaterEqual,
  groupNorm,
  gt,
  hardswish,
  heaviside,
  hypot,
  i0,
  i0e,
  i1,
  i1e,
  igamma,
  igammac,
  indexSelect,
  isclose,
  isfinite,
  isinf,
  isnan,
  isneginf,
  isposinf,
  isreal,
  layerNorm,
  lcm,
  ldexp,
  le,
  leakyRelu,
  lerp,
  less,
  lessEqual,
  lgamma,
  linear,
  log,
  log1p,
  log2,
  log10,
  logaddexp,
  logaddexp2,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  logit,
  logNdtr,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lt,
  matmul,
  maximum,
  maxPool2d,
  mean,
  minimum,
  mul,
  multigammaln,
  multiply,
  mvlgamma,
  nanmean,
  nansum,
  nanToNum,
  ndtr,
  ndtri,
  ne,
  neg,
  negative,
  nextafter,
  nllLoss,
  norm,
  notEqual,
  oneHot,
  pad,
  polygamma,
  positive,
  pow,
  prod,
  psi,
  rad2deg,
  reciprocal,
  relu,
  remainder,
  renorm,
  reshape,
  rmsNorm,
  round,
  rsqrt,
  scaledDotProductAttention,
  scatterAdd,
  select,
  sgn,
  sigmoid,
  sign,
  signbit,
  silu,
  sin,
  sinc,
  sinh,
  slice,
  softmax,
  softplus,
  split,
  sqrt,
  square,
  squeeze,
  std,
  stdMean,
  sub,
  subtract,
  sum,
  tan,
  tanh,
  to,
  transpose,
  trueDivide,
  trunc,
  unbind,
  unsqueeze,
  variance,
  varMean,
  xlog1py,
  xlogy,
  zeta
} from '../index.ts'
import type {
  abs_,
  add_,
  clamp_,
  copy_,
  div_,
  exp_,
  fill_,
  lerp_,
  log_,
  mul_,
  neg_,
  normal_,
  pow_,
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
import type { clip_, divide_, multiply_, negative_, subtract_, trueDivide_ } from './inPlaceAliases.ts'

type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never

/** The methods that take an op's other arguments as they are. */
export interface PlainMethods {
  /**
   * softmax(q k^T scale + mask) v, without the matrix of scores in memory. A query that sees no key yields 0.
   * @param q (..., queries, depth), with one or two leading dimensions
   * @param k (..., keys, depth)
   * @param v (..., keys, width)
   * @returns (..., queries, width)
   */
  readonly scaledDotProductAttention: Method<typeof scaledDotProductAttention>
  /** One-dimensional convolution: x (N, C, L), weight (O, C / groups, K). Options as for conv2d, as numbers. */
  readonly conv1d: Method<typeof conv1d>
  /**
   * Two-dimensional convolution (cross-correlation, as usual in deep learning).
   * @param x (N, C, H, W)
   * @param weight (O, C / groups, KH, KW)
   * @param bias (O), optional
   * @returns (N, O, OH, OW) with OH = floor((H + 2 padding - dilation (KH - 1) - 1) / stride) + 1
   * @example
   * conv2d(ones([1, 1, 5, 5]), ones([2, 1, 3, 3]), null, { padding: 1 }).shape // [1, 2, 5, 5]
   */
  readonly conv2d: Method<typeof conv2d>
  /**
   * Elements are dropped with probability p and the others scaled by 1 / (1 - p), in training; else x itself. Nothing is
   * stored for backward: the same random numbers are drawn again.
   * @param p from 0 to 1 (default 0.5), or the options
   */
  readonly dropout: Method<typeof dropout>
  /** The position of the largest element along `dim`; without `dim` in the flattened tensor. int32. */
  readonly argmax: Method<typeof argmax>
  /** The position of the smallest element along `dim`; without `dim` in the flattened tensor. int32. */
  readonly argmin: Method<typeof argmin>
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
  /** The mean over windows that divide the plane into an output of the given size. x is (N, C, H, W). */
  readonly adaptiveAvgPool2d: Method<typeof adaptiveAvgPool2d>
  /**
   * The mean of each window.
   * @param x (N, C, H, W)
   * @param options.countIncludePad whether padding counts as elements. Default true
   */
  readonly avgPool2d: Method<typeof avgPool2d>
  /**
   * The largest element of each window; NaN counts as largest, the first of equal ones gets the gradient.
   * @param x (N, C, H, W)
   * @param options.activation 'relu' is fused into the op: the positive part of the result
   */
  readonly maxPool2d: Method<typeof maxPool2d>
  /** log(sum(exp(x))) along `dim` without overflow. */
  readonly logsumexp: Method<typeof logsumexp>
  /** The mean of the elements along `dim`; NaN for none. Floats only: the mean of integers is not an integer. */
  readonly mean: Method<typeof mean>
  /**
   * The p-norm of the elements along `dim`: the p-th root of the sum of |x|^p; for Infinity the largest |x|, for -Infinity the
   * smallest, for 0 how many are not 0.
   * @param p default 2, or the options
   * @example
   * norm(tensor([[3, 4], [6, 8]]), 2, { dim: 1 }).toArray() // [5, 10]
   */
  readonly norm: Method<typeof norm>
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
   * How many elements are not 0, of all or along one dimension or several; int64.
   * @example
   * countNonzero(tensor([0, 1, 2])).item() // 2
   */
  readonly countNonzero: Method<typeof countNonzero>
  /**
   * The p-norm of a - b, which broadcast.
   * @example
   * dist(tensor([0, 0]), tensor([3, 4])).item() // 5
   */
  readonly dist: Method<typeof dist>
  /** The mean of those that are not NaN; NaN where there are none. */
  readonly nanmean: Method<typeof nanmean>
  /**
   * The sum of those that are not NaN.
   * @example
   * nansum(tensor([1, NaN, 2])).item() // 3
   */
  readonly nansum: Method<typeof nansum>
  /**
   * The slices along `dim`, each with a p-norm of at most `maxnorm`.
   * @example
   * renorm(tensor([[3, 4], [0.3, 0.4]]), { p: 2, dim: 0, maxnorm: 1 }).toArray() // [[0.6, 0.8], [0.3, 0.4]]
   */
  readonly renorm: Method<typeof renorm>
  /** Standard deviation and mean along `dim`, with the options of `std`. */
  readonly stdMean: Method<typeof stdMean>
  /**
   * Variance and mean along `dim`, with the options of `variance`.
   * @example
   * varMean(tensor([1, 2, 3, 4]), { correction: 0 }).var.item() // 1.25
   */
  readonly varMean: Method<typeof varMean>
  /** `chunks` parts of equal size along `dim`, the last one shorter if they do not divide it. Views. */
  readonly chunk: Method<typeof chunk>
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
  /** The slice at position `index` of `dim`, without that dimension. A view. */
  readonly select: Method<typeof select>
  /**
   * The elements from start to end (not included) along `dim`. A view. Negative positions count from the end; positions
   * beyond it are clipped.
   * @example
   * slice(arange(10), 0, { start: 2, end: -1, step: 3 }).toArray() // [2, 5, 8]
   */
  readonly slice: Method<typeof slice>
  /** Parts of `splitSize` elements along `dim`; the last may be shorter. Views. */
  readonly split: Method<typeof split>
  /** Without dimensions of one element: all of them, or `dim` alone. A view. */
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
  /** The slices at each position of `dim`, without that dimension. Views. */
  readonly unbind: Method<typeof unbind>
  /** With a new dimension of one element at `dim`. A view. */
  readonly unsqueeze: Method<typeof unsqueeze>
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
  /** Another name of `div`. */
  readonly trueDivide: Method<typeof trueDivide>
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
   * x limited to [min, max]; either may be omitted. The gradient passes at the bounds; that of a bound which is a tensor is where
   * the bound is the result.
   * @example
   * clamp(tensor([-1, 0.5, 2]), 0, 1).toArray() // [0, 0.5, 1]
   * clamp(tensor([1, 5]), { max: tensor([3, 4]) }).toArray() // [1, 4]
   */
  readonly clamp: Method<typeof clamp>
  /** x, but at least `min`: a number or a tensor. */
  readonly clampMin: Method<typeof clampMin>
  /** x, but at most `max`: a number or a tensor. */
  readonly clampMax: Method<typeof clampMax>
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
   * logaddexp(tensor([1000]), tensor([1000])).toArray() // [1000.6931]
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
  /**
   * Rows of a table.
   * @param weight (rows, width)
   * @param indices int32 or int64 of any shape, from 0 to rows - 1
   * @returns the shape of indices followed by width
   * @throws IndexError for an index out of range
   */
  readonly embedding: Method<typeof embedding>
  /** The slices of x at positions `index` (int32 or int64, one dimension) along `dim`. Default dim 0. */
  readonly indexSelect: Method<typeof indexSelect>
  /** The elements of each line along `dim` at positions `index` (int32 or int64, the shape of x except in dim). */
  readonly gather: Method<typeof gather>
  /** x plus the elements of `source` added at positions `index` along `dim` (index and source of one shape). */
  readonly scatterAdd: Method<typeof scatterAdd>
  /**
   * 1 where a class is the index, else 0: for int32 or int64 indices of any shape; `numClasses` is appended to the shape. float32.
   */
  readonly oneHot: Method<typeof oneHot>
  /** Where both hold; they broadcast. */
  readonly logicalAnd: Method<typeof logicalAnd>
  /** Where at least one holds; they broadcast. */
  readonly logicalOr: Method<typeof logicalOr>
  /** Where exactly one holds; they broadcast. */
  readonly logicalXor: Method<typeof logicalXor>
  /** Where x does not hold. */
  readonly logicalNot: Method<typeof logicalNot>
  /** Where x is not a number. */
  readonly isnan: Method<typeof isnan>
  /** Where x is neither infinite nor NaN. */
  readonly isfinite: Method<typeof isfinite>
  /** Whether any element holds, of all or along one dimension or several. False for no elements. */
  readonly any: Method<typeof any>
  /** Whether all elements hold, of all or along one dimension or several. True for no elements. */
  readonly all: Method<typeof all>
  /**
   * The matrix product. Two matrices (n, k) x (k, m); stacks of matrices, whose leading dimensions broadcast; a vector on
   * the left counts as a row, on the right as a column, and two vectors give their dot product.
   * @throws ShapeError when the inner dimensions differ
   * @example
   * matmul(ones([2, 3]), ones([3, 4])).shape // [2, 4]
   */
  readonly matmul: Method<typeof matmul>
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
  /** exp(x) / sum(exp(x)) along `dim`. */
  readonly softmax: Method<typeof softmax>
  /** log(softmax(x)) along `dim`, without overflow. */
  readonly logSoftmax: Method<typeof logSoftmax>
  /**
   * The variance along `dim`.
   * @example
   * variance(tensor([1, 2, 3, 4]), { correction: 0 }).item() // 1.25
   */
  readonly var: Method<typeof variance>
  /** x += other, which broadcasts to x. Returns x, as all of these do. */
  readonly add_: Method<typeof add_>
  /** x -= other. */
  readonly sub_: Method<typeof sub_>
  /** x *= other. */
  readonly mul_: Method<typeof mul_>
  /** x /= other. */
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
  /** Every element becomes `value`: a number, or true or false. Any dtype. */
  readonly fill_: Method<typeof fill_>
  /** Every element becomes 0. Any dtype. */
  readonly zero_: Method<typeof zero_>
  /** The elements of `source`, which broadcasts to x and is converted to its dtype. */
  readonly copy_: Method<typeof copy_>
  /** Uniform numbers in [from, to). Defaults 0 and 1. */
  readonly uniform_: Method<typeof uniform_>
  /** Normal numbers. Defaults: mean 0, std 1. */
  readonly normal_: Method<typeof normal_>
  /** Another name of `clamp_`. */
  readonly clip_: Method<typeof clip_>
  /** Another name of `div_`. */
  readonly divide_: Method<typeof divide_>
  /** Another name of `mul_`. */
  readonly multiply_: Method<typeof multiply_>
  /** Another name of `neg_`. */
  readonly negative_: Method<typeof negative_>
  /** Another name of `sub_`. */
  readonly subtract_: Method<typeof subtract_>
  /** Another name of `div_`. */
  readonly trueDivide_: Method<typeof trueDivide_>
}
