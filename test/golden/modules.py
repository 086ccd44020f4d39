"""Makes modules.json: names and shapes of every layer's state dict, and outputs of layers for given states, in PyTorch.

Run: python test/golden/modules.py > test/golden/modules.json
"""
import json
import torch
from torch import nn

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def numbers(t):
    return {"shape": list(t.shape), "data": t.detach().reshape(-1).tolist()}


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


# layer, required arguments, options, input shapes (None: indices below 5)
ROWS = [
    ("Linear", [4, 3], {}, [[2, 4]]),
    ("Linear", [4, 3], {"bias": False}, [[2, 5, 4]]),
    ("Conv1d", [4, 6, 3], {"stride": 2, "padding": 1, "dilation": 2, "groups": 2}, [[2, 4, 11]]),
    ("Conv1d", [2, 3, 3], {"padding": "same", "bias": False}, [[2, 7]]),
    ("Conv2d", [2, 4, 3], {"padding": 1}, [[2, 2, 5, 6]]),
    ("Conv2d", [2, 4, [3, 2]], {"stride": [2, 1], "padding": [1, 0], "dilation": [1, 2], "groups": 2}, [[2, 7, 6]]),
    ("Conv2d", [2, 3, [3, 5]], {"padding": "same"}, [[1, 2, 6, 6]]),
    ("Conv1d", [2, 3, 3], {"padding": 2, "padding_mode": "reflect"}, [[2, 2, 5]]),
    ("Conv2d", [2, 3, 3], {"padding": [2, 1], "padding_mode": "replicate", "stride": 2}, [[1, 2, 5, 4]]),
    ("Conv2d", [2, 3, 3], {"padding": [1, 2], "padding_mode": "circular"}, [[2, 4, 3]]),
    ("MaxPool2d", [2], {}, [[2, 3, 6, 5]]),
    ("MaxPool2d", [3], {"stride": 2, "padding": 1, "dilation": 1}, [[3, 7, 6]]),
    ("AvgPool2d", [[3, 2]], {"stride": [1, 2], "padding": [1, 0], "count_include_pad": False}, [[2, 3, 6, 5]]),
    ("AdaptiveAvgPool2d", [[3, 2]], {}, [[2, 3, 7, 5]]),
    ("BatchNorm1d", [4], {}, [[6, 4]]),
    ("BatchNorm1d", [4], {"momentum": None, "eps": 0.01}, [[3, 4, 5]]),
    ("BatchNorm1d", [4], {"affine": False, "track_running_stats": False}, [[3, 4]]),
    ("BatchNorm2d", [3], {"momentum": 0.3}, [[2, 3, 4, 2]]),
    ("LayerNorm", [[4]], {}, [[3, 4]]),
    ("LayerNorm", [[2, 4]], {"eps": 0.01, "bias": False}, [[3, 2, 4]]),
    ("LayerNorm", [[4]], {"elementwise_affine": False}, [[3, 4]]),
    ("RMSNorm", [[4]], {}, [[3, 4]]),
    ("RMSNorm", [[4]], {"eps": 0.1, "elementwise_affine": False}, [[3, 4]]),
    ("GroupNorm", [2, 4], {}, [[3, 4, 2, 3]]),
    ("GroupNorm", [2, 4], {"affine": False, "eps": 0.1}, [[3, 4]]),
    ("Embedding", [5, 3], {}, [None]),
    ("Embedding", [5, 3], {"padding_idx": -2}, [None]),
    ("Embedding", [5, 3], {"max_norm": 0.8}, [None]),
    ("Embedding", [5, 3], {"max_norm": 0.5, "norm_type": 1.0}, [None]),
    ("Flatten", [], {}, [[2, 3, 4]]),
    ("Identity", [], {}, [[2, 3]]),
    ("Dropout", [], {"p": 0.0}, [[2, 3]]),
    ("ReLU", [], {}, [[2, 3]]),
    ("LeakyReLU", [], {"negative_slope": 0.2}, [[2, 3]]),
    ("LeakyReLU", [], {}, [[2, 3]]),
    ("ELU", [], {"alpha": 0.7}, [[2, 3]]),
    ("ELU", [], {}, [[2, 3]]),
    ("GELU", [], {}, [[2, 3]]),
    ("GELU", [], {"approximate": "tanh"}, [[2, 3]]),
    ("SiLU", [], {}, [[2, 3]]),
    ("Sigmoid", [], {}, [[2, 3]]),
    ("Tanh", [], {}, [[2, 3]]),
    ("Softmax", [], {"dim": 1}, [[2, 3]]),
    ("LogSoftmax", [], {"dim": 0}, [[2, 3]]),
    ("Softplus", [], {"beta": 2.0, "threshold": 1.0}, [[2, 3]]),
    ("Softplus", [], {}, [[2, 3]]),
    ("MultiheadAttention", [6, 2], {}, [[4, 3, 6]] * 3),
    ("MultiheadAttention", [6, 3], {"batch_first": True, "bias": False}, [[2, 4, 6], [2, 5, 6], [2, 5, 6]]),
    ("MultiheadAttention", [6, 2], {"kdim": 3, "vdim": 5}, [[4, 2, 6], [5, 2, 3], [5, 2, 5]]),
    ("MultiheadAttention", [6, 2], {}, [[4, 6], [3, 6], [3, 6]]),
]
for cell in ("RNN", "LSTM", "GRU"):
    ROWS += [
        (cell, [3, 4], {}, [[5, 2, 3]]),
        (cell, [3, 2], {"num_layers": 2, "bidirectional": True, "batch_first": True}, [[2, 4, 3]]),
        (cell, [3, 2], {"bias": False, "num_layers": 2}, [[4, 3]]),
    ]
