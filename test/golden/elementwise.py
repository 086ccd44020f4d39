"""Makes elementwise.json: values and gradients of the elementwise ops, corners included, as PyTorch computes them.

    python test/golden/elementwise.py > test/golden/elementwise.json      (PyTorch 2.13, CPU, float64)

A case is { op, params, domain: [[low, high] or null for signs, ...], inputs: [[...], ...], upstream, output,
grads: [[...] or null, ...] }; numbers that are not finite are strings. Each case has a seed of its own, so that a new one
leaves the others as they are. gradcheck draws its inputs from `domain`.
"""
import json
import zlib
import torch
import torch.nn.functional as F

NAN, INF = float('nan'), float('inf')
REAL = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 30.0, -30.0]
POSITIVE = [0.0, 1.0, 2.0, 0.25, 1e-300, INF, NAN]

one = {  # op: (function, domain, corners, parameters)
    'neg': (torch.neg, (-3, 3), REAL, []),
    'abs': (torch.abs, (-3, 3), REAL, []),
    'sign': (torch.sign, (-3, 3), REAL, []),
    'square': (torch.square, (-3, 3), REAL, []),
    'sqrt': (torch.sqrt, (0.1, 4), POSITIVE + [-1.0], []),
    'rsqrt': (torch.rsqrt, (0.1, 4), [1.0, 4.0, INF, NAN, -1.0], []),
    'reciprocal': (torch.reciprocal, (0.1, 4), [1.0, -4.0, INF, NAN, 0.0], []),
    'exp': (torch.exp, (-3, 3), REAL + [710.0, -745.0], []),
    'exp2': (torch.exp2, (-3, 3), REAL, []),
    'expm1': (torch.expm1, (-3, 3), REAL + [1e-20], []),
    'log': (torch.log, (0.1, 4), POSITIVE + [-1.0], []),
    'log2': (torch.log2, (0.1, 4), POSITIVE + [-1.0], []),
    'log1p': (torch.log1p, (-0.9, 4), [0.0, -0.0, 1e-20, -1.0, -2.0, INF, NAN], []),
    'sin': (torch.sin, (-30, 30), [0.0, -0.0, INF, NAN, 1e5, 1e22], []),
    'cos': (torch.cos, (-30, 30), [0.0, -0.0, INF, NAN, 1e5, 1e22], []),
    'erf': (torch.erf, (-3, 3), REAL, []),
    'erfc': (torch.erfc, (-3, 3), REAL, []),
    'tanh': (torch.tanh, (-3, 3), REAL, []),
    'sigmoid': (torch.sigmoid, (-3, 3), REAL, []),
    'logSigmoid': (F.logsigmoid, (-3, 3), [0.0, 1.0, -1.0, 30.0, -30.0, NAN], []),
    'relu': (F.relu, (-3, 3), [NAN, INF, -INF, 0.0, 1.0, -1.0], []),
    'leakyRelu': (F.leaky_relu, (-3, 3), [NAN, INF, -INF, 0.0, 1.0, -1.0], [0.2]),
    'elu': (F.elu, (-3, 3), [INF, -INF, 0.0, 1.0, -1.0], [1.3]),
    'gelu': (F.gelu, (-3, 3), [NAN, 0.0, 1.0, -1.0, 30.0, -30.0], []),
    'geluTanh': (lambda x: F.gelu(x, approximate='tanh'), (-3, 3), [NAN, 0.0, 1.0, -1.0, 30.0, -30.0], []),
    'silu': (F.silu, (-3, 3), [NAN, 0.0, 1.0, -1.0, 30.0, -30.0], []),
    'hardswish': (F.hardswish, (-4, 4), [NAN, INF, -INF, 0.0, 3.0, -3.0, 30.0, -30.0], []),
    'relu6': (F.relu6, (-2, 8), [NAN, INF, -INF, 0.0, 6.0, 7.0], []),
    'hardtanh': (F.hardtanh, (-3, 3), [NAN, INF, -INF, -0.5, 0.7], [-0.5, 0.7]),
    'hardsigmoid': (lambda x: F.relu6(x + 3) / 6, (-4, 4), [NAN, INF, -INF, 0.0, 3.0, -3.0], []),
    'hardshrink': (F.hardshrink, (-2, 2), [NAN, INF, -INF, 0.0, 0.4, -0.4], [0.4]),
    'softshrink': (F.softshrink, (-2, 2), [NAN, 0.0, 0.4, -0.4], [0.4]),
    'selu': (F.selu, (-3, 3), [NAN, INF, -INF, 0.0, 1.0, -30.0], []),
    'celu': (F.celu, (-3, 3), [NAN, INF, -INF, 0.0, 1.0, -30.0], [0.5]),
    'softsign': (F.softsign, (-3, 3), [NAN, 0.0, 1.0, -30.0], []),
    'tanhshrink': (F.tanhshrink, (-3, 3), [NAN, 0.0, 1.0, -30.0], []),
    'threshold': (F.threshold, (-2, 2), [NAN, INF, -INF, 0.4], [0.4, 20.0]),
    'mish': (F.mish, (-3, 3), [NAN, 0.0, 1.0, -1.0, 25.0, -30.0], []),
    'softplus': (F.softplus, (-3, 3), [NAN, 0.0, 10.0, 10.1, -30.0, 30.0], [2.0, 20.0]),
    'clamp': (torch.clamp, (-3, 3), [NAN, INF, -INF, 0.0, -0.5, 0.7], [-0.5, 0.7]),
    'addScalar': (lambda x, v: x + v, (-3, 3), REAL, [0.3]),
    'mulScalar': (lambda x, v: x * v, (-3, 3), REAL, [0.3]),
    'divScalar': (lambda x, v: x / v, (-3, 3), REAL, [0.3]),
    'subFromScalar': (lambda x, v: v - x, (-3, 3), REAL, [0.3]),
    'divIntoScalar': (lambda x, v: v / x, (0.5, 3), [INF, NAN, 0.0, 2.0], [0.3]),
}
UNIT = [0.0, -0.0, 0.5, 1.0, -1.0, 1.5, -1.5, NAN, INF, -INF, 1e-20]
WHOLE = REAL + [1.5, 2.5, -0.5, -2.5, 1e15 + 0.5, 1e300]
GAMMA = [0.5, 1.0, 2.0, 3.0, 8.0, 100.0, 1e10, 1e-10, -0.5, -2.5, -10.3, NAN]
BESSEL = [0.0, 1.0, -1.0, 8.0, -8.5, 30.0, -30.0, NAN, 1e-20]
special = torch.special


