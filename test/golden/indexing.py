"""Makes indexing.json: ops that sort, scan, index and arrange, by PyTorch.

    python test/golden/indexing.py > test/golden/indexing.json      (PyTorch 2.13, CPU)

A case is { op, inputs, attrs, outputs }: the call op(...inputs, attrs). An input is { dtype, shape, data }, a number, null or
an array. Where `grads` are given, they are those of the sum of c y^2 over the float outputs y, c counting 1, 2, 3 over all of
their elements, with respect to the float inputs (null for none); `second` are those of the sum of the squares of `grads`.
"""
import json
import math
import torch

torch.manual_seed(0)
ROWS = []
T = torch.tensor
D = torch.float64


def i(*values):
    return T(list(values), dtype=torch.int32)


def f(*shape):
    return torch.randn(shape, dtype=D).mul(4).round().div(2) + torch.randn(shape, dtype=D).mul(0.1).round(decimals=2)


def whole(*shape):
    return torch.randint(-3, 4, shape).to(D)


def number(v):
    if isinstance(v, float):
        return 'nan' if math.isnan(v) else str(v) if math.isinf(v) else round(v, 12)
    return v


def described(x):
    if isinstance(x, torch.Tensor):
        return {'dtype': str(x.dtype)[6:], 'shape': list(x.shape), 'data': [number(v) for v in x.detach().flatten().tolist()]}
    if isinstance(x, (list, tuple)):
        return [described(v) for v in x]
    return number(x)


def flat(y):
    return [y] if isinstance(y, torch.Tensor) else [t for part in y for t in flat(part)]


def case(op, fn, *inputs, grad=True, **attrs):
    row = {'op': op, 'inputs': described(inputs), 'attrs': described_attrs(attrs)}
    leaves = [x.clone().requires_grad_(grad) if isinstance(x, torch.Tensor) and x.dtype == D else x for x in inputs]
    outputs = flat(fn(*leaves))
    row['outputs'] = described(outputs)
    ours = [x for x in leaves if isinstance(x, torch.Tensor) and x.requires_grad]
    floats = [y for y in outputs if y.dtype == D and y.requires_grad]
    if grad and ours and floats:
        total, at = 0, 1
        for y in floats:
            c = torch.arange(at, at + y.numel(), dtype=D).reshape(y.shape)
            at += y.numel()
            total = total + (c * y * y).sum()
        grads = torch.autograd.grad(total, ours, create_graph=True, allow_unused=True)
        row['grads'] = [None if g is None else described(g) for g in grads]
        used = [g for g in grads if g is not None and g.requires_grad]
        if used and op not in NO_SECOND:
            second = torch.autograd.grad(sum((g * g).sum() for g in used), ours, allow_unused=True)
            row['second'] = [None if g is None else described(g) for g in second]
    ROWS.append(row)


# Second derivatives that PyTorch does not have or leaves out parts of.
NO_SECOND = set()


def described_attrs(attrs):
    return {k: described(v) for k, v in attrs.items()}


x = f(2, 3)
v = f(5)
b = T([[True, False, True], [False, False, True]])
nan = T([[1.0, math.nan, 3.0, 0.5], [2.0, -1.0, 0.0, 7.0]], dtype=D)
ties = T([[3.0, 1.0, 3.0, 2.0, 1.0], [0.0, -0.0, 5.0, 5.0, -2.0]], dtype=D)

# --- order ---
for dim in (0, 1):
    for descending in (False, True):
        case('sort', lambda t: torch.sort(t, dim=dim, descending=descending, stable=True), f(3, 4), dim=dim, descending=descending)
        case('argsort', lambda t: torch.argsort(t, dim=dim, descending=descending, stable=True), ties, dim=dim, descending=descending)
