"""Makes dtypes.json: the types and values that PyTorch gives ops of integers, bools and numbers.

    python test/golden/dtypes.py > test/golden/dtypes.json      (PyTorch 2.13, CPU)

A case is { op, inputs: [{ dtype, shape, data } or a number, ...], attrs, output: { dtype, data } or error: true }. Left out:
int64 results beyond -(2^53 - 1) to 2^53 - 1 (docs/adr/0021-integer-dtypes.md), and uint8 compared with a number that
it cannot hold, which PyTorch wraps around first.
"""
import json
import math
import torch
import torch.nn.functional as F

DTYPES = ['uint8', 'int32', 'int64', 'bool', 'float32', 'float64']
INTEGERS = DTYPES[:4]
VALUES = {
    'uint8': [0, 128, 255, 7],
    'int32': [-3, 2, 2**31 - 1, 1],
    'int64': [1, -7, 3, 2**40],
    'bool': [True, False, True, False],
    'float32': [0.5, -1.5, 300.0, 2.0],
    'float64': [0.25, -2.5, 1e10, 3.0],
}
SCALARS = {'uint8': 200, 'int32': -5, 'int64': 3, 'bool': True, 'float32': 1.5, 'float64': 2.5}
ROWS = []


def of(dtype, scalar=False):
    return torch.tensor(SCALARS[dtype] if scalar else VALUES[dtype], dtype=getattr(torch, dtype))


def plain(values):
    return [plain(v) for v in values] if isinstance(values, list) else str(values) if isinstance(values, float) and not math.isfinite(values) else values


def described(x):
    if not isinstance(x, torch.Tensor):
        return x
    return {'dtype': str(x.dtype)[6:], 'shape': list(x.shape), 'data': plain(x.flatten().tolist())}


def case(op, fn, inputs, **attrs):
    row = {'op': op, 'inputs': [described(x) for x in inputs], 'attrs': attrs}
    try:
        y = fn(*[x.clone() if isinstance(x, torch.Tensor) else x for x in inputs])
        if y.dtype == torch.int64:
            exact = fn(*[x.to(torch.float64) if isinstance(x, torch.Tensor) and op != 'where' else x for x in inputs])
            if any(abs(v) > 2**53 - 1 for v in exact.flatten().tolist()):
                return
        row['output'] = described(y)
    except (RuntimeError, TypeError):
        row['error'] = True
    ROWS.append(row)


# Two operands: tensors of all types, then a tensor and a number on either side.
two = {'add': torch.add, 'sub': torch.sub, 'mul': torch.mul, 'div': torch.div, 'pow': torch.pow,
       'maximum': torch.maximum, 'minimum': torch.minimum}
for op, fn in two.items():
    for a in INTEGERS:
        for b in INTEGERS:
            case(op, fn, [of(a), of(b)])
for a in DTYPES:
    for b in DTYPES:
        if a in INTEGERS or b in INTEGERS:
            case('mul', torch.mul, [of(a), of(b, scalar=True)])
            case('add', torch.add, [of(a, scalar=True), of(b, scalar=True)])
for op in ['add', 'sub', 'mul', 'div']:
    for a in INTEGERS:
        for number in [2, -1, 300, 2.5]:
            case(op, two[op], [of(a), number])
for op, fn in {'sub': lambda s, x: s - x, 'div': lambda s, x: s / x, 'pow': torch.pow}.items():
    for a in INTEGERS:
        for number in [2, 2.5]:
            case(op, fn, [number, of(a)])
for a in INTEGERS:
    for number in [0, 2, 3, 2.5, -1]:
        case('pow', torch.pow, [of(a), number])
for op in ['eq', 'ne', 'lt', 'le', 'gt', 'ge']:
    for a in INTEGERS:
        for b in INTEGERS:
            case(op, getattr(torch, op), [of(a), of(b)])
        for number in [2, 2.5] if a == 'uint8' else [2, -1, 300, 2.5]:
            case(op, getattr(torch, op), [of(a), number])
for op in ['logicalAnd', 'logicalOr', 'logicalXor']:
    for a in INTEGERS:
        for b in INTEGERS:
            case(op, getattr(torch, op.replace('A', '_a').replace('O', '_o').replace('X', '_x')), [of(a), of(b)])

one = {'neg': torch.neg, 'abs': torch.abs, 'sign': torch.sign, 'square': torch.square, 'relu': torch.relu,
       'sqrt': torch.sqrt, 'exp': torch.exp, 'sigmoid': torch.sigmoid, 'reciprocal': torch.reciprocal,
       'logicalNot': torch.logical_not, 'isnan': torch.isnan, 'isfinite': torch.isfinite, 'sum': torch.sum,
       'prod': torch.prod, 'mean': torch.mean, 'var': torch.var, 'std': torch.std, 'norm': torch.norm,
       'max': torch.max, 'min': torch.min}
for op, fn in one.items():
    for a in INTEGERS:
        case(op, fn, [of(a)])
for a in INTEGERS:
    x = of(a).reshape(2, 2)
    case('sum', lambda x: x.sum(0), [x], dim=0)
    case('sum', lambda x: x.sum(1, keepdim=True), [x], dim=1, keepdim=True)
    case('max', lambda x: x.max(0).values, [x], dim=0)
    case('min', lambda x: x.min(1).values, [x], dim=1)
    case('clamp', lambda x: x.clamp(1, 200), [of(a)], min=1, max=200)
    case('clamp', lambda x: x.clamp(0.5, 1.5), [of(a)], min=0.5, max=1.5)
    case('clamp', lambda x: x.clamp(min=1), [of(a)], min=1)
    if a != 'bool':
        case('argmax', lambda x: x.argmax(), [of(a)])
        case('argmin', lambda x: x.argmin(1), [x], dim=1)

condition = torch.tensor([True, False, True, False])
for a in DTYPES:
    for number in [1, 1.5]:
        case('where', lambda c, x, y: torch.where(c, x, y), [condition, of(a), number])
for a in INTEGERS:
    for b in INTEGERS:
        case('where', torch.where, [condition, of(a), of(b)])
for pair in [[1, 0], [1.5, 0], [-1, 2.5]]:
    case('where', torch.where, [condition, *pair])

for a in DTYPES:
    for b in DTYPES:
        x = of(a)
        # What does not fit is C++'s choice unless both are integers.
        if a.startswith('float'):
            x = torch.tensor([0.0, 1.9, 254.7, 3.0], dtype=x.dtype)
        case('to', lambda x: x.to(getattr(torch, b)), [x], dtype=b)

for op in ['add_', 'sub_', 'mul_', 'div_']:
    for a in INTEGERS:
        for other in [2, 2.5, of('uint8'), of('int32'), of('bool')]:
            if not (a == 'bool' and op != 'div_' and isinstance(other, torch.Tensor) and other.dtype != torch.bool):
                case(op, lambda x, y: getattr(x, op)(y), [of(a), other])

print('{"about": "see dtypes.py", "torch": "%s", "cases": [' % torch.__version__)
print(',\n'.join(json.dumps(row) for row in ROWS))
print(']}')