class Digamma(torch.autograd.Function):
    """With an exact derivative: PyTorch's own trigamma is right to nine digits."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.digamma(x)

    @staticmethod
    def backward(ctx, g):
        return g * special.zeta(2, ctx.saved_tensors[0])


one |= {
    'floor': (torch.floor, (-3, 3), WHOLE, []),
    'ceil': (torch.ceil, (-3, 3), WHOLE, []),
    'trunc': (torch.trunc, (-3, 3), WHOLE, []),
    'roundWhole': (torch.round, (-3, 3), WHOLE, []),
    'frac': (torch.frac, (-3, 3), WHOLE, []),
    'log10': (torch.log10, (0.1, 4), POSITIVE + [-1.0, 1000.0], []),
    'logitOf': (torch.logit, (0.1, 0.9), [0.0, 0.5, 1.0, NAN], []),
    'entr': (special.entr, (0.1, 4), [1.0, 2.0, NAN, 1e-300], []),
    'tan': (torch.tan, (-1.4, 1.4), [0.0, -0.0, INF, NAN, 1e5, 1e22, 30.0], []),
    'asin': (torch.asin, (-0.95, 0.95), UNIT, []),
    'acos': (torch.acos, (-0.95, 0.95), UNIT, []),
    'atan': (torch.atan, (-3, 3), REAL + [1e-20, 1e10], []),
    'sinh': (torch.sinh, (-3, 3), REAL + [1e-20, 710.0, -720.0], []),
    'cosh': (torch.cosh, (-3, 3), REAL + [1e-20, 710.0, -720.0], []),
    'asinh': (torch.asinh, (-3, 3), REAL + [1e-20, 1e150], []),
    'acosh': (torch.acosh, (1.1, 4), [1.0, 2.0, INF, NAN, 0.5, 1e150], []),
    'atanh': (torch.atanh, (-0.9, 0.9), UNIT, []),
    'sinc': (torch.sinc, (-3, 3), [0.0, 0.5, 1e-3, NAN, 100.25], []),
    'erfcx': (special.erfcx, (-3, 3), [NAN, INF, 0.0, 30.0, -5.0, 1e200, 12.0], []),
    'erfinv': (torch.erfinv, (-0.95, 0.95), [0.0, 0.5, 1.0, -1.0, 1.5, NAN, 1e-20, 1 - 1e-10], []),
    'ndtr': (special.ndtr, (-3, 3), [NAN, INF, -INF, 0.0, -8.0, 8.0], []),
    'ndtri': (special.ndtri, (0.05, 0.95), [0.5, 0.0, 1.0, NAN, 1e-10, 0.25], []),
    'logNdtr': (special.log_ndtr, (-3, 3), [NAN, 0.0, -1.0, -30.0, 8.0], []),
    'lgamma': (torch.lgamma, (0.2, 4), GAMMA, []),
    'digamma': (Digamma.apply, (0.2, 4), GAMMA[:8], []),
    'i0': (special.i0, (-3, 3), BESSEL, []),
    'i0e': (special.i0e, (-3, 3), BESSEL, []),
    'i1': (special.i1, (-3, 3), BESSEL[:-2] + [1e-20], []),
    'i1e': (special.i1e, (-3, 3), BESSEL[:-2] + [1e-20], []),
}
for exponent in [2.0, 3.0, 0.5, -1.0, 2.5, 0.0, 1.0]:
    domain = (-3, 3) if exponent == int(exponent) else (0.1, 3)
    one[f'powScalar {exponent}'] = (torch.pow, domain, [1.0, 2.0, INF, NAN] + [0.0] * (exponent > 0), [exponent])

PAIRS = [(1.0, 1.0), (NAN, 1.0), (1.0, NAN), (0.0, 2.0), (-1.0, 3.0), (INF, 1.0)]
none = {'reduction': 'none'}
two = {  # op: (function, domain of a, domain of b, corners, parameters)
    'add': (torch.add, (-3, 3), (-3, 3), PAIRS, []),
    'sub': (torch.sub, (-3, 3), (-3, 3), PAIRS, []),
    'mul': (torch.mul, (-3, 3), (-3, 3), PAIRS, []),
    'div': (torch.div, (-3, 3), (0.5, 3), PAIRS, []),
    'addScaled': (lambda a, b, v: torch.add(a, b, alpha=v), (-3, 3), (-3, 3), PAIRS, [0.3]),
    'lerp': (torch.lerp, (-3, 3), (-3, 3), [(1.0, 1.0), (2.0, -1.0)], [0.3]),
    'maximum': (torch.maximum, (-3, 3), (-3, 3), PAIRS, []),
    'minimum': (torch.minimum, (-3, 3), (-3, 3), PAIRS, []),
    'pow': (torch.pow, (0.1, 3), (-3, 3), [(0.0, 0.0), (0.0, 2.0), (0.0, 0.5), (2.0, 3.0), (-2.0, 2.0), (-2.0, 0.5)], []),
    'squaredError': (lambda x, t: F.mse_loss(x, t, **none), (-3, 3), (-3, 3), PAIRS[:1], []),
    'absoluteError': (lambda x, t: F.l1_loss(x, t, **none), (-3, 3), (-3, 3), PAIRS[:1], []),
    'smoothL1': (lambda x, t, b: F.smooth_l1_loss(x, t, beta=b, **none), (-1, 1), (-1, 1), [(1.0, 1.0), (0.5, 0.0), (-0.5, 0.0)], [0.5]),
    'huber': (lambda x, t, d: F.huber_loss(x, t, delta=d, **none), (-1, 1), (-1, 1), [(1.0, 1.0), (0.5, 0.0), (-0.5, 0.0)], [0.5]),
    'bce': (lambda x, t: F.binary_cross_entropy(x, t, **none), (0.05, 0.95), (0.05, 0.95), [(0.3, 1.0), (0.3, 0.0)], []),
    'bceWithLogits': (lambda x, t: F.binary_cross_entropy_with_logits(x, t, **none), (-3, 3), (0, 1), [(50.0, 1.0), (-50.0, 0.5), (0.0, 0.0)], []),
    'klDiv': (lambda x, t: F.kl_div(x, t, **none), (-3, 0), (0.05, 1), [], []),
    'klDivLogTarget': (lambda x, t: F.kl_div(x, t, log_target=True, **none), (-3, 0), (-3, 0), [(0.0, 0.0)], []),
    'poissonNll': (lambda x, t: F.poisson_nll_loss(x, t, **none), (-2, 2), (0, 5), [(0.0, 0.0)], []),
    'poissonNllRate': (lambda x, t, e: F.poisson_nll_loss(x, t, log_input=False, eps=e, **none), (0.1, 2), (0, 5), [(1.0, 0.0)], [1e-8]),
    'preluScaled': (lambda x, w: torch.where(x > 0, x, w * x), (-2, 2), (0.1, 1), [(0.0, 0.5), (1.0, 0.5)], []),
    'hingeEmbedding': (lambda x, t, m: F.hinge_embedding_loss(x, t, margin=m, **none), (-2, 2), None, [(0.8, -1.0), (1.0, -1.0)], [0.8]),
}
REST = [(5.0, 3.0), (-5.0, 3.0), (5.0, -3.0), (-5.0, -3.0), (6.0, 3.0), (5.0, INF), (NAN, 1.0), (1.0, NAN), (1e15, 0.3)]
two |= {
    'remainder': (torch.remainder, (1, 3), (4, 6), REST + [(-5.0, INF), (5.0, 0.0)], []),
    'fmod': (torch.fmod, (1, 3), (4, 6), REST + [(-5.0, INF), (5.0, 0.0)], []),
    'floorDivide': (lambda a, b: torch.div(a, b, rounding_mode='floor'), (1, 3), (4, 6), REST + [(-5.0, INF), (5.0, 0.0), (-0.0, 1.0)], []),
    'fmax': (torch.fmax, (-3, 3), (-3, 3), PAIRS + [(NAN, NAN)], []),
    'fmin': (torch.fmin, (-3, 3), (-3, 3), PAIRS + [(NAN, NAN)], []),
    'copysign': (torch.copysign, (-3, 3), (-3, 3), PAIRS + [(1.0, -0.0), (-1.0, 0.0), (0.0, -1.0)], []),
    'logaddexp': (torch.logaddexp, (-3, 3), (-3, 3), PAIRS + [(1000.0, 999.0), (-1e4, 5.0), (1000.0, 1000.0)], []),
    'logaddexp2': (torch.logaddexp2, (-3, 3), (-3, 3), PAIRS + [(1000.0, 999.0), (-1e4, 5.0), (1000.0, 1000.0)], []),
    'xlogy': (torch.xlogy, (-3, 3), (0.1, 3), PAIRS + [(2.0, 0.0), (0.0, NAN), (0.0, INF)], []),
    'xlog1py': (special.xlog1py, (-3, 3), (-0.9, 3), PAIRS + [(2.0, -1.0), (0.0, NAN), (0.0, INF)], []),
    'atan2': (torch.atan2, (-3, 3), (-3, 3), [(1.0, 1.0), (NAN, 1.0), (1.0, NAN), (0.0, 2.0), (-1.0, 0.0), (1.0, -0.0), (0.0, -2.0), (-0.0, -2.0)], []),
    'hypot': (torch.hypot, (-3, 3), (-3, 3), [(1.0, 1.0), (NAN, 1.0), (0.0, 2.0), (1e300, 1.0), (3e200, 4e200)], []),
}
three = {
    'lerpTensor': (torch.lerp, [(-3, 3), (-3, 3), (0.6, 1)]),
    'bceWithLogitsWeighted': (lambda x, t, w: F.binary_cross_entropy_with_logits(x, t, pos_weight=w, **none), [(-3, 3), (0, 1), (0.5, 3)]),
}


def numbers(t):
    return [x if abs(x) < INF else str(x) for x in t.tolist()] if t is not None else None


def draw(domain, n):
    if domain is None:
        return torch.randint(0, 2, (n,), dtype=torch.float64) * 2 - 1
    low, high = domain
    return torch.rand(n, dtype=torch.float64) * (high - low) + low


def case(op, function, inputs, params, domain):
    inputs = [i.clone().requires_grad_(k < 2 or op == 'lerpTensor') for k, i in enumerate(inputs)]
    output = function(*inputs, *params)
    upstream = torch.randn(output.shape, dtype=torch.float64)
    output.backward(upstream)
    return {
        'op': op.split()[0],
        'params': params,
        'domain': domain,
        'inputs': [numbers(i.detach()) for i in inputs],
        'upstream': numbers(upstream),
        'output': numbers(output.detach()),
        'grads': [numbers(i.grad) for i in inputs],
    }


cases = []
for op, (function, domain, corners, params) in one.items():
    torch.manual_seed(zlib.crc32(op.encode()))
    x = torch.cat([draw(domain, 8), torch.tensor(corners, dtype=torch.float64)])
    cases.append(case(op, function, [x], params, [domain]))
for op, (function, first, second, corners, params) in two.items():
    torch.manual_seed(zlib.crc32(op.encode()))
    pairs = torch.tensor(corners, dtype=torch.float64).reshape(-1, 2)
    x = [torch.cat([draw(d, 8), pairs[:, k]]) for k, d in enumerate((first, second))]
    cases.append(case(op, function, x, params, [first, second]))
for op, (function, domains) in three.items():
    torch.manual_seed(zlib.crc32(op.encode()))
    cases.append(case(op, function, [draw(d, 8) for d in domains], [], domains))

lines = ',\n'.join(json.dumps(c) for c in cases)
print(f'{{"about": "see elementwise.py", "torch": "{torch.__version__}", "cases": [\n{lines}\n]}}')
