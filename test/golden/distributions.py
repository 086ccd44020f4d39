"""Makes distributions.json: log-probabilities, entropies, means, variances and divergences in float64, with PyTorch.

    python test/golden/distributions.py > test/golden/distributions.json

A case is a class, its parameters in order, and values; the gradients are those of the sums of logProb and of entropy with
respect to the parameters. A null stands for what PyTorch does not have.
"""
import json
import random

import torch
import torch.distributions as D

random.seed(3)


def number(low, high):
    return round(random.uniform(low, high), 3)


def tensor(data):
    return torch.tensor(data, dtype=torch.float64).requires_grad_()


def params(kinds, n):
    ranges = {"real": (-1.5, 1.5), "positive": (0.3, 3.0), "unit": (0.1, 0.9)}
    return [tensor([number(*ranges[kind]) for _ in range(n)]) for kind in kinds]


REALS = [-2.0, 0.3, 1.7]
POSITIVES = [0.2, 1.0, 4.5]
COUNTS = [0.0, 2.0, 5.0]
BITS = [0.0, 1.0, 1.0]
UNIT = [0.1, 0.5, 0.93]
SIMPLE = [
    ("Normal", ["real", "positive"], REALS),
    ("LogNormal", ["real", "positive"], POSITIVES),
    ("HalfNormal", ["positive"], POSITIVES),
    ("Laplace", ["real", "positive"], REALS),
    ("Cauchy", ["real", "positive"], REALS),
    ("Gumbel", ["real", "positive"], REALS),
    ("Exponential", ["positive"], POSITIVES),
    ("StudentT", ["positive", "real", "positive"], REALS),
    ("Gamma", ["positive", "positive"], POSITIVES),
    ("Chi2", ["positive"], POSITIVES),
    ("Beta", ["positive", "positive"], UNIT),
    ("Bernoulli", ["unit"], BITS),
    ("Geometric", ["unit"], COUNTS),
    ("Poisson", ["positive"], COUNTS),
]
rows = []


def made(name, ps):
    ctor, rest = name.split(":") if ":" in name else (name, None)
    cls = getattr(D, ctor)
    if ctor == "Uniform":
        return cls(ps[0], ps[0] + ps[1])
    if rest is not None:
        return cls(**{rest: ps[0]}) if ctor != "MultivariateNormal" else cls(ps[0], **{rest: ps[1]})
    if ctor == "Binomial":
        return cls(ps[0].detach(), ps[1])
    if ctor == "Multinomial":
        return cls(5, ps[0])
    return cls(*ps)


def plain(x):
    if x is None:
        return None
    data = [v if abs(v) < float("inf") else str(v) for v in (float(f"{v:.15g}") for v in x.detach().double().flatten().tolist())]
    return {"shape": list(x.shape), "data": data}


def attempt(fn):
    try:
        return fn()
    except NotImplementedError:
        return None


def gradients(y, ps):
    if y is None or not y.requires_grad:
        return [None for _ in ps]
    return [plain(g) for g in torch.autograd.grad(y[torch.isfinite(y)].sum(), ps, allow_unused=True, retain_graph=True)]


def case(name, ps, values):
    d = made(name, ps)
    y = d.log_prob(values)
    h = attempt(d.entropy)
    if name == "Multinomial":
        # PyTorch takes the logarithm of 5! in float32.
        h = h + torch.lgamma(torch.tensor(6)).double() - torch.lgamma(torch.tensor(6.0, dtype=torch.float64))
    row = {"name": name, "params": [plain(p) for p in ps], "values": plain(values)}
    row |= {"batchShape": list(d.batch_shape), "eventShape": list(d.event_shape), "logProb": plain(y)}
    row |= {"logProbGradients": gradients(y, ps), "entropy": plain(h), "entropyGradients": gradients(h, ps)}
    row |= {"mean": plain(d.mean), "variance": plain(d.variance)}
    rows.append(row)


for name, kinds, values in SIMPLE:
    case(name, params(kinds, 3), torch.tensor(values, dtype=torch.float64))
