// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type {
  abs,
  adaptiveAvgPool2d,
  add,
  addbmm,
  addmm,
  addmv,
  addr,
  all,
  any,
  argmax,
  argmin,
  avgPool2d,
  baddbmm,
  batchNorm,
  bilinear,
  bmm,
  cdist,
  cholesky,
  choleskyInverse,
  choleskySolve,
  chunk,
  clamp,
  clone,
  contiguous,
  conv1d,
  conv2d,
  corrcoef,
  cos,
  cosineSimilarity,
  cov,
  cross,
  crossEntropy,
  det,
  detach,
  div,
  dot,
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
  groupNorm,
  gt,
  hardswish,
  indexSelect,
  inner,
  inverse,
  isfinite,
  isnan,
  kron,
  layerNorm,
  le,
  leakyRelu,
  lerp,
  linear,
  log,
  log1p,
  log2,
  logdet,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  logSigmoid,
  logSoftmax,
  logsumexp,
  lt,
  matmul,
  matrixExp,
  matrixPower,
  maximum,
  maxPool2d,
  mean,
  minimum,
  mm,
  mul,
  mv,
  ne,
  neg,
  nllLoss,
  norm,
  normalize,
  oneHot,
  outer,
  pad,
  pairwiseDistance,
  pinverse,
  pow,
  prod,
  reciprocal,
  relu,
  reshape,
  rmsNorm,
  rsqrt,
  scaledDotProductAttention,
  scatterAdd,
  select,
  sigmoid,
  sign,
  silu,
  sin,
  slice,
  slogdet,
  softmax,
  softplus,
  split,
  sqrt,
  square,
  squeeze,
  std,
  sub,
  sum,
  tanh,
  tensordot,
  to,
  trace,
  transpose,
  unbind,
  unsqueeze,
  variance,
  vdot
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
