"""Makes special.json: orthogonal polynomials as PyTorch computes them, and Bessel's and Airy's functions with 40 digits by
mpmath, which PyTorch itself requires: PyTorch's are wrong in the eighth digit around 5. At the corners all are PyTorch's, but
for infinite arguments of those that oscillate, where it has NaN: here they have their limit, 0, as in SciPy.

    python test/golden/special.py > test/golden/special.json      (PyTorch 2.13, CPU)
"""
import mpmath
import torch
from family import INF, NAN, case, write

mpmath.mp.dps = 40
special = torch.special


def t(*values):
    return torch.tensor(values, dtype=torch.float64)


def exact(op, function, xs):
    return case(op, lambda x: t(*(float(function(mpmath.mpf(v))) for v in x.tolist())), [t(*xs)], None, False)


positive = [1e-9, 1e-3, 0.1, 0.3, 0.5, 0.51, 0.9, 1.7, 2.5, 3.3, 5.0, 7.3, 8.0, 11.0, 16.0, 24.9, 25.1, 31.0, 77.0, 500.0]
both = [-v for v in positive] + positive
near = [v for v in both if abs(v) < 50]
moderate = t(-1.5, -1.0, -0.7, -0.2, 0.0, 0.3, 0.8, 1.0, 1.2, 2.5)
corners = t(0.0, NAN, -1.0)
far = t(INF, -INF)

polynomials = 'chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v chebyshev_polynomial_w ' \
    'shifted_chebyshev_polynomial_t shifted_chebyshev_polynomial_u shifted_chebyshev_polynomial_v ' \
    'shifted_chebyshev_polynomial_w hermite_polynomial_h hermite_polynomial_he laguerre_polynomial_l legendre_polynomial_p'


def camel(name):
    first, *rest = name.split('_')
    return first + ''.join(word.capitalize() for word in rest)


functions = {
    'bessel_j0': (lambda x: mpmath.besselj(0, x), both),
    'bessel_j1': (lambda x: mpmath.besselj(1, x), both),
    'bessel_y0': (lambda x: mpmath.bessely(0, x), positive),
    'bessel_y1': (lambda x: mpmath.bessely(1, x), positive),
    'modified_bessel_k0': (lambda x: mpmath.besselk(0, x), positive),
    'modified_bessel_k1': (lambda x: mpmath.besselk(1, x), positive),
    'scaled_modified_bessel_k0': (lambda x: mpmath.exp(x) * mpmath.besselk(0, x), positive),
    'scaled_modified_bessel_k1': (lambda x: mpmath.exp(x) * mpmath.besselk(1, x), positive),
    'spherical_bessel_j0': (lambda x: mpmath.sinc(x), both),
    'airy_ai': (mpmath.airyai, near),
}
cases = []
for name, (function, xs) in functions.items():
    cases.append(exact(camel(name), function, xs))
    cases.append(case(camel(name), getattr(special, name), [corners], None, False))
    if 'modified' in name or 'spherical' in name:
        cases.append(case(camel(name), getattr(special, name), [far], None, False))
for name in polynomials.split():
    for n in (0, 1, 2, 5, 9):
        cases.append(case(camel(name), lambda x: getattr(special, name)(x, n), [moderate], {'n': n}, False))
write('special', cases)