case('sort', lambda t: torch.sort(t, stable=True), nan, grad=False)
case('sort', lambda t: torch.sort(t, stable=True, descending=True), nan, grad=False, descending=True)
case('sort', lambda t: torch.sort(t, stable=True), i(5, -2, 5, 0))
case('sort', lambda t: torch.sort(t, stable=True), T([True, False, True]))
case('sort', lambda t: torch.sort(t), T(3.0, dtype=D))
case('sort', lambda t: torch.sort(t), T([2**40, -7, 3], dtype=torch.int64))
case('msort', torch.msort, f(3, 2))
case('topk', lambda t: torch.topk(t, 2, dim=1), f(3, 4), k=2)
case('topk', lambda t: torch.topk(t, 2, dim=0, largest=False), f(3, 4), k=2, dim=0, largest=False)
case('topk', lambda t: torch.topk(t, 3), nan, grad=False, k=3)
case('kthvalue', lambda t: torch.kthvalue(t, 2, dim=0), f(3, 4), k=2, dim=0)
case('kthvalue', lambda t: torch.kthvalue(t, 3, keepdim=True), f(3, 4), k=3, keepdim=True)
case('median', lambda t: torch.median(t), f(5))
case('median', lambda t: torch.median(t, dim=1), f(3, 4), dim=1)
case('median', lambda t: torch.median(t, dim=0, keepdim=True), f(3, 4), dim=0, keepdim=True)
case('median', lambda t: torch.median(t, dim=1), nan, grad=False, dim=1)
case('median', lambda t: torch.median(t), i(4, 1, 3, 2))
case('nanmedian', lambda t: torch.nanmedian(t, dim=1), nan, grad=False, dim=1)
case('nanmedian', lambda t: torch.nanmedian(t), nan, grad=False)
case('mode', lambda t: torch.mode(t, dim=1), ties, dim=1)
case('mode', lambda t: torch.mode(t, dim=0, keepdim=True), whole(5, 3), dim=0, keepdim=True)
for way in ('linear', 'lower', 'higher', 'midpoint', 'nearest'):
    case('quantile', lambda t: torch.quantile(t, 0.35, dim=1, interpolation=way), f(2, 5), q=0.35, dim=1, interpolation=way)
case('quantile', lambda t: torch.quantile(t, T([0.0, 0.25, 1.0], dtype=D), dim=0), f(4, 2), q=[0, 0.25, 1], dim=0)
case('quantile', lambda t: torch.quantile(t, 0.6), f(2, 3), q=0.6)
case('quantile', lambda t: torch.quantile(t, 0.6, keepdim=True), f(2, 3), q=0.6, keepdim=True)
case('quantile', lambda t: torch.quantile(t, 0.5, dim=1), nan, grad=False, q=0.5, dim=1)
case('nanquantile', lambda t: torch.nanquantile(t, 0.3, dim=1), nan, grad=False, q=0.3, dim=1)
case('nanquantile', lambda t: torch.nanquantile(t, T([0.3, 0.9], dtype=D)), nan, grad=False, q=[0.3, 0.9])

# --- counting, looking up ---
u = i(3, 1, 3, 2, 1, 1)
case('unique', lambda t: torch.unique(t, return_inverse=True, return_counts=True), u, returnInverse=True, returnCounts=True)
rows = T([[1, 2], [0, 5], [1, 2]], dtype=torch.int32)
case('unique', lambda t: torch.unique(t, return_inverse=True, return_counts=True, dim=0), rows, returnInverse=True, returnCounts=True, dim=0)
case('unique', lambda t: torch.unique(t, return_inverse=True, return_counts=True, dim=1), rows, returnInverse=True, returnCounts=True, dim=1)
case('unique', lambda t: torch.unique(t, return_counts=True), ties, grad=False, returnCounts=True)
case('uniqueConsecutive', lambda t: torch.unique_consecutive(t, return_inverse=True, return_counts=True), i(1, 1, 2, 2, 1), returnInverse=True, returnCounts=True)
case('uniqueConsecutive', lambda t: torch.unique_consecutive(t, dim=0), T([[1, 2], [1, 2], [0, 2]]), dim=0)
case('bincount', torch.bincount, u)
case('bincount', lambda t: torch.bincount(t, minlength=6), u, minlength=6)
case('bincount', torch.bincount, u, f(6), grad=False)
case('histc', lambda t: torch.histc(t, bins=4, min=-2, max=2), f(9), grad=False, bins=4, min=-2, max=2)
case('histc', lambda t: torch.histc(t, bins=5), f(9), grad=False, bins=5)
bounds = T([1.0, 3.0, 3.0, 5.0], dtype=D)
wanted = T([[0.0, 3.0, 9.0], [5.0, 1.0, 4.0]], dtype=D)
for right in (False, True):
    case('searchsorted', lambda s, w: torch.searchsorted(s, w, right=right), bounds, wanted, grad=False, right=right)
    case('bucketize', lambda w, s: torch.bucketize(w, s, right=right), wanted, bounds, grad=False, right=right)