case("Uniform", [tensor([-1.0, 0.5]), tensor([2.0, 1.0])], torch.tensor([[0.5, 0.7], [1.0 - 1e-9, 1.5 - 1e-9]], dtype=torch.float64))
case("Bernoulli:logits", [tensor([-2.0, 0.4, 5.0])], torch.tensor([[0.0, 1.0, 0.0]], dtype=torch.float64))
case("Geometric:logits", [tensor([-1.0, 0.4])], torch.tensor([3.0, 0.0], dtype=torch.float64))
case("Binomial", [tensor([5.0, 3.0]), tensor([0.3, 0.8])], torch.tensor([[2.0, 3.0], [0.0, 1.0]], dtype=torch.float64))
case("Categorical", [tensor([[0.2, 0.3, 0.5], [1.0, 2.0, 1.0]])], torch.tensor([2, 1]))
case("Categorical:logits", [tensor([0.2, -0.3, 1.5])], torch.tensor([[2], [0]]))
case("OneHotCategorical", [tensor([[0.2, 0.3, 0.5]])], torch.tensor([[0.0, 1.0, 0.0]], dtype=torch.float64))
case("OneHotCategorical:logits", [tensor([0.2, -0.3, 1.5])], torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], dtype=torch.float64))
case("Multinomial", [tensor([0.2, 0.3, 0.5])], torch.tensor([[1.0, 2.0, 2.0], [5.0, 0.0, 0.0]], dtype=torch.float64))
case("Dirichlet", [tensor([[0.7, 1.5, 3.0], [2.0, 2.0, 1.0]])], torch.tensor([0.2, 0.3, 0.5], dtype=torch.float64))
loc = tensor([[0.5, -1.0, 0.2], [0.0, 1.0, -0.4]])
matrix = [[2.0, 0.3, -0.4], [0.3, 1.5, 0.2], [-0.4, 0.2, 1.0]]
points = torch.tensor([[0.1, 0.2, 0.3], [1.0, -1.0, 0.5]], dtype=torch.float64)
case("MultivariateNormal", [loc, tensor(matrix)], points)
case("MultivariateNormal:precision_matrix", [loc, tensor(matrix)], points)
case("MultivariateNormal:scale_tril", [loc, tensor([[1.0, 0.0, 0.0], [0.5, 2.0, 0.0], [-0.3, 0.4, 0.7]])], points)

divergences = []


def divergence(p, ps, q, qs):
    y = D.kl_divergence(made(p, ps), made(q, qs))
    row = {"p": p, "pParams": [plain(x) for x in ps], "q": q, "qParams": [plain(x) for x in qs], "kl": plain(y)}
    row["gradients"] = gradients(y, [*ps, *qs])
    divergences.append(row)


for name, kinds, _ in SIMPLE:
    if name in ("StudentT", "Chi2"):
        continue
    divergence(name, params(kinds, 2), name, params(kinds, 2))
divergence("Chi2", params(["positive"], 2), "Gamma", params(["positive", "positive"], 2))
divergence("Exponential", params(["positive"], 2), "Gamma", params(["positive", "positive"], 2))
divergence("Gamma", params(["positive", "positive"], 2), "Exponential", params(["positive"], 2))
divergence("Bernoulli", params(["unit"], 2), "Poisson", params(["positive"], 2))
divergence("Uniform", [tensor([0.0, 0.0]), tensor([1.0, 3.0])], "Uniform", [tensor([-1.0, -1.0]), tensor([3.0, 2.0])])
divergence("Uniform", [tensor([0.0, 0.5]), tensor([1.0, 3.0])], "Normal", params(["real", "positive"], 2))
divergence("Binomial", [tensor([5.0]), tensor([0.3])], "Binomial", [tensor([5.0]), tensor([0.6])])
divergence("Categorical", [tensor([[0.2, 0.3, 0.5]])], "Categorical", [tensor([1.0, 1.0, 2.0])])
divergence("OneHotCategorical", [tensor([0.2, 0.3, 0.5])], "OneHotCategorical", [tensor([1.0, 1.0, 2.0])])
divergence("Dirichlet", [tensor([0.7, 1.5, 3.0])], "Dirichlet", [tensor([1.0, 1.0, 2.0])])
divergence("MultivariateNormal", [loc, tensor(matrix)], "MultivariateNormal:scale_tril", [tensor([0.0, 0.5, 0.0]), tensor([[1.0, 0.0, 0.0], [0.5, 2.0, 0.0], [-0.3, 0.4, 0.7]])])

slopes = []
torch.manual_seed(0)
for alpha in [0.05, 0.3, 0.9, 1.0, 2.5, 7.0, 20.0, 300.0]:
    for part in [0.1, 0.6, 1.0, 1.5, 2.5]:
        a, x = torch.tensor(alpha, dtype=torch.float64), torch.tensor(alpha * part, dtype=torch.float64)
        slopes.append([alpha, alpha * part, torch._standard_gamma_grad(a, x).item()])
print('{"torch": "%s",\n"cases": [\n%s\n],\n"divergences": [\n%s\n],\n"gammaSlopes": %s}' % (
    torch.__version__.split("+")[0],
    ",\n".join(json.dumps(row) for row in rows),
    ",\n".join(json.dumps(row) for row in divergences),
    json.dumps(slopes),
))
