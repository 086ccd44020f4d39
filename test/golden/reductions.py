"""Makes reductions.json: reductions over dimensions, their dtypes and corners, as PyTorch computes them.

    python test/golden/reductions.py > test/golden/reductions.json      (PyTorch 2.13, CPU)
"""
import torch
from family import INF, NAN, case, write

torch.manual_seed(0)
x = torch.randn(2, 3, 2, dtype=torch.float64)
ties = torch.tensor([[1.0, 3.0, 3.0], [2.0, -1.0, 2.0]], dtype=torch.float64)
holes = torch.tensor([[1.0, NAN, 2.0], [NAN, NAN, NAN], [0.5, -1.5, INF]], dtype=torch.float64)
gaps = torch.tensor([[1.0, NAN, 2.0], [3.0, NAN, -4.0]], dtype=torch.float64)
zeros = torch.tensor([[0.0, 1.0, -2.0], [0.0, 0.0, 0.0], [3.0, 0.0, -1.0]], dtype=torch.float64)
ints = torch.tensor([[1, 0, -3], [4, 5, 0]], dtype=torch.int32)
bools = torch.tensor([[True, False], [True, True]])
none = torch.zeros(0, 3, dtype=torch.float64)
scalar = torch.tensor(2.5, dtype=torch.float64)


def pair(names, f):
    return lambda *a: dict(zip(names, f(*a)))


cases = []


def over(op, function, options=({}, {'dim': 1}, {'dim': [0, 2]}, {'dim': -1, 'keepdim': True}), t=x):
    """`function` takes the tensor and PyTorch's options, which are ours."""
    for o in options:
        cases.append(case(op, lambda a, o=o: function(a, **o), [t], o or None))


over('sum', torch.sum)
over('mean', torch.mean)
over('prod', torch.prod, ({}, {'dim': 1}, {'dim': -1, 'keepdim': True}))
over('amax', torch.amax)
over('amin', torch.amin)
over('amax', torch.amax, ({}, {'dim': 1}), ties)
over('std', torch.std)
over('std', torch.std, ({'dim': 1, 'correction': 0}, {'dim': [1, 2], 'correction': 2}, {'unbiased': False}))
over('variance', torch.var, ({}, {'dim': 1}, {'dim': [0, 2], 'correction': 0}, {'dim': 2, 'unbiased': False}))
over('logsumexp', torch.logsumexp, ({'dim': 1}, {'dim': [0, 2]}, {'dim': -1, 'keepdim': True}))
over('nansum', torch.nansum)
over('nansum', torch.nansum, ({}, {'dim': 1}), gaps)
over('nanmean', torch.nanmean, ({}, {'dim': 1, 'keepdim': True}), gaps)
cases.append(case('nanmean', lambda a: torch.nanmean(a, dim=1), [holes], {'dim': 1}, False))
for p in (0, 1, 2, 3, 1.5, 0.5, -1, INF, -INF):
    word = p if abs(p) < INF else p
    for o in ({}, {'dim': 1}, {'dim': [0, 2], 'keepdim': True}):
        cases.append(case('norm', lambda a, o=o, p=p: torch.linalg.vector_norm(a, p, **o), [x], {'p': word, **o}, True, p not in (INF, -INF, 0)))
for p in (0, 1, 2, 3, 0.5, INF):
    cases.append(case('norm', lambda a, p=p: torch.norm(a, p, dim=1), [zeros], {'p': p, 'dim': 1}, True, False))
