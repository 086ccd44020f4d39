// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type {
  abs,
  adaptiveAvgPool2d,
  add,
  all,
  any,
  argmax,
  argmin,
  avgPool2d,
  batchNorm,
  celu,
  chunk,
  clamp,
  clone,
  contiguous,
  conv1d,
  conv2d,
  cos,
  crossEntropy,
  detach,
  div,
  dropout,
  elu,
  embedding,
  eq,
  erf,
  erfc,
  exp,
  exp2,
  expand,
  expm1,
  flatten,
  gather,
  ge,
  gelu,
  glu,
  groupNorm,
  gt,
  hardshrink,
  hardsigmoid,
  hardswish,
  hardtanh,
  indexSelect,
  isfinite,
  isnan,
  layerNorm,
  le,
  leakyRelu,
  lerp,
  linear,
  log,
  log1p,
  log2,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lt,
  matmul,
  maximum,
  maxPool2d,
  mean,
  minimum,
  mish,
  mul,
  ne,
  neg,
  nllLoss,
  norm,
  oneHot,
  pad,
  pow,
  prelu,
  prod,
  reciprocal,
  relu,
  relu6,
  reshape,
  rmsNorm,
  rrelu,
  rsqrt,
  scaledDotProductAttention,
  scatterAdd,
  select,
  selu,
  sigmoid,
  sign,
  silu,
  sin,
  slice,
  softmax,
  softmin,
  softplus,
  softshrink,
  softsign,
  split,
  sqrt,
  square,
  squeeze,
  std,
  sub,
  sum,
  tanh,
  tanhshrink,
  threshold,
  to,
  transpose,
  unbind,
  unsqueeze,
  variance
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

type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never

/** The methods that take an op's other arguments as they are. */
export interface PlainMethods {
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
   * The p-norm of the elements along `dim`.
   * @param p 1, 2 (default) or Infinity, or the options
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
  /** a + b. */
  readonly add: Method<typeof add>
  /** a - b. */
  readonly sub: Method<typeof sub>
  /** a * b. */
  readonly mul: Method<typeof mul>
  /** a / b. */
  readonly div: Method<typeof div>
  /** a to the power b. A negative a with a fractional b gives NaN. */
  readonly pow: Method<typeof pow>
  /**
   * x * P(normal < x); `approximate` 'tanh' takes the tanh form.
   * @example
   * gelu(tensor([1]), 'tanh').shape // [1]
   */
  readonly gelu: Method<typeof gelu>
  /** x limited to [min, max]; either may be omitted. The gradient passes at the bounds. */
  readonly clamp: Method<typeof clamp>
  /** a + weight * (b - a). */
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
  /** The larger of a and b; NaN where one is NaN. Equal ones share the gradient. */
  readonly maximum: Method<typeof maximum>
  /** The smaller of a and b; NaN where one is NaN. Equal ones share the gradient. */
  readonly minimum: Method<typeof minimum>
  /** |x|; gradient 0 at 0. */
  readonly abs: Method<typeof abs>
  /** -x. */
  readonly neg: Method<typeof neg>
  /** 1, -1 or 0; gradient 0. */
  readonly sign: Method<typeof sign>
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
  /** log(1 + x), exact near 0. */
  readonly log1p: Method<typeof log1p>
  /** The sine; x in radians. */
  readonly sin: Method<typeof sin>
  /** The cosine; x in radians. */
  readonly cos: Method<typeof cos>
  /** The error function. */
  readonly erf: Method<typeof erf>
  /** 1 - erf(x), which keeps its precision where erf is near 1. */
  readonly erfc: Method<typeof erfc>
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
  /** Whether any element holds, of all or along `dim`. False for no elements. */
  readonly any: Method<typeof any>
  /** Whether all elements hold, of all or along `dim`. True for no elements. */
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
}
