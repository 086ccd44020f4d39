"""Makes math.json: values of the mathematical functions to about 105 bits, for the float64 error bounds.

    python test/golden/functions.py > test/golden/math.json      (mpmath)

A case is { name: [[x, high, low], ...] } (pow: [x, y, high, low]); the value is high + low, two doubles.
"""
import json
import random
import mpmath as mp

mp.mp.dps = 400
random.seed(1)


def uniform(low, high, n=40):
    return [random.uniform(low, high) for _ in range(n)]


def powers(low, high, n=30):
    """Both signs, even in the logarithm."""
    return [random.choice([-1, 1]) * 10 ** random.uniform(low, high) for _ in range(n)]


turns = [float(mp.pi / 2 * random.randrange(1, 600000)) for _ in range(30)]
positive = [abs(x) for x in powers(-300, 300)] + uniform(0.5, 2) + [1 + x for x in powers(-15, -2)] + [5e-324, 1e-310]
trigonometric = uniform(-10, 10) + powers(-10, 6) + powers(6, 300) + turns + [6381956970095103 * 2.0**797]

cases = {
    'exp': (mp.exp, uniform(-745, 709) + uniform(-1, 1) + uniform(-745, -708, 10) + powers(-18, 0)),
    'exp2': (lambda x: mp.mpf(2) ** x, uniform(-1075, 1024) + uniform(-1, 1)),
    'expm1': (mp.expm1, uniform(-40, 709) + uniform(-1, 1) + powers(-18, 0)),
    'log': (mp.log, positive),
    'log2': (lambda x: mp.log(x) / mp.log(2), positive),
    'log1p': (mp.log1p, uniform(-0.999, 1) + [0.99 * x for x in powers(-18, 0)] + [abs(x) for x in powers(0, 300)]),
    'sin': (mp.sin, trigonometric),
    'cos': (mp.cos, trigonometric),
    'tanh': (mp.tanh, uniform(-20, 20) + uniform(-1, 1) + powers(-18, 0)),
    'sigmoid': (lambda x: 1 / (1 + mp.exp(-x)), uniform(-745, 40) + uniform(-5, 5)),
    'erf': (mp.erf, uniform(-6, 6) + uniform(-1.2, 1.2) + powers(-18, 0)),
}
bases = [(abs(x), y) for x, y in zip(powers(-3, 3, 40), uniform(-100, 100))]
bases += list(zip(uniform(0.5, 2), uniform(-1000, 1000))) + list(zip(uniform(0.9, 1.1), powers(0, 3.5, 40)))
random.seed(2)  # leaves the cases above as they are
cases['erfc'] = (mp.erfc, uniform(-6, 27, 60) + uniform(-1.2, 1.2) + uniform(24, 27.3) + powers(-18, 0))


def erfcx(x):
    if x < 1e9:
        return mp.exp(x * x) * mp.erfc(x)
    v = 1 / (2 * x * x)
    return (1 - v + 3 * v * v) / (x * mp.sqrt(mp.pi))


random.seed(3)
upward = [abs(x) for x in powers(-5, 300, 20)]
cases['tan'] = (mp.tan, trigonometric)
cases['log10'] = (mp.log10, positive)
cases['sinh'] = (mp.sinh, uniform(-710, 710, 30) + uniform(-21, 21) + powers(-18, 0))
cases['cosh'] = (mp.cosh, uniform(-710, 710, 30) + uniform(-3, 3) + powers(-18, 0))
cases['asinh'] = (mp.asinh, uniform(-3, 3) + powers(-18, 300))
cases['acosh'] = (mp.acosh, uniform(1, 3) + [1 + abs(x) for x in powers(-15, 0)] + [abs(x) for x in powers(0, 300)])
cases['atanh'] = (mp.atanh, uniform(-1, 1) + powers(-18, 0) + [1 - abs(x) for x in powers(-15, -1)])
cases['atan'] = (mp.atan, uniform(-3, 3, 60) + powers(-18, 300))
cases['asin'] = (mp.asin, uniform(-1, 1, 60) + powers(-18, 0) + [1 - abs(x) for x in powers(-15, -1)])
cases['acos'] = (mp.acos, uniform(-1, 1, 60) + [1 - abs(x) for x in powers(-15, -1)])
cases['erfcx'] = (erfcx, uniform(-5, 30, 60) + uniform(0, 2) + [abs(x) for x in powers(0, 300)])
cases['erfinv'] = (mp.erfinv, uniform(-1, 1, 60) + powers(-18, 0, 20) + [1 - abs(x) for x in powers(-15, -1, 20)])
cases['lgamma'] = (lambda x: mp.loggamma(x).real, uniform(0, 12, 80) + upward + [2 + x for x in powers(-15, -1)])
cases['trigamma'] = (lambda x: mp.psi(1, x), uniform(0, 12, 60) + upward)
cases['i0'] = (lambda x: mp.besseli(0, x), uniform(-12, 12, 30) + uniform(8, 712, 20))
cases['i0e'] = (lambda x: mp.besseli(0, x) * mp.exp(-abs(x)), uniform(-12, 12, 30) + uniform(8, 712, 20))
cases['i1'] = (lambda x: mp.besseli(1, x), uniform(-12, 12, 30) + uniform(8, 712, 20) + powers(-18, 0, 10))
cases['i1e'] = (lambda x: mp.besseli(1, x) * mp.exp(-abs(x)), uniform(-12, 12, 30) + uniform(8, 712, 20) + powers(-18, 0, 10))


def split(value):
    high = float(value)
    return [high, float(value - mp.mpf(high))]


out = {name: [[x, *split(f(mp.mpf(x)))] for x in xs if x != 0] for name, (f, xs) in cases.items()}
out['pow'] = [[x, y, *split(mp.mpf(x) ** mp.mpf(y))] for x, y in bases]
print('{\n' + ',\n'.join(f'"{name}": {json.dumps(rows)}' for name, rows in out.items()) + '\n}')