case('searchsorted', lambda s, w: torch.searchsorted(s, w), T([[1.0, 2.0], [3.0, 4.0]], dtype=D), wanted, grad=False)
case('searchsorted', lambda s, w: torch.searchsorted(s, w), bounds, T([0.0, math.nan], dtype=D), grad=False)
case('isin', lambda a, c: torch.isin(a, c), u, i(1, 2))
case('isin', lambda a, c: torch.isin(a, c, invert=True), u, i(1, 2), invert=True)

# --- scans ---
for dim in (0, 1):
    case('cumsum', lambda t: torch.cumsum(t, dim), f(2, 3), dim=dim)
    case('cumprod', lambda t: torch.cumprod(t, dim), f(2, 3), dim=dim)
    case('cummax', lambda t: torch.cummax(t, dim), whole(3, 4), dim=dim)
    case('cummin', lambda t: torch.cummin(t, dim), whole(3, 4), dim=dim)
    case('logcumsumexp', lambda t: torch.logcumsumexp(t, dim), f(2, 3), dim=dim)
case('cumsum', lambda t: torch.cumsum(t, 0), u, dim=0)
case('cumsum', lambda t: torch.cumsum(t, 0), b, dim=0)
case('cumprod', lambda t: torch.cumprod(t, 0), u, dim=0)
case('cumsum', lambda t: torch.cumsum(t, 0), T(2.0, dtype=D), dim=0)
case('cumprod', lambda t: torch.cumprod(t, 1), T([[2.0, 0.0, 3.0, 1.5], [1.0, 0.0, 2.0, 0.0]], dtype=D), dim=1)
case('cumprod', lambda t: torch.cumprod(t, 0), T([0.0, 2.0, 3.0], dtype=D), dim=0)
case('cummax', lambda t: torch.cummax(t, 1), nan, grad=False, dim=1)
case('logcumsumexp', lambda t: torch.logcumsumexp(t, 0), T([-math.inf, 1.0, -math.inf, 800.0, -800.0], dtype=D), grad=False, dim=0)
case('diff', torch.diff, f(2, 4))
case('diff', lambda t: torch.diff(t, n=2, dim=0), f(4, 2), n=2, dim=0)
case('diff', lambda t: torch.diff(t, prepend=T([7.0], dtype=D)), f(4), prepend=T([7.0], dtype=D))
case('diff', lambda t: torch.diff(t, n=2, append=T([7.0], dtype=D)), f(2), n=2, append=T([7.0], dtype=D))
case('diff', lambda t: torch.diff(t, n=5), f(3), n=5)
case('diff', torch.diff, b)
case('trapezoid', torch.trapezoid, f(2, 4))
case('trapezoid', lambda t: torch.trapezoid(t, dx=0.5, dim=0), f(2, 4), dx=0.5, dim=0)
case('trapezoid', torch.trapezoid, f(2, 4), f(4))
case('trapezoid', torch.trapezoid, f(2, 4), f(2, 4))
case('trapezoid', lambda t, s: torch.trapezoid(t, s, dim=0), f(3, 2), f(3), dim=0)
case('cumulativeTrapezoid', torch.cumulative_trapezoid, f(2, 4), f(4))
case('cumulativeTrapezoid', lambda t: torch.cumulative_trapezoid(t, dx=2), f(2, 4), dx=2)

# --- writing and reading by index ---
g = T([[0, 2, 1], [2, 0, 0]], dtype=torch.int32)
g64 = g.to(torch.int64)
case('gather', lambda t, k: torch.gather(t, 1, k.long()), f(3, 4), T([[3, 0], [1, 1]], dtype=torch.int32), dim=1)
case('scatterAdd', lambda t, k, s: torch.scatter_add(t, 1, k.long(), s), f(3, 4), T([[3, 0], [1, 1]], dtype=torch.int32), f(2, 2), dim=1)
case('scatterAdd', lambda t, k, s: torch.scatter_add(t, 0, k, s), T([1, 2, 3]), T([0, 0, 2]), T([5, 6, 7]), dim=0)
case('scatter', lambda t, k, s: torch.scatter(t, 1, k.long(), s), f(2, 4), T([[3, 0], [1, 2]], dtype=torch.int32), f(2, 2), dim=1)
case('scatter', lambda t, k, s: torch.scatter(t, 0, k, s), f(3, 3), g64, f(2, 3), dim=0)
case('scatter', lambda t, k, _: torch.scatter(t, 1, k.long(), 7.0), f(3, 4), T([[3, 0]], dtype=torch.int32), None, dim=1, value=7)
for reduce in ('sum', 'prod', 'mean', 'amax', 'amin'):
    for self in (True, False):
        case('scatterReduce', lambda t, k, s: torch.scatter_reduce(t, 1, k.long(), s, reduce, include_self=self), f(2, 4), g, f(2, 3), dim=1, reduce=reduce, includeSelf=self)
    if reduce != 'sum':
        case('indexReduce', lambda t, k, s: torch.index_reduce(t, 0, k, s, reduce), f(3, 2), T([0, 2, 0]), f(3, 2), dim=0, reduce=reduce)
