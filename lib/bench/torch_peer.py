"""The PyTorch side of `npm run bench -- --peer torch`.

Reads one JSON request a line from standard input and answers each with one line. peer.ts starts it and documents the
requests; an op below takes the tensors of a row by name and the row's arguments, and returns a function that does the
work once and returns its results.
"""

import json
import math
import os
import platform
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

from torch_models import MODELS

aten = torch.ops.aten
OPS = {}


def op(function):
    OPS[function.__name__] = function
    return function


# --- matmul ---


@op
def mm(t, layout="nn", bfloat16=False):
    a, b = (x.bfloat16() if bfloat16 else x for x in (t["a"], t["b"]))
    a = a.t() if layout[0] == "t" else a
    b = b.t() if layout[1] == "t" else b
    out = torch.empty(a.shape[0], b.shape[1], dtype=a.dtype)
    return lambda: torch.mm(a, b, out=out)


@op
def bmm(t, layout="nn"):
    a = t["a"].transpose(1, 2) if layout[0] == "t" else t["a"]
    b = t["b"].transpose(1, 2) if layout[1] == "t" else t["b"]
    out = torch.empty(a.shape[0], a.shape[1], b.shape[2], dtype=a.dtype)
    return lambda: torch.bmm(a, b, out=out)


@op
def linear(t, activation="none"):
    x, w, b = t["x"], t["w"], t["b"]
    if activation == "relu":
        return lambda: F.relu(F.linear(x, w, b))
    if activation == "gelu":
        return lambda: F.gelu(F.linear(x, w, b), approximate="tanh")
    return lambda: F.linear(x, w, b)


# --- convolution and pooling ---


def convolution(t, stride, padding, dilation, groups, channels_last):
    kind = torch.channels_last if channels_last else torch.contiguous_format
    tensors = [t[name].contiguous(memory_format=kind) for name in ("x", "w", "dy") if name in t]
    return tensors, dict(stride=[stride] * 2, padding=[padding] * 2, dilation=[dilation] * 2, groups=groups)


@op
def conv2d(t, stride=1, padding=0, dilation=1, groups=1, channels_last=False):
    (x, w), options = convolution(t, stride, padding, dilation, groups, channels_last)
    bias = t.get("b")
    return lambda: F.conv2d(x, w, bias, **options)


@op
def conv2d_grad(t, mask="110", stride=1, padding=0, dilation=1, groups=1, channels_last=False):
    """mask: which of the gradients of input, weight and bias are wanted; zeros and ones in that order."""
    (x, w, dy), o = convolution(t, stride, padding, dilation, groups, channels_last)
    wanted = [c == "1" for c in mask]
    sizes = [w.shape[0]] if wanted[2] else None

    def work():
        grads = aten.convolution_backward(
            dy, x, w, sizes, o["stride"], o["padding"], o["dilation"], False, [0, 0], o["groups"], wanted
        )
        return [g for g, want in zip(grads, wanted) if want]

    return work


@op
def relu_max_pool(t, kernel=2):
    """Forward and backward. Results: the output, the gradient of the input."""
    x, dy = t["x"].requires_grad_(), t["dy"]

    def work():
        with torch.enable_grad():
            y = F.max_pool2d(F.relu(x), kernel)
        return [y, torch.autograd.grad(y, x, dy)[0]]

    return work


@op
def interpolate(t, mode="bilinear"):
    """Twice the size, forward and backward. Results: the output, the gradient of the input."""
    x, dy = t["x"].requires_grad_(), t["dy"]

    def work():
        with torch.enable_grad():
            y = F.interpolate(x, scale_factor=2, mode=mode)
        return [y, torch.autograd.grad(y, x, dy)[0]]

    return work


@op
def conv_transpose2d(t, stride=1, padding=0):
    """Forward and backward. Results: output, gradients of input, weight and bias."""
    x, w, b = (t[name].requires_grad_() for name in ("x", "w", "b"))
    dy = t["dy"]

    def work():
        with torch.enable_grad():
            y = F.conv_transpose2d(x, w, b, stride, padding)
        return [y, *torch.autograd.grad(y, [x, w, b], dy)]

    return work


@op
def batch_norm_relu(t, eps=1e-5):
    """Forward and backward in training mode. Results: output, gradients of input, weight and bias."""
    x, w, b = (t[name].requires_grad_() for name in ("x", "w", "b"))
    dy = t["dy"]

    def work():
        with torch.enable_grad():
            y = F.relu(F.batch_norm(x, None, None, w, b, True, 0.1, eps))
        return [y, *torch.autograd.grad(y, [x, w, b], dy)]

    return work


# --- losses, norms, activations ---


@op
def cross_entropy(t):
    """Forward and backward. Results: the gradient of the logits."""
    x, target = t["x"].requires_grad_(), t["target"]

    def work():
        with torch.enable_grad():
            loss = F.cross_entropy(x, target)
        return torch.autograd.grad(loss, x)[0]

    return work


