"""What the programs of families of ops share: a case is a call of an op on seeded tensors, as PyTorch computes it.

A case is { op, inputs: [{ shape, dtype, data } or a number, ...], options, output, grads, second }. `output` is a tensor, a
number, true or false, or an object of tensors. `upstream` weighs the first float tensor of the output; `grads` are the
gradients of its weighed sum by the float inputs (null where there is none), `second` those of the sum of the squared grads.
Numbers that are not finite are strings. Everything is float64, but for tensors that say otherwise.
"""
import json
import zlib
import torch

INF, NAN = float('inf'), float('nan')


def number(x):
    if isinstance(x, bool) or isinstance(x, int):
        return x
    return x if abs(x) < INF else str(x)


def plain(t):
    if isinstance(t, torch.Tensor):
        if t._is_zerotensor():
            t = torch.zeros(t.shape, dtype=t.dtype)
        data = [number(x) for x in t.detach().reshape(-1).tolist()]
        return {'shape': list(t.shape), 'dtype': str(t.dtype).replace('torch.', ''), 'data': data}
    if isinstance(t, dict):
        return {k: plain(v) for k, v in t.items()}
    if isinstance(t, (list, tuple)):
        return [plain(v) for v in t]
    return number(t) if isinstance(t, (int, float)) else t


def grad(output, inputs, create=False):
    """The gradients, None for all where the output has none."""
    if not output.requires_grad:
        return [None] * len(inputs)
    return torch.autograd.grad(output, inputs, create_graph=create, allow_unused=True)


def case(op, function, inputs, options=None, gradients=True, second=True):
    """`function` takes the inputs; a dict of tensors is an output with names. Inputs are not changed."""
    torch.manual_seed(zlib.crc32(op.encode()))
    given = [t.clone().requires_grad_(gradients and t.is_floating_point()) if isinstance(t, torch.Tensor) else t for t in inputs]
    row = {'op': op, 'inputs': plain(given)}
    if options is not None:
        row['options'] = plain(options)
    output = function(*given)
    row['output'] = plain(output)
    floats = [t for t in given if isinstance(t, torch.Tensor) and t.requires_grad]
    first = next(iter(output.values())) if isinstance(output, dict) else output
    if not isinstance(first, torch.Tensor) or not first.requires_grad or not floats:
        return row
    upstream = torch.randn(first.shape, dtype=first.dtype)
    row['upstream'] = plain(upstream)
    firsts = grad((first * upstream).sum(), floats, True)
    row['grads'] = [None if g is None else plain(g) for g in firsts]
    if second and any(g is not None and g.requires_grad for g in firsts):
        total = sum((g * g).sum() for g in firsts if g is not None)
        row['second'] = [None if g is None else plain(g) for g in grad(total, floats)]
    return row


def write(name, cases):
    lines = ',\n'.join(json.dumps(c) for c in cases)
    print(f'{{"about": "see {name}.py", "torch": "{torch.__version__}", "cases": [\n{lines}\n]}}')