case('scatterReduce', lambda t, k, s: torch.scatter_reduce(t, 0, k, s, 'prod'), T([2.0, 0.0, 3.0], dtype=D), T([0, 0, 1, 2]), T([4.0, 0.0, 5.0, 0.5], dtype=D), dim=0, reduce='prod')
case('scatterReduce', lambda t, k, s: torch.scatter_reduce(t, 0, k, s, 'amax'), whole(3), T([0, 0, 1, 2]), whole(4), dim=0, reduce='amax')
case('indexAdd', lambda t, k, s: torch.index_add(t, 0, k.long(), s), f(3, 2), i(0, 2, 0), f(3, 2), dim=0)
case('indexAdd', lambda t, k, s: torch.index_add(t, 1, k.long(), s, alpha=-2), f(2, 3), i(1, 1), f(2, 2), dim=1, alpha=-2)
case('indexCopy', lambda t, k, s: torch.index_copy(t, 1, k.long(), s), f(2, 3), i(2, 0), f(2, 2), dim=1)
case('indexFill', lambda t, k: torch.index_fill(t, 1, k.long(), 9.0), f(2, 3), i(2, 0), dim=1, value=9)
case('take', lambda t, k: torch.take(t, k.long()), x, T([[0, -1], [3, 3]], dtype=torch.int32))
case('takeAlongDim', lambda t, k: torch.take_along_dim(t, k.long(), 1), f(2, 4), T([[2], [0]], dtype=torch.int32), dim=1)
case('takeAlongDim', lambda t, k: torch.take_along_dim(t, k.long(), 1), f(2, 4), T([[2, 1]], dtype=torch.int32), dim=1)
case('takeAlongDim', lambda t, k: torch.take_along_dim(t, k.long()), f(2, 3), i(5, 0))
case('indexSelect', lambda t, k: torch.index_select(t, 1, k), f(2, 3), i(2, 0, 2), dim=1)
case('maskedFill', lambda t, m: torch.masked_fill(t, m, 3.5), x, b, value=3.5)
case('maskedFill', lambda t, m: torch.masked_fill(t, m, 3), T([1, 2, 3]), T([True, False, True]), value=3)
case('maskedFill', lambda t, m: torch.masked_fill(t, m, -math.inf), x, T([True, False, True]), value=-math.inf, grad=False)
case('maskedSelect', torch.masked_select, x, b)
case('maskedSelect', torch.masked_select, x, T([[True], [False]]))
case('maskedScatter', torch.masked_scatter, x, b, f(4))
case('nonzero', torch.nonzero, b)
case('nonzero', lambda t: torch.nonzero(t, as_tuple=True), whole(3, 3), grad=False, asTuple=True)
case('nonzero', torch.nonzero, T(3.0, dtype=D), grad=False)
case('argwhere', torch.argwhere, b)
case('where', torch.where, b)
case('indexPut', lambda t, ks, s: torch.index_put(t, tuple(k.long() for k in ks), s), f(3, 2), [i(0, 2), i(1, 0)], f(2))
case('indexPut', lambda t, ks, s: torch.index_put(t, tuple(k.long() for k in ks), s, accumulate=True), f(3, 2), [i(0, 2, 0)], f(2), accumulate=True)
case('selectScatter', lambda t, s: torch.select_scatter(t, s, 1, -1), x, f(2), dim=1, index=-1)
case('sliceScatter', lambda t, s: torch.slice_scatter(t, s, 1, 0, 3, 2), x, f(2, 2), dim=1, start=0, end=3, step=2)
case('diagonalScatter', lambda t, s: torch.diagonal_scatter(t, s, 1), x, f(2), offset=1)