@op
def layer_norm(t, eps=1e-5):
    x, w, b = t["x"], t["w"], t["b"]
    return lambda: torch.native_layer_norm(x, [x.shape[-1]], w, b, eps)[0]


@op
def layer_norm_grad(t, eps=1e-5):
    x, w, b, dy = t["x"], t["w"], t["b"], t["dy"]
    shape = [x.shape[-1]]
    _, mean, rstd = torch.native_layer_norm(x, shape, w, b, eps)
    return lambda: aten.native_layer_norm_backward(dy, x, shape, mean, rstd, w, b, [True, True, True])


@op
def gelu(t, approximate="none"):
    x, out = t["x"], torch.empty_like(t["x"])
    return lambda: aten.gelu.out(x, approximate=approximate, out=out)


@op
def gelu_grad(t, approximate="none"):
    x, dy, out = t["x"], t["dy"], torch.empty_like(t["x"])
    return lambda: aten.gelu_backward.grad_input(dy, x, approximate=approximate, grad_input=out)


@op
def unary(t, name):
    x, out = t["x"], torch.empty_like(t["x"])
    # What torch.nn.functional calls for these two.
    if name == "relu":
        return lambda: aten.clamp_min.out(x, 0, out=out)
    if name == "silu":
        return lambda: aten.silu.out(x, out=out)
    function = getattr(torch, name)
    return lambda: function(x, out=out)


@op
def binary(t, name):
    x, y = t["x"], t["y"]
    out = torch.empty(torch.broadcast_shapes(x.shape, y.shape), dtype=x.dtype)
    function = getattr(torch, name)
    return lambda: function(x, y, out=out)


@op
def softmax(t, log=False):
    x = t["x"]
    function = aten._log_softmax.out if log else aten._softmax.out
    out = torch.empty_like(x)
    return lambda: function(x, -1, False, out=out)


@op
def reduce(t, name, dim=None):
    x = t["x"]
    function = getattr(torch, name)
    return (lambda: function(x)) if dim is None else (lambda: function(x, dim=dim))


# --- moving elements ---


@op
def permute(t, order):
    x = t["x"].permute(*order)
    out = torch.empty(x.shape, dtype=x.dtype)
    return lambda: out.copy_(x)


@op
def embedding(t):
    weight, ids = t["weight"], t["ids"]
    return lambda: F.embedding(ids, weight)


@op
def embedding_grad(t, rows):
    dy, ids = t["dy"], t["ids"]
    return lambda: aten.embedding_dense_backward(dy, ids, rows, -1, False)


# --- attention ---


@op
def attention(t):
    """Causal, forward and backward. Results: the output, the gradients of q, k and v."""
    q, k, v = (t[name].requires_grad_() for name in ("q", "k", "v"))
    dy = t["dy"]

    def work():
        with torch.enable_grad():
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return [y, *torch.autograd.grad(y, [q, k, v], dy)]

    return work


# --- ops and layers as users call them ---


@op
def sort(t):
    return lambda: torch.sort(t["x"])[0]


@op
def topk(t, k):
    return lambda: torch.topk(t["x"], k)[0]


@op
def cumsum(t, dim):
    return lambda: torch.cumsum(t["x"], dim)


@op
def einsum(t, equation):
    return lambda: torch.einsum(equation, *t.values())


@op
def eigh(t):
    symmetric = t["x"] + t["x"].T
    return lambda: torch.linalg.eigh(symmetric)[0]


@op
def svd(t):
    return lambda: torch.linalg.svd(t["x"])[1]


@op
def solve(t):
    return lambda: torch.linalg.solve(t["x"], t["b"])


@op
def embedding_bag(t):
    """Sums, forward and backward. Results: the output, the gradient of the table."""
    weight, ids, dy = t["weight"].requires_grad_(), t["ids"], t["dy"]

    def work():
        with torch.enable_grad():
            y = F.embedding_bag(ids, weight, mode="sum")
        return [y, torch.autograd.grad(y, weight, dy)[0]]

    return work


@op
def encoder_layer(t, heads, wide):
    """Forward and backward without dropout. Results: the output, the gradients of the parameters."""
    x, dy = t["x"], t["dy"]
    layer = nn.TransformerEncoderLayer(x.shape[-1], heads, wide, 0.0, batch_first=True).to(x.dtype)
    params = list(layer.parameters())
    for i, p in enumerate(params):
        p.copy_(t[f"p{i}"])

    def work():
        with torch.enable_grad():
            y = layer(x)
        return [y, *torch.autograd.grad(y, params, dy)]

    return work


# --- optimizers ---


def optimizer_step(t, make):
    params = [t[f"p{i}"].requires_grad_() for i in range(sum(name[0] == "p" for name in t))]
    for i, p in enumerate(params):
        p.grad = t[f"g{i}"]
    optimizer = make(params)

    def work():
        optimizer.step()
        return params

    return work