ROWS += [("RNN", [3, 4], {"nonlinearity": "relu"}, [[3, 2, 3]])]
ROWS += [
    ("LSTM", [3, 4], {"proj_size": 2}, [[5, 2, 3]]),
    ("LSTM", [3, 4], {"proj_size": 3, "num_layers": 2, "bidirectional": True, "bias": False}, [[4, 3]]),
]


def flat(result):
    if result is None:
        return []
    if isinstance(result, torch.Tensor):
        return [result]
    return [t for part in result for t in flat(part)]


def case(layer, args, options, shapes):
    module = getattr(nn, layer)(*args, **options)
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.5)
    state = {name: numbers(t) | {"dtype": str(t.dtype)[6:]} for name, t in module.state_dict().items()}
    inputs = [torch.randint(0, 5, (2, 4)) if s is None else torch.randn(s, requires_grad=True) for s in shapes]
    # The same tensor three times is self-attention.
    same = layer == "MultiheadAttention" and all(s == shapes[0] for s in shapes)
    if same:
        inputs = [inputs[0]] * 3
    call = {"need_weights": False} if layer == "MultiheadAttention" else {}
    outputs = flat(module(*inputs, **call))
    upstream = [torch.randn_like(t) for t in outputs]
    sum((t * u).sum() for t, u in zip(outputs, upstream)).backward() if any(t.requires_grad for t in outputs) else None
    after = {name: numbers(t) for name, t in module.state_dict().items() if name not in dict(module.named_parameters())}
    module.eval()
    evaluated = flat(module(*inputs, **call))
    return {
        "layer": layer,
        "args": args,
        "options": {camel(k): v for k, v in options.items()},
        "state": state,
        "same": same,
        "inputs": [numbers(t) for t in inputs],
        "outputs": [numbers(t) for t in outputs],
        "upstream": [numbers(t) for t in upstream],
        "inputGrads": [None if t.grad is None else numbers(t.grad) for t in inputs],
        "grads": {name: numbers(p.grad) for name, p in module.named_parameters()},
        "buffersAfter": after,
        "eval": [numbers(t) for t in evaluated],
    }


def masked():
    """Multi-head attention with masks and weights."""
    cases = []
    for batch_first in (False, True):
        module = nn.MultiheadAttention(6, 2, batch_first=batch_first)
        for parameter in module.parameters():
            nn.init.normal_(parameter, std=0.5)
        shape = [2, 4, 6] if batch_first else [4, 2, 6]
        x = torch.randn(shape)
        padding = torch.tensor([[False, False, False, True], [False, False, False, False]])
        causal = torch.triu(torch.ones(4, 4, dtype=torch.bool), 1)
        for kind, mask in (("bool", causal), ("float", torch.randn(4, 4)), ("heads", torch.randn(4, 4, 4))):
            pads = padding if kind == "bool" else padding.double() * -3.0
            for average in (True, False):
                y, w = module(x, x, x, key_padding_mask=pads, attn_mask=mask, average_attn_weights=average)
                cases.append({
                    "batchFirst": batch_first, "kind": kind, "average": average,
                    "state": {name: numbers(t) for name, t in module.state_dict().items()},
                    "x": numbers(x), "mask": numbers(mask.double()), "padding": numbers(pads.double()),
                    "output": numbers(y), "weights": numbers(w),
                })
    return cases


print(json.dumps({
    "about": "float64. layers: for each the state dict before a forward in training, inputs, outputs (tuples flattened), "
    "gradients of sum(outputs * upstream), buffers afterwards, outputs in eval; sizes of args and options are ours but "
    "for their names in camelCase. attention: masks.",
    "torch": torch.__version__,
    "command": "python test/golden/modules.py > test/golden/modules.json",
    "layers": [case(*row) for row in ROWS],
    "attention": masked(),
}))