# --- diagonals and triangles ---
case('diag', torch.diag, f(3))
case('diag', lambda t: torch.diag(t, -1), f(2), diagonal=-1)
case('diag', lambda t: torch.diag(t, 1), f(3, 4), diagonal=1)
case('diagflat', lambda t: torch.diagflat(t, 1), f(2, 2), offset=1)
case('diagonal', lambda t: torch.diagonal(t, 1, 0, 2), f(2, 2, 3), offset=1, dim1=0, dim2=2)
case('diagonal', torch.diagonal, f(2, 3))
case('diagEmbed', torch.diag_embed, f(2, 3))
case('diagEmbed', lambda t: torch.diag_embed(t, -1, 0, 2), f(2, 2), offset=-1, dim1=0, dim2=2)
case('tril', lambda t: torch.tril(t, 1), f(3, 4), diagonal=1)
case('triu', lambda t: torch.triu(t, -1), f(2, 3, 3), diagonal=-1)
case('tril', torch.tril, T([[1, 2], [3, 4]], dtype=torch.int32))
case('trilIndices', lambda r, c: torch.tril_indices(r, c, -1), 3, 4, offset=-1)
case('triuIndices', lambda r, c: torch.triu_indices(r, c, 1), 3, 4, offset=1)

# --- arranging ---
case('flip', lambda t: torch.flip(t, (0, 1)), x, dims=[0, 1])
case('fliplr', torch.fliplr, x)
case('flipud', torch.flipud, x)
case('roll', lambda t: torch.roll(t, 2), x, shifts=2)
case('roll', lambda t: torch.roll(t, (1, -1), (0, 1)), x, shifts=[1, -1], dims=[0, 1])
for k in (0, 1, 2, 3, -1):
    case('rot90', lambda t: torch.rot90(t, k, (1, 0)), x, k=k, dims=[1, 0])
case('tile', lambda t: torch.tile(t, (2,)), x, dims=[2])
case('tile', lambda t: torch.tile(t, (2, 1, 2)), x, dims=[2, 1, 2])
case('repeat', lambda t: t.repeat(2, 1, 3), x, repeats=[2, 1, 3])
case('repeat', lambda t: t.repeat(0, 2), x, repeats=[0, 2])
case('repeatInterleave', lambda t, n: torch.repeat_interleave(t, n), x, 2)
case('repeatInterleave', lambda t, n: torch.repeat_interleave(t, n, dim=1), x, i(2, 0, 1), dim=1)
case('movedim', lambda t: torch.movedim(t, (0, 1), (2, 0)), f(2, 3, 2), source=[0, 1], destination=[2, 0])
case('movedim', lambda t: torch.movedim(t, 0, -1), f(2, 3, 2), source=0, destination=-1)
case('swapaxes', lambda t: torch.swapaxes(t, 0, 2), f(2, 3, 1), dim0=0, dim1=2)
case('unflatten', lambda t: torch.unflatten(t, 1, (2, -1)), f(2, 4), dim=1, sizes=[2, -1])
case('ravel', torch.ravel, x)
case('t', torch.t, x)
case('broadcastTo', lambda t: torch.broadcast_to(t, (2, 2, 3)), x, size=[2, 2, 3])
case('expandAs', lambda t, o: t.expand_as(o), f(1, 3), f(2, 3))
case('reshapeAs', lambda t, o: t.reshape_as(o), f(2, 3), f(3, 2))
case('viewAs', lambda t, o: t.view_as(o), f(2, 3), f(3, 2))
case('broadcastTensors', lambda p, q: torch.broadcast_tensors(p, q), f(2, 1), f(3))
for name, fn in {'atleast1d': torch.atleast_1d, 'atleast2d': torch.atleast_2d, 'atleast3d': torch.atleast_3d}.items():
    for shape in ((), (2,), (2, 3)):
        case(name, fn, f(*shape))
