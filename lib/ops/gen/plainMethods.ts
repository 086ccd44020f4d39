// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type {
  abs,
  adaptiveAvgPool2d,
  add,
  all,
  any,
  argmax,
  argmin,
  argsort,
  argwhere,
  at,
  atleast1d,
  atleast2d,
  atleast3d,
  avgPool2d,
  batchNorm,
  bincount,
  broadcastTo,
  bucketize,
  chunk,
  clamp,
  clone,
  combinations,
  contiguous,
  conv1d,
  conv2d,
  cos,
  crossEntropy,
  cummax,
  cummin,
  cumprod,
  cumsum,
  cumulativeTrapezoid,
  detach,
  diag,
  diagEmbed,
  diagflat,
  diagonal,
  diagonalScatter,
  diff,
  div,
  dropout,
  dsplit,
  elu,
  embedding,
  eq,
  erf,
  erfc,
  exp,
  exp2,
  expand,
  expandAs,
  expm1,
  flatten,
  flip,
  fliplr,
  flipud,
  gather,
  ge,
  gelu,
  groupNorm,
  gt,
  hardswish,
  histc,
  hsplit,
  indexAdd,
  indexCopy,
  indexFill,
  indexPut,
  indexReduce,
  indexSelect,
  isfinite,
  isin,
  isnan,
  kthvalue,
  layerNorm,
  le,
  leakyRelu,
  lerp,
  linear,
  log,
  log1p,
  log2,
  logcumsumexp,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lt,
  maskedFill,
  maskedScatter,
  maskedSelect,
  matmul,
  maximum,
  maxPool2d,
  mean,
  median,
  minimum,
  mode,
  movedim,
  msort,
  mul,
  nanmedian,
  nanquantile,
  ne,
  neg,
  nllLoss,
  nonzero,
  norm,
  oneHot,
  pad,
  pow,
  prod,
  put,
  quantile,
  ravel,
  reciprocal,
  relu,
  repeat,
  repeatInterleave,
  reshape,
  reshapeAs,
  rmsNorm,
  roll,
  rot90,
  rsqrt,
  scaledDotProductAttention,
  scatter,
  scatterAdd,
  scatterReduce,
  searchsorted,
  select,
  selectScatter,
  sigmoid,
  sign,
  silu,
  sin,
  slice,
  sliceScatter,
  softmax,
  softplus,
  sort,
  split,
  sqrt,
  square,
  squeeze,
  std,
  sub,
  sum,
  swapaxes,
  t,
  take,
  takeAlongDim,
  tanh,
  tensorSplit,
  tile,
  to,
  topk,
  transpose,
  trapezoid,
  tril,
  triu,
  unbind,
  unflatten,
  unique,
  uniqueConsecutive,
  unsqueeze,
  vander,
  variance,
  viewAs,
  vsplit
} from '../index.ts'
import type {
  abs_,
  add_,
  clamp_,
  copy_,
  cumprod_,
  cumsum_,
  div_,
  exp_,
  fill_,
  fillDiagonal_,
  indexAdd_,
  indexCopy_,
  indexFill_,
  indexPut_,
  indexReduce_,
  lerp_,
  log_,
  maskedFill_,
  maskedScatter_,
  mul_,
  neg_,
  normal_,
  pow_,
  reciprocal_,
  relu_,
  scatter_,
  scatterAdd_,
  scatterReduce_,
  sigmoid_,
  sqrt_,
  square_,
  sub_,
  tanh_,
  tril_,
  triu_,
  uniform_,
  zero_
} from '../inplace.ts'