@op
def optimizer(t, name, kind, **options):
    make = getattr(torch.optim, name)
    extra = {} if name in ("Muon", "Adafactor") else {kind: True}
    return optimizer_step(t, lambda params: make(params, **options, **extra))


# --- whole training steps ---


def training_step(t, params, optimizer, loss_of):
    """Results: the loss and the gradients of the parameters."""

    def work():
        with torch.enable_grad():
            optimizer.zero_grad()
            loss = loss_of()
            loss.backward()
            optimizer.step()
            return [torch.tensor(loss.item()), *(p.grad for p in params)]

    return work


@op
def step(t, model, fused=True, channels_last=False, compile=False, autocast=False):
    """A step of a model of torch_models.py, in one of PyTorch's modes."""
    make_model, make_optimizer, loss = MODELS[model]
    model = make_model().to(t["p0"].dtype)
    params = list(model.parameters())
    with torch.no_grad():
        for i, p in enumerate(params):
            p.copy_(t[f"p{i}"])
    x, target = t["x"], t["target"]
    if channels_last:
        x = x.contiguous(memory_format=torch.channels_last)
        model = model.to(memory_format=torch.channels_last)
    run = torch.compile(model) if compile else model

    def loss_of():
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            return loss(run(x), target)

    return training_step(t, params, make_optimizer(params, fused), loss_of)


@op
def step_rosenbrock(t):
    x, y = t["p0"].requires_grad_(), t["p1"].requires_grad_()
    optimizer = torch.optim.Adam([x, y], lr=0.01)
    return training_step(t, [x, y], optimizer, lambda: (1 - x) ** 2 + 100 * (y - x**2) ** 2 + 1)


# --- random numbers: others than ours, only their time is compared ---


@op
def draw(t, name):
    x = t["x"]
    return (lambda: x.uniform_()) if name == "uniform" else (lambda: x.normal_())


@op
def dropout(t, p):
    x = t["x"]
    return lambda: torch.native_dropout(x, p, True)


# --- the requests ---


def fill(spec, dtype):
    """The values that data.ts makes from the same words: a hash of the position and the seed."""
    shape, low = spec["shape"], 0xFFFFFFFF
    if spec["fill"] == "zeros":
        return torch.zeros(shape, dtype=dtype)
    n = 1
    for size in shape:
        n *= size
    h = torch.arange(n, dtype=torch.int64)
    h.mul_(0x2C1B3C6D).add_(spec["seed"] * 0x9E3779B1 & low).bitwise_and_(low)
    for _ in range(2):
        h.bitwise_xor_(h >> 16).mul_(0x045D9F3B).bitwise_and_(low)
    u = h.bitwise_xor_(h >> 16).double().div_(4294967296)
    if spec["fill"] == "index":
        return u.mul_(spec["below"]).floor_().long().reshape(shape)
    if spec["fill"] == "uniform":
        u.mul_(2).sub_(1)
    return u.mul_(spec["scale"]).to(dtype).reshape(shape)


def digest(results):
    """For each result the sum of |x[i]| * (1 + i mod 7)."""
    sums = []
    for x in results if isinstance(results, (list, tuple)) else [results]:
        x = x.detach().contiguous().reshape(-1).double().abs()
        total = (x * (torch.arange(x.numel()) % 7 + 1)).sum().item()
        # JSON knows no NaN and no infinity.
        sums.append(total if math.isfinite(total) else None)
    return sums


def time_calls(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work()
    return (time.perf_counter() - start) / calls


def warm_up(work, seconds):
    each = time_calls(work, 1)
    spent, calls = each, 1
    while spent < seconds:
        calls = min(calls * 2, max(1, int((seconds - spent) / max(each, 1e-8)) + 1))
        each = time_calls(work, calls)
        spent += each * calls
    return each


def answer(request, works):
    what = request["do"]
    if what == "hello":
        return {"torch": torch.__version__, "python": platform.python_version()}
    if what == "threads":
        torch.set_num_threads(request["threads"])
        return {}
    if what == "make":
        dtype = getattr(torch, request["dtype"])
        tensors = {name: fill(spec, dtype) for name, spec in request["inputs"].items()}
        work = OPS[request["op"]](tensors, **request["args"])
        works[request["id"]] = work
        return {"digest": digest(work())}
    if what == "drop":
        works.clear()
        return {}
    work = works[request["id"]]
    if what == "warm":
        return {"each": warm_up(work, request["seconds"])}
    if what == "time":
        if request["warm"]:
            time_calls(work, request["warm"])
        return {"each": time_calls(work, request["calls"])}
    raise ValueError(f"unknown request {what}")


def main():
    # Whatever a library prints must not mix with the answers.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    works = {}
    with torch.no_grad():
        for line in sys.stdin:
            try:
                reply = answer(json.loads(line), works)
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(reply), file=out, flush=True)


main()