case('split', lambda t: torch.split(t, [1, 3], 1), f(2, 4), splitSize=[1, 3], dim=1)
case('tensorSplit', lambda t: torch.tensor_split(t, 3, 1), f(2, 4), sections=3, dim=1)
case('tensorSplit', lambda t: torch.tensor_split(t, (1, 3)), f(5), indices=[1, 3])
case('tensorSplit', lambda t: torch.tensor_split(t, (3, 1, 9)), f(5), indices=[3, 1, 9])
case('hsplit', lambda t: torch.hsplit(t, 2), f(2, 4), sections=2)
case('vsplit', lambda t: torch.vsplit(t, (1,)), f(3, 2), indices=[1])
case('dsplit', lambda t: torch.dsplit(t, 2), f(1, 2, 4), sections=2)
case('squeeze', lambda t: torch.squeeze(t, (0, 2)), f(1, 2, 1), dim=[0, 2])
for name, fn in {'hstack': torch.hstack, 'vstack': torch.vstack, 'dstack': torch.dstack, 'columnStack': torch.column_stack}.items():
    case(name, lambda p, q: fn((p, q)), f(3), f(3))
    case(name, lambda p, q: fn((p, q)), f(2, 2), f(2, 2))
case('block', lambda p: torch.cat([torch.cat(p[0], 1), torch.cat(p[1], 1)], 0), [[f(1, 2), f(1, 1)], [f(2, 1), f(2, 2)]])
case('meshgrid', lambda p, q: torch.meshgrid(p, q, indexing='ij'), f(2), f(3))
case('meshgrid', lambda p, q, r: torch.meshgrid(p, q, r, indexing='xy'), f(2), f(3), f(2), indexing='xy')
case('cartesianProd', torch.cartesian_prod, f(2), f(3))
case('combinations', torch.combinations, f(4))
case('combinations', lambda t: torch.combinations(t, 3, True), f(3), r=3, withReplacement=True)
# torch.vander itself works in place and has no gradient.
case('vander', lambda t: torch.stack([t ** k for k in (2, 1, 0)], 1), f(3))
case('vander', lambda t: torch.stack([t ** k for k in range(4)], 1), T([0.0, 2.0], dtype=D), n=4, increasing=True)
case('oneHot', lambda t: torch.nn.functional.one_hot(t).float(), T([[0, 2], [1, 1]]))

# --- at: the indices are the inputs behind the first ---
big = torch.arange(24, dtype=D).reshape(2, 3, 4) / 8
s = slice
AT = [
    ([1], (1,)), ([-1, 2], (-1, 2)), ([':', 1], (s(None), 1)), (['...', 0], (..., 0)), ([None, 1], (None, 1)),
    ([0, '...', [None, None, 2]], (0, ..., s(None, None, 2))), ([[0, 1], [1, None]], (s(0, 1), s(1, None))),
    (['::2', '-2:'], (s(None, None, 2), s(-2, None))), (['...'], (...,)), ([':', [5, 9]], (s(None), s(5, 9))),
    ([i(1, 0, 1)], (T([1, 0, 1]),)), ([':', i(2, 0)], (s(None), T([2, 0]))), ([i(0, 1), i(2, 0)], (T([0, 1]), T([2, 0]))),
    ([i(0, 1), ':', i(2, 0)], (T([0, 1]), s(None), T([2, 0]))), ([':', i(2, 0), i(-1, 1)], (s(None), T([2, 0]), T([-1, 1]))),
    ([0, ':', i(2, 0)], (0, s(None), T([2, 0]))), ([':', T([[0], [2]], dtype=torch.int32), i(3, 1)], (s(None), T([[0], [2]]), T([3, 1]))),
    ([':', None, i(1, 1)], (s(None), None, T([1, 1]))), ([b], (b,)), ([':', T([True, False, True])], (s(None), T([True, False, True]))),
    ([1, T([True, False, True]), [1, 3]], (1, T([True, False, True]), s(1, 3))), ([b, i(0, 1, 2)], (b, T([0, 1, 2]))),
    ([i(1), [0, 2], None], (T([1]), s(0, 2), None)), ([T(1, dtype=torch.int32), 0], (T(1), 0)),
]
for ours, theirs in AT:
    case('at', lambda t, *_: t[theirs], big, *ours)
    part = big[theirs]
    for value in (T(9.0, dtype=D), f(*part.shape[-1:])):
        out = big.clone()
        out[theirs] = value
        ROWS.append({'op': 'put', 'inputs': described([big, ours, value]), 'attrs': {}, 'outputs': described([out])})

print(json.dumps({'cases': ROWS}).replace('{"op"', '\n{"op"').replace(': ', ':').replace(', ', ','))
