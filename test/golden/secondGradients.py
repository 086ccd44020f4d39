"""Makes secondGradients.json: gradients of gradients of representative ops in float64, with PyTorch.

    python test/golden/secondGradients.py > test/golden/secondGradients.json

y = op(...inputs, attrs); first are the gradients of sum(y * upstream); second those of sum(first * weights) with respect to
the inputs and then to upstream. A null stands for an input without a gradient, or for one that is not used.
"""
import json
import random

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

random.seed(7)


def numbers(*shape, low=-1.5, high=1.5):
    count = 1
    for n in shape:
        count *= n
    data = [round(random.uniform(low, high), 3) for _ in range(count)]
    return torch.tensor(data, dtype=torch.float64).reshape(shape).requires_grad_()


def ints(values):
    return torch.tensor(values, dtype=torch.int64)


def zeroed(x, *places):
    with torch.no_grad():
        for place in places:
            x[place] = 0
    return x


def lstm(x, w, u, b, c):
    module = torch.nn.LSTM(2, 2, dtype=torch.float64)
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    return torch.func.functional_call(module, dict(zip(names, [w, u, b, c])), (x,))[0]


def attention(q, k, v):
    with sdpa_kernel(SDPBackend.MATH):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)


WEIGHT = [0.5, 1.5, 1.0]
cases = [
    ("div", {}, lambda a, b: a / b, [numbers(2, 3), numbers(3, low=0.5)]),
    ("pow", {}, lambda a, b: a**b, [numbers(2, 3, low=0.3), numbers(3)]),
    ("tanh", {}, torch.tanh, [numbers(4)]),
    ("gelu", {}, F.gelu, [zeroed(numbers(5), 2)]),
    ("gelu", {"approximate": "tanh"}, lambda x: F.gelu(x, approximate="tanh"), [zeroed(numbers(5), 2)]),
    ("silu", {}, F.silu, [numbers(4)]),
    ("softplus", {"beta": 2, "threshold": 2}, lambda x: F.softplus(x, 2, 2), [numbers(6)]),
    ("erfc", {}, torch.erfc, [numbers(4)]),
    ("logSigmoid", {}, F.logsigmoid, [numbers(4)]),
    ("prod", {"dim": 1}, lambda x: x.prod(1), [zeroed(numbers(3, 3), (1, 0), (2, 0), (2, 2))]),
    ("var", {"dim": 1, "correction": 0}, lambda x: x.var(1, correction=0), [numbers(2, 4)]),
    ("std", {"dim": 0}, lambda x: x.std(0), [numbers(3, 2)]),
    ("norm", {"p": 2, "dim": 1}, lambda x: x.norm(2, 1), [numbers(2, 3)]),
    ("logsumexp", {"dim": 1}, lambda x: x.logsumexp(1), [numbers(2, 3)]),
    ("softmax", {"dim": 1}, lambda x: x.softmax(1), [numbers(2, 3)]),
    ("logSoftmax", {"dim": 0}, lambda x: x.log_softmax(0), [numbers(3, 2)]),
    ("matmul", {}, torch.matmul, [numbers(2, 2, 3), numbers(3, 2)]),
    ("linear", {}, F.linear, [numbers(2, 3), numbers(2, 3), numbers(2)]),
    (
        "conv2d",
        {"stride": 2, "padding": 1, "groups": 2},
        lambda x, w, b: F.conv2d(x, w, b, 2, 1, groups=2),
        [numbers(1, 2, 4, 3), numbers(2, 1, 3, 2), numbers(2)],
    ),
    ("maxPool2d", {"kernelSize": 2, "stride": 1}, lambda x: F.max_pool2d(x, 2, 1), [numbers(1, 1, 3, 3)]),
    (
        "avgPool2d",
        {"kernelSize": 2, "padding": 1, "countIncludePad": False},
        lambda x: F.avg_pool2d(x, 2, padding=1, count_include_pad=False),
        [numbers(1, 1, 3, 3)],
    ),
    ("layerNorm", {}, lambda x, w, b: F.layer_norm(x, (4,), w, b), [numbers(2, 4), numbers(4), numbers(4)]),
    ("rmsNorm", {"eps": 1e-5}, lambda x, w: F.rms_norm(x, (3,), w, 1e-5), [numbers(2, 3), numbers(3)]),
    ("groupNorm", {"numGroups": 2}, lambda x, w, b: F.group_norm(x, 2, w, b), [numbers(1, 4, 2), numbers(4), numbers(4)]),
    (
        "batchNorm",
        {"training": True},
        lambda x, w, b: F.batch_norm(x, None, None, w, b, True),
        [numbers(4, 2), numbers(2), numbers(2)],
    ),
    ("scaledDotProductAttention", {"isCausal": True}, attention, [numbers(1, 1, 3, 2), numbers(1, 1, 3, 2), numbers(1, 1, 3, 2)]),
    (
        "crossEntropy",
        {"weight": WEIGHT, "labelSmoothing": 0.1, "ignoreIndex": 1},
        lambda x, t: F.cross_entropy(x, t, torch.tensor(WEIGHT, dtype=torch.float64), ignore_index=1, label_smoothing=0.1),
        [numbers(4, 3), ints([2, 1, 0, 2])],
    ),
    ("huberLoss", {"delta": 0.7}, lambda x, t: F.huber_loss(x, t, delta=0.7), [numbers(6), numbers(6)]),
    (
        "binaryCrossEntropyWithLogits",
        {},
        F.binary_cross_entropy_with_logits,
        [zeroed(numbers(4), 1), numbers(4, low=0.1, high=0.9)],
    ),
    ("embedding", {}, lambda w, i: F.embedding(i, w) ** 2, [numbers(3, 2), ints([0, 2, 2])]),
    ("lstm", {}, lstm, [numbers(2, 1, 2), numbers(8, 2), numbers(8, 2), numbers(8), numbers(8)]),
]


def plain(x):
    if x is None:
        return None
    return {"shape": list(x.shape), "data": [float(f"{v:.15g}") for v in x.detach().flatten().tolist()]}


rows = []
for op, attrs, fn, inputs in cases:
    leaves = [x for x in inputs if x.requires_grad]
    y = fn(*inputs)
    upstream = numbers(*y.shape)
    first = torch.autograd.grad(y, leaves, upstream, create_graph=True)
    weights = [numbers(*x.shape).detach() for x in leaves]
    used = [(g, w) for g, w in zip(first, weights) if g.requires_grad]
    second = torch.autograd.grad(sum((g * w).sum() for g, w in used), [*leaves, upstream], allow_unused=True)
    row = {"op": op, "attrs": attrs, "inputs": [plain(x) | {"leaf": x.requires_grad} for x in inputs]}
    row |= {"upstream": plain(upstream), "weights": [plain(w) for w in weights]}
    row |= {"first": [plain(g) for g in first], "second": [plain(g) for g in second]}
    rows.append(json.dumps(row))
print(f'{{"torch": "{torch.__version__.split("+")[0]}", "cases": [\n' + ",\n".join(rows) + "\n]}")
