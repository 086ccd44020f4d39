"""Makes pointwise.json: elementwise ops that are compositions, and dtypes, as PyTorch computes them.

    python test/golden/pointwise.py > test/golden/pointwise.json      (PyTorch 2.13, CPU)
"""
import torch
from family import INF, NAN, case, write

special = torch.special


def t(*values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype)


def i32(*values):
    return t(*values, dtype=torch.int32)


def i64(*values):
    return t(*values, dtype=torch.int64)


def boolean(*values):
    return t(*values, dtype=torch.bool)


x = t(-2.5, -1.2, -0.5, 0.3, 0.5, 1.5, 2.7)
y = t(1.5, -0.7, 2.0, 0.9, -1.1, 0.4, 3.0)
p = t(0.4, 0.8, 1.3, 2.1, 3.7, 5.2, 0.15)
q = t(0.6, 1.8, 0.3, 2.5, 1.7, 7.2, 0.35)
corners = t(NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0)
row, column = t(0.5, -1.0, 2.0), t(1.5, -0.3).reshape(2, 1)

cases = [
    case('add', lambda a, b: torch.add(a, b, alpha=2.5), [x, y], {'alpha': 2.5}),
    case('add', lambda a, b: torch.add(a, b, alpha=2), [i32(1, 2), i32(3, -4)], {'alpha': 2}),
    case('add', lambda a, b: torch.add(a, b, alpha=0.5), [row, column], {'alpha': 0.5}),
    case('sub', lambda a, b: torch.sub(a, b, alpha=2.5), [x, y], {'alpha': 2.5}),
    case('subtract', lambda a, b: torch.subtract(a, b, alpha=3), [x, 2.0], {'alpha': 3}),
    case('div', lambda a, b: torch.div(a, b, rounding_mode='trunc'), [x, y], {'roundingMode': 'trunc'}),
    case('div', lambda a, b: torch.div(a, b, rounding_mode='floor'), [x, y], {'roundingMode': 'floor'}),
    case('div', lambda a, b: torch.div(a, b, rounding_mode=None), [x, y], {'roundingMode': None}),
    case('divide', lambda a, b: torch.divide(a, b, rounding_mode='trunc'), [i32(7, -7, 6), i32(2, 2, -4)], {'roundingMode': 'trunc'}),
    case('div', lambda a, b: torch.div(a, b, rounding_mode='floor'), [i64(7, -7, 6), i64(2, 2, -4)], {'roundingMode': 'floor'}),
    case('trueDivide', torch.true_divide, [i32(7, -7), i32(2, 4)]),
    case('floorDivide', torch.floor_divide, [i32(7, -7, 6), i32(2, 2, -4)], None, False),
    case('floorDivide', torch.floor_divide, [x, 0.7], None, False),
    case('remainder', torch.remainder, [i32(7, -7, 6), i32(2, 2, -4)]),
    case('remainder', torch.remainder, [x, 0.7]),
    case('remainder', torch.remainder, [5.0, y], None, False),
    case('fmod', torch.fmod, [i32(7, -7, 6), i32(2, 2, -4)]),
    case('fmod', torch.fmod, [x, y]),
    case('addcmul', lambda a, b, c: torch.addcmul(a, b, c, value=0.7), [x, y, p], {'value': 0.7}),
    case('addcdiv', lambda a, b, c: torch.addcdiv(a, b, c, value=0.7), [x, y, p], {'value': 0.7}),
    case('addcmul', torch.addcmul, [column, row, row]),
    case('lerp', torch.lerp, [x, y, t(0.1, 0.9, 0.5, 0.3, 0.7, -1.0, 2.0)]),
    case('lerp', lambda a, b: torch.lerp(a, b, 0.3), [x, y], {'weight': 0.3}),
    case('clamp', lambda a: torch.clamp(a, -1, 1), [x], {'min': -1, 'max': 1}),
    case('clip', lambda a: torch.clip(a, min=-1), [x], {'min': -1}),
    case('clamp', torch.clamp, [x, t(-1.0, 0.0, -1.0, 1.0, 0.0, 2.0, 1.0), t(1.0, 1.0, 0.0, 0.5, 1.0, 1.0, 2.0)]),
    case('clamp', torch.clamp, [i32(5, -3, 2), i32(0, 0, 3)]),
    case('clampMin', torch.clamp_min, [x, 0.4]),
    case('clampMax', torch.clamp_max, [x, t(0.1, 0.2, -1.0, 1.0, 0.2, 0.3, 5.0)]),
    case('maximum', torch.maximum, [i32(1, 5), i64(3, -3)]),
    case('fmax', torch.fmax, [t(1.0, NAN, 3.0, NAN), t(2.0, 1.0, NAN, NAN)]),
    case('fmin', torch.fmin, [t(1.0, NAN, 3.0, NAN), t(2.0, 1.0, NAN, NAN)]),
    case('round', torch.round, [t(0.5, 1.5, 2.5, -0.5, -1.5, 1.2, NAN)]),
    case('round', lambda a: torch.round(a, decimals=2), [t(1.2345, -2.7182, 0.005)], {'decimals': 2}),
    case('round', lambda a: torch.round(a, decimals=-1), [t(123.456, -27.182)], {'decimals': -1}),
    case('round', torch.round, [i32(3, -4)]),
    case('floor', torch.floor, [i64(3, -4)]),
    case('fix', torch.fix, [x]),
    case('logit', torch.logit, [t(0.2, 0.5, 0.9)]),
    case('logit', lambda a: torch.logit(a, eps=0.1), [t(0.05, 0.2, 0.5, 0.97)], {'eps': 0.1}),
    case('expit', special.expit, [x]),
    case('floatPower', torch.float_power, [i32(2, -3), i32(3, 2)]),
    case('floatPower', torch.float_power, [t(0.5, 1.5, dtype=torch.float32), 2]),
    case('pow', torch.pow, [2.0, x]),
    case('ldexp', torch.ldexp, [x, i32(1, 2, 0, 3, 4, 5, 6)]),
    case('ldexp', torch.ldexp, [x, i32(1, -2, 0, 3, 4, -5, 6)], None, False),
    case('frexp', lambda a: dict(zip(('mantissa', 'exponent'), torch.frexp(a))), [t(12.0, -0.3, 0.0, 1e-310, 1.7e308, 1.0, 5e-324)], None, False),
    case('frexp', lambda a: dict(zip(('mantissa', 'exponent'), torch.frexp(a))), [t(12.0, -0.3)]),
    case('deg2rad', torch.deg2rad, [x]),
    case('rad2deg', torch.rad2deg, [x]),
    case('deg2rad', torch.deg2rad, [i32(180, 90)]),
    case('nextafter', torch.nextafter, [t(1.0, 0.0, -1.0, 0.0, INF, 5e-324), t(2.0, 1.0, INF, -1.0, 0.0, -1.0)], None, False),
    case('nextafter', torch.nextafter, [t(1.0, 0.0, -3.0, dtype=torch.float32), t(2.0, -1.0, 0.0, dtype=torch.float32)], None, False),
    case('copysign', torch.copysign, [x, -1.0]),
    case('sgn', torch.sgn, [x]),
    case('signbit', torch.signbit, [corners]),
    case('signbit', torch.signbit, [i32(1, 0, -1)]),
    case('isinf', torch.isinf, [corners]),
    case('isposinf', torch.isposinf, [corners]),
    case('isneginf', torch.isneginf, [corners]),
    case('isfinite', torch.isfinite, [corners]),
    case('isnan', torch.isnan, [corners]),
    case('isreal', torch.isreal, [corners]),
    case('isinf', torch.isinf, [i32(1, 0)]),
    case('nanToNum', torch.nan_to_num, [corners]),
    case('nanToNum', lambda a: torch.nan_to_num(a, nan=2.0, posinf=3.0, neginf=-4.0), [corners], {'nan': 2, 'posinf': 3, 'neginf': -4}),
    case('nanToNum', torch.nan_to_num, [t(INF, -INF, dtype=torch.float32)]),
    case('heaviside', torch.heaviside, [corners, t(0.5, 0.5, 0.5, 0.5, 0.7, 0.5, 0.5)], None, False),
    case('heaviside', torch.heaviside, [i32(-1, 0, 2), i32(5, 6, 7)]),
    case('gcd', torch.gcd, [i32(12, -18, 0, 7), i32(8, 12, 5, 0)]),
    case('lcm', torch.lcm, [i32(12, -18, 0, 7), i32(8, 12, 5, 3)]),
    case('bitwiseAnd', torch.bitwise_and, [i32(6, -7, 255), i32(3, 12, 1)]),
    case('bitwiseOr', torch.bitwise_or, [i64(6, -7, 2**40), i64(3, 12, 1)]),
    case('bitwiseXor', torch.bitwise_xor, [boolean(True, False, True), boolean(True, True, False)]),
    case('bitwiseNot', torch.bitwise_not, [t(0, 5, 255, dtype=torch.uint8)]),
    case('bitwiseNot', torch.bitwise_not, [boolean(True, False)]),
    case('bitwiseNot', torch.bitwise_not, [i64(5, -1)]),
    case('bitwiseLeftShift', torch.bitwise_left_shift, [i32(1, -3, 5), i32(4, 2, 0)]),
    case('bitwiseRightShift', torch.bitwise_right_shift, [i32(100, -3, 5), i32(4, 1, 0)]),
    case('logicalAnd', torch.logical_and, [t(0.0, 1.5, NAN, -1.0), i32(1, 0, 2, 3)]),
    case('logicalOr', torch.logical_or, [t(0.0, 1.5), t(0.0, 0.0)]),
    case('logicalXor', torch.logical_xor, [t(0.0, 1.5), t(2.0, 3.0)]),
    case('logicalNot', torch.logical_not, [t(0.0, 1.5, NAN)]),
    case('isclose', torch.isclose, [t(1.0, 2.0, NAN, INF, INF, 1e-9), t(1.000001, 2.1, NAN, INF, -INF, 0.0)]),
    case('isclose', lambda a, b: torch.isclose(a, b, rtol=0.1, atol=0.0, equal_nan=True), [t(1.0, 2.0, NAN), t(1.05, 2.5, NAN)], {'rtol': 0.1, 'atol': 0, 'equalNan': True}),
    case('isclose', torch.isclose, [i32(1, 2), i32(1, 3)]),
    case('allclose', torch.allclose, [t(1.0, 2.0), t(1.000001, 2.0)]),
    case('allclose', torch.allclose, [t(1.0, NAN), t(1.0, NAN)]),
    case('allclose', lambda a, b: torch.allclose(a, b, equal_nan=True), [t(1.0, NAN), t(1.0, NAN)], {'equalNan': True}),
    case('equal', torch.equal, [t(1.0, 2.0), t(1.0, 2.0)]),
    case('equal', torch.equal, [t(1.0, 2.0), t(1.0)]),
    case('greaterEqual', torch.greater_equal, [x, y]),
    case('notEqual', torch.not_equal, [i32(1, 2), 2]),
    case('polygamma', lambda a: special.polygamma(2, a), [p], {'n': 2}, True, False),
    case('polygamma', lambda a: special.polygamma(4, a), [p], {'n': 4}, True, False),
    case('polygamma', lambda a: special.polygamma(0, a), [p], {'n': 0}, False),
    case('multigammaln', lambda a: special.multigammaln(a, 3), [p + 2], {'p': 3}, False),
    case('mvlgamma', lambda a: torch.mvlgamma(a, p=1), [p], {'p': 1}, False),
    case('gammaln', special.gammaln, [p], None, False),
    case('zeta', special.zeta, [t(2.0, 3.5, 1.0, 0.5, 20.0, 3.0), t(1.0, 0.3, 2.0, 2.0, 4.0, -0.5)], None, False),
    case('zeta', lambda b: special.zeta(3.0, b), [p], None, False),
    case('igamma', lambda b: special.gammainc(q, b), [p], None),
    case('gammainc', special.gammainc, [q, p], None, False),
    case('gammaincc', special.gammaincc, [q * 20, p * 20], None, False),
    case('igamma', torch.igamma, [t(0.0, 1.0, 1.0, INF, -1.0, 1.0), t(1.0, 0.0, INF, 1.0, 1.0, -1.0)], None, False),
    case('igammac', torch.igammac, [t(0.0, 1.0, 1.0, INF, 100.0, 1000.0), t(1.0, 0.0, INF, 1.0, 90.0, 1100.0)], None, False),
    case('logaddexp', torch.logaddexp, [column, row]),
    case('atan2', torch.atan2, [column, row]),
    case('hypot', torch.hypot, [column, row]),
    case('xlogy', torch.xlogy, [p, 2.0]),
    case('xlogy', torch.xlogy, [2.0, p]),
    case('sinc', torch.sinc, [i32(0, 1)]),
    case('erfinv', torch.erfinv, [t(0.25, -0.75, dtype=torch.float32)], None, False),
]
for c in cases:
    # zeta and igamma of a number: our first operand is the tensor that PyTorch was given outside.
    if c['op'] == 'igamma' and len(c['inputs']) == 1:
        c['inputs'].insert(0, {'shape': [7], 'dtype': 'float64', 'data': q.tolist(), 'constant': True})
    if c['op'] == 'zeta' and len(c['inputs']) == 1:
        c['inputs'].insert(0, 3.0)
write('pointwise', cases)