cases += [
    case('norm', lambda a: torch.norm(a, 'fro'), [x], {'p': 'fro'}),
    case('dist', torch.dist, [x, x.flip(0)]),
    case('dist', lambda a, b: torch.dist(a, b, 1), [x, x.flip(0)], {'p': 1}),
    case('dist', lambda a, b: torch.dist(a, b, 3), [x, x[0]], {'p': 3}),
    case('renorm', lambda a: torch.renorm(a, 2, 1, 1.5), [x], {'p': 2, 'dim': 1, 'maxnorm': 1.5}, False),
    case('renorm', lambda a: torch.renorm(a, 1, 0, 5.0), [x], {'p': 1, 'dim': 0, 'maxnorm': 5}, False),
    case('varMean', pair(('var', 'mean'), torch.var_mean), [x]),
    case('varMean', pair(('var', 'mean'), lambda a: torch.var_mean(a, dim=1, correction=0)), [x], {'dim': 1, 'correction': 0}),
    case('stdMean', pair(('std', 'mean'), lambda a: torch.std_mean(a, dim=[0, 2], keepdim=True)), [x], {'dim': [0, 2], 'keepdim': True}),
    case('aminmax', pair(('min', 'max'), torch.aminmax), [x], None, False),
    case('aminmax', pair(('min', 'max'), lambda a: torch.aminmax(a, dim=1, keepdim=True)), [x], {'dim': 1, 'keepdim': True}),
    case('max', lambda a: dict(zip(('values', 'indices'), torch.max(a, 1))), [x], {'dim': 1}),
    case('min', lambda a: dict(zip(('values', 'indices'), torch.min(a, 0, keepdim=True))), [ties], {'dim': 0, 'keepdim': True}),
    case('max', torch.max, [x]),
    case('max', torch.max, [x, x.flip(1)]),
    case('min', torch.min, [ints, ints.flip(1)]),
    case('argmax', torch.argmax, [x], None, False),
    case('argmax', lambda a: torch.argmax(a, dim=1, keepdim=True), [ties], {'dim': 1, 'keepdim': True}, False),
    case('argmin', lambda a: torch.argmin(a, dim=-1), [ints], {'dim': -1}, False),
    case('countNonzero', torch.count_nonzero, [zeros], None, False),
    case('countNonzero', lambda a: torch.count_nonzero(a, dim=1), [zeros], {'dim': 1}, False),
    case('countNonzero', lambda a: torch.count_nonzero(a, dim=[0, 1]), [ints], {'dim': [0, 1]}, False),
    case('all', torch.all, [bools], None, False),
    case('all', lambda a: torch.all(a, dim=1, keepdim=True), [bools], {'dim': 1, 'keepdim': True}, False),
    case('any', lambda a: torch.any(a, dim=(0, 1)), [zeros], {'dim': [0, 1]}, False),
    case('all', lambda a: torch.all(a, dim=0), [zeros], {'dim': 0}, False),
    case('any', lambda a: torch.any(a, dim=1), [ints], {'dim': 1}, False),
    case('any', torch.any, [holes], None, False),
    # integers and bools
    case('sum', torch.sum, [ints]),
    case('sum', torch.sum, [bools]),
    case('sum', lambda a: torch.sum(a, dim=1, dtype=torch.float32), [ints], {'dim': 1, 'dtype': 'float32'}),
    case('mean', lambda a: torch.mean(a, dtype=torch.float64), [ints], {'dtype': 'float64'}),
    case('prod', lambda a: torch.prod(a, dim=0), [ints], {'dim': 0}),
    case('prod', torch.prod, [bools]),
    case('amax', lambda a: torch.amax(a, dim=[0, 1]), [ints], {'dim': [0, 1]}),
    case('amin', lambda a: torch.amin(a, dim=1), [bools], {'dim': 1}),
    case('nansum', torch.nansum, [ints]),
    case('logsumexp', lambda a: torch.logsumexp(a, dim=1), [ints], {'dim': 1}),
    # nothing to reduce, or nothing left
    case('sum', torch.sum, [none]),
    case('sum', lambda a: torch.sum(a, dim=0), [none], {'dim': 0}),
    case('mean', torch.mean, [none], None, False),
    case('prod', torch.prod, [none]),
    case('prod', lambda a: torch.prod(a, dim=0), [none], {'dim': 0}),
    case('all', torch.all, [none]),
    case('any', lambda a: torch.any(a, dim=0), [none], {'dim': 0}),
    case('nanmean', torch.nanmean, [none], None, False),
    case('countNonzero', torch.count_nonzero, [none], None, False),
    case('norm', torch.norm, [none], None, False),
    case('logsumexp', lambda a: torch.logsumexp(a, dim=0), [none], {'dim': 0}, False),
    case('std', torch.std, [none], None, False),
    case('amax', lambda a: torch.amax(a, dim=1), [none], {'dim': 1}, False),
    case('sum', lambda a: torch.sum(a, dim=0), [scalar], {'dim': 0}),
    case('mean', lambda a: torch.mean(a, dim=-1), [scalar], {'dim': -1}),
    case('std', torch.std, [scalar], None, False),
    case('amax', lambda a: torch.amax(a, dim=0), [scalar], {'dim': 0}),
    case('max', lambda a: dict(zip(('values', 'indices'), torch.max(a, 0))), [scalar], {'dim': 0}),
    case('logsumexp', lambda a: torch.logsumexp(a, dim=0), [scalar], {'dim': 0}),
    case('any', lambda a: torch.any(a, dim=0), [scalar], {'dim': 0}, False),
]
write('reductions', cases)