type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never

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
   * The median: of all elements, or with `dim` along it together with its place; the lower of two in the middle. NaN where
   * there is a NaN.
   * @example
   * median(tensor([3, 1, 4, 2])).item() // 2
   */
  readonly median: Method<typeof median>
  /**
   * The most frequent element along `dim` (default the last), the smallest of several, and its last place.
   * @example
   * mode(tensor([1, 2, 2, 3])).values.item() // 2
   */
  readonly mode: Method<typeof mode>
  /** The elements in ascending order along the first dimension. */
  readonly msort: Method<typeof msort>
  /** `median` of the elements that are not NaN. */
  readonly nanmedian: Method<typeof nanmedian>
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
  /**
   * The elements of each line along `dim` at positions `index` (int32 or int64, of at most the sizes of x except in dim).
   * @example
   * gather(tensor([[1, 2], [3, 4]]), tensor([[1], [0]], { dtype: 'int32' }), 1).toArray() // [[2], [3]]
   */
  readonly gather: Method<typeof gather>
  /**
   * x plus the elements of `source` added at positions `index` along `dim`.
   * @param index int32 or int64, of at most the sizes of source, and of x but for `dim`
   * @example
   * scatterAdd(zeros([2]), tensor([1, 1], { dtype: 'int32' }), tensor([3, 4]), 0).toArray() // [0, 7]
   */
  readonly scatterAdd: Method<typeof scatterAdd>
  /**
   * 1 where a class is the index, else 0: for int32 or int64 indices of any shape; `numClasses` (default: the largest index
   * and 1) is appended to the shape. float32.
   */
  readonly oneHot: Method<typeof oneHot>
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
  /**
   * Where x is not 0: positions as rows (n, dimensions), or with `asTuple` an array with a vector for each dimension. int32.
   * @example
   * nonzero(tensor([[0, 1], [2, 0]])).toArray() // [[0, 1], [1, 0]]
   */
  readonly nonzero: Method<typeof nonzero>
  /** Where x is not 0: positions as rows (n, dimensions). int32. */
  readonly argwhere: Method<typeof argwhere>
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
   * logcumsumexp(tensor([1000, 1000]), 0).toArray() // [1000, 1000.6931]
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
   * hsplit(tensor([[1, 2], [3, 4]]), 2)[0].toArray() // [[1], [3]]
   */
  readonly hsplit: Method<typeof hsplit>
  /** `tensorSplit` along the rows, dimension 0 of two or more. A number of sections must divide the size. */
  readonly vsplit: Method<typeof vsplit>
  /** `tensorSplit` along dimension 2 of three or more. A number of sections must divide the size. */
  readonly dsplit: Method<typeof dsplit>
  /**
   * The different elements (or slices along `dim`), sorted.
   * @example
   * const { values, counts } = unique(tensor([2, 1, 2]), { returnCounts: true })
   * values.toArray() // [1, 2]
   * counts.toArray() // [1, 2]
   */
  readonly unique: Method<typeof unique>
  /**
   * The elements (or slices along `dim`) that differ from the one before.
   * @example
   * uniqueConsecutive(tensor([1, 1, 2, 1])).values.toArray() // [1, 2, 1]
   */
  readonly uniqueConsecutive: Method<typeof uniqueConsecutive>
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
  /** `value` where the mask holds. */
  readonly maskedFill_: Method<typeof maskedFill_>
  /** Elements of `source` where the mask holds. */
  readonly maskedScatter_: Method<typeof maskedScatter_>
  /** The elements of a source, or one value, at the positions of an index. */
  readonly scatter_: Method<typeof scatter_>
  /** The elements of a source added at the positions of an index. */
  readonly scatterAdd_: Method<typeof scatterAdd_>
  /** The elements of a source reduced into the positions of an index. */
  readonly scatterReduce_: Method<typeof scatterReduce_>
  /** The slices of a source added at positions of a dimension. */
  readonly indexAdd_: Method<typeof indexAdd_>
  /** The slices of a source at positions of a dimension. */
  readonly indexCopy_: Method<typeof indexCopy_>
  /** `value` in the slices at positions of a dimension. */
  readonly indexFill_: Method<typeof indexFill_>
  /** The slices of a source reduced into positions of a dimension. */
  readonly indexReduce_: Method<typeof indexReduce_>
  /** A value at the positions of index tensors. */
  readonly indexPut_: Method<typeof indexPut_>
  /** Zeros above a diagonal. */
  readonly tril_: Method<typeof tril_>
  /** Zeros below a diagonal. */
  readonly triu_: Method<typeof triu_>
  /** Running sums. */
  readonly cumsum_: Method<typeof cumsum_>
  /** Running products. */
  readonly cumprod_: Method<typeof cumprod_>
  /** The main diagonal becomes `fillValue`; with `wrap` it continues below, in matrices of more rows than columns. */
  readonly fillDiagonal_: Method<typeof fillDiagonal_>
}
