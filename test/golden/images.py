"""Makes images.json: ops and layers of convolution, pooling, padding, resizing, normalization, with PyTorch in float64.

    python test/golden/images.py > test/golden/images.json

Numbers are not stored where a formula gives them: element k of tensor number t of a case is value(k, t). y = op(...inputs,
attrs); first are the gradients of sum(y * upstream), upstream being tensor 10; second those of the sum of first * weights
(tensors 20, 21, ...) with respect to the inputs and then to upstream. A null stands for what PyTorch does not give.
"""
import json

import torch
import torch.nn.functional as F


def value(k, t):
    return ((k * 37 + t * 53) % 211) / 105.5 - 1


def tensor(shape, t, scale=1.0, shift=0.0):
    count = 1
    for n in shape:
        count *= n
    data = [value(k, t) * scale + shift for k in range(count)]
    return torch.tensor(data, dtype=torch.float64).reshape(shape)


def numbers(x):
    if x is None:
        return None
    return [float(f"{v:.11g}") for v in x.detach().flatten().tolist()]


def camel(name):
    head, *rest = name.lstrip("_").split("_")
    return head + "".join(part.capitalize() for part in rest)


def js(v):
    return list(v) if isinstance(v, tuple) else v


# op, its function in PyTorch, options, shapes of the inputs; scale and shift of the inputs.
OPS = []


def op(name, fn, shapes, scale=1.0, shift=0.0, **options):
    OPS.append((name, fn, shapes, scale, shift, options))


for extra in [{}, {"stride": 2, "padding": 1, "output_padding": 1}, {"stride": (2, 1), "dilation": (1, 2), "groups": 2}, {"dilation": 3, "output_padding": 2, "padding": 1}]:
    groups = extra.get("groups", 1)
    op("convTranspose2d", F.conv_transpose2d, [(2, 4, 3, 4), (4, 2, 3, 2), (2 * groups,)], **extra)
op("convTranspose2d", F.conv_transpose2d, [(2, 3, 3), (2, 1, 2, 2)], stride=2)
op("convTranspose1d", F.conv_transpose1d, [(2, 2, 5), (2, 3, 3), (3,)], stride=2, padding=1, output_padding=1)
op("convTranspose1d", F.conv_transpose1d, [(2, 4, 4), (4, 1, 3)], groups=2, dilation=2)
op("convTranspose3d", F.conv_transpose3d, [(1, 2, 2, 3, 2), (2, 2, 2, 3, 2), (2,)], stride=(2, 1, 2), padding=(1, 1, 0), output_padding=(1, 0, 1))
op("convTranspose3d", F.conv_transpose3d, [(1, 2, 2, 2, 2), (2, 1, 2, 2, 2), (2,)], groups=2, dilation=(2, 1, 1))
op("conv3d", F.conv3d, [(2, 2, 4, 4, 3), (3, 2, 3, 2, 2), (3,)], stride=(2, 1, 1), padding=1)
op("conv3d", F.conv3d, [(1, 4, 4, 3, 3), (4, 2, 2, 2, 2), (4,)], groups=2, dilation=(2, 1, 1))
op("conv3d", F.conv3d, [(2, 3, 3, 3), (1, 2, 2, 3, 3)], padding="same")
op("conv2d", F.conv2d, [(1, 2, 4, 5), (3, 2, 2, 3), (3,)], padding="same")
op("conv2d", F.conv2d, [(2, 4, 4), (2, 2, 2, 2), (2,)], padding="valid")
op("conv1d", F.conv1d, [(2, 2, 6), (2, 2, 4)], padding="same", dilation=1)
op("conv1d", F.conv1d, [(2, 6), (2, 2, 3), (2,)], stride=2)
op("maxPool1d", F.max_pool1d, [(2, 2, 7)], kernel_size=3, stride=2, padding=1, return_indices=True)
op("maxPool1d", F.max_pool1d, [(2, 7)], kernel_size=2, ceil_mode=True)
op("maxPool2d", F.max_pool2d, [(2, 2, 5, 6)], kernel_size=2, return_indices=True)
op("maxPool2d", F.max_pool2d, [(1, 2, 5, 6)], kernel_size=(3, 2), stride=(2, 3), padding=(1, 0), ceil_mode=True, return_indices=True)
op("maxPool2d", F.max_pool2d, [(2, 5, 5)], kernel_size=2, dilation=2)
op("maxPool2d", F.max_pool2d, [(1, 1, 5, 5)], kernel_size=2, ceil_mode=True)
op("maxPool3d", F.max_pool3d, [(1, 2, 4, 5, 4)], kernel_size=2, return_indices=True)
op("maxPool3d", F.max_pool3d, [(1, 1, 5, 5, 4)], kernel_size=(3, 2, 2), stride=(2, 2, 1), padding=(1, 1, 0), ceil_mode=True, return_indices=True)
op("maxPool3d", F.max_pool3d, [(1, 4, 4, 3)], kernel_size=2, dilation=(2, 1, 1), stride=1, return_indices=True)
op("avgPool1d", F.avg_pool1d, [(2, 2, 7)], kernel_size=3, stride=2, padding=1)
op("avgPool1d", F.avg_pool1d, [(2, 8)], kernel_size=3, ceil_mode=True, count_include_pad=False)
op("avgPool2d", F.avg_pool2d, [(1, 2, 5, 6)], kernel_size=(3, 2), stride=(2, 3), padding=1, ceil_mode=True)
op("avgPool2d", F.avg_pool2d, [(1, 2, 5, 6)], kernel_size=3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)
op("avgPool2d", F.avg_pool2d, [(2, 5, 6)], kernel_size=3, stride=2, padding=1, divisor_override=5)
op("avgPool3d", F.avg_pool3d, [(1, 2, 4, 5, 4)], kernel_size=2, stride=(1, 2, 2), padding=1)
op("avgPool3d", F.avg_pool3d, [(1, 2, 4, 5, 4)], kernel_size=3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)
op("avgPool3d", F.avg_pool3d, [(2, 4, 4, 4)], kernel_size=2, divisor_override=3)
op("adaptiveAvgPool1d", F.adaptive_avg_pool1d, [(2, 2, 7)], output_size=3)
op("adaptiveAvgPool2d", F.adaptive_avg_pool2d, [(2, 5, 7)], output_size=(3, None))
op("adaptiveAvgPool3d", F.adaptive_avg_pool3d, [(1, 2, 4, 5, 3)], output_size=(3, None, 2))
op("adaptiveMaxPool1d", F.adaptive_max_pool1d, [(2, 2, 7)], output_size=3, return_indices=True)
op("adaptiveMaxPool2d", F.adaptive_max_pool2d, [(2, 2, 5, 7)], output_size=(3, 4), return_indices=True)
op("adaptiveMaxPool2d", F.adaptive_max_pool2d, [(2, 5, 4)], output_size=(None, 3))
op("adaptiveMaxPool3d", F.adaptive_max_pool3d, [(1, 2, 4, 5, 3)], output_size=(3, 2, 2), return_indices=True)
op("lpPool1d", F.lp_pool1d, [(2, 2, 7)], shift=1.2, norm_type=3, kernel_size=3, stride=2)
op("lpPool2d", F.lp_pool2d, [(1, 2, 5, 6)], shift=1.2, norm_type=2, kernel_size=(3, 2), ceil_mode=True)
op("lpPool3d", F.lp_pool3d, [(1, 1, 4, 4, 3)], shift=1.2, norm_type=1.5, kernel_size=2)
SAMPLES2 = [[[0.1, 0.9], [0.45, 0.3]]]
SAMPLES3 = [[[0.2, 0.7, 0.5], [0.95, 0.05, 0.6]]]
op("fractionalMaxPool2d", F.fractional_max_pool2d, [(1, 2, 7, 8)], kernel_size=2, output_size=(4, 5), return_indices=True, _random_samples=SAMPLES2)
op("fractionalMaxPool2d", F.fractional_max_pool2d, [(1, 2, 7, 8)], kernel_size=(3, 2), output_ratio=(0.5, 0.5), return_indices=True, _random_samples=SAMPLES2)
op("fractionalMaxPool3d", F.fractional_max_pool3d, [(1, 2, 5, 6, 5)], kernel_size=2, output_size=(3, 4, 2), return_indices=True, _random_samples=SAMPLES3)
op("unfold", F.unfold, [(2, 2, 4, 5)], kernel_size=(2, 3), padding=(1, 0), stride=(2, 1))
op("unfold", F.unfold, [(2, 5, 5)], kernel_size=2, dilation=2)
op("fold", F.fold, [(2, 12, 9)], output_size=(4, 5), kernel_size=(2, 3), padding=(1, 0), stride=(2, 1))
op("fold", F.fold, [(8, 9)], output_size=(5, 5), kernel_size=2, dilation=2)
op("pixelShuffle", F.pixel_shuffle, [(2, 8, 2, 3)], upscale_factor=2)
op("pixelUnshuffle", F.pixel_unshuffle, [(2, 4, 6)], downscale_factor=2)
op("channelShuffle", torch.channel_shuffle, [(2, 6, 2, 2)], groups=3)
for mode, shape in [("nearest", (1, 2, 5)), ("nearest", (1, 2, 3, 5)), ("nearest-exact", (1, 2, 3, 5)), ("nearest", (1, 1, 2, 3, 4)), ("area", (1, 2, 5, 7))]:
    op("interpolate", F.interpolate, [shape], size=tuple([7, 4, 5][: len(shape) - 2]), mode=mode)
op("interpolate", F.interpolate, [(1, 1, 4, 5)], scale_factor=(1.7, 0.6), mode="nearest")
op("interpolate", F.interpolate, [(1, 1, 4, 5)], scale_factor=1.5, mode="nearest-exact")
op("interpolate", F.interpolate, [(1, 1, 5, 6)], scale_factor=0.5, mode="area")
for align in [False, True]:
    op("interpolate", F.interpolate, [(1, 2, 5)], size=8, mode="linear", align_corners=align)
    op("interpolate", F.interpolate, [(1, 2, 3, 4)], scale_factor=2.0, mode="bilinear", align_corners=align)
    op("interpolate", F.interpolate, [(1, 1, 4, 5)], scale_factor=(1.7, 0.6), mode="bilinear", align_corners=align)
    op("interpolate", F.interpolate, [(1, 1, 4, 5)], size=(7, 3), mode="bicubic", align_corners=align)
    op("interpolate", F.interpolate, [(1, 1, 2, 3, 4)], size=(3, 5, 4), mode="trilinear", align_corners=align)
op("interpolate", F.interpolate, [(1, 1, 4, 5)], scale_factor=1.7, mode="bilinear", recompute_scale_factor=True)
op("interpolate", F.interpolate, [(1, 1, 7, 8)], size=(3, 11), mode="bilinear", antialias=True)
op("interpolate", F.interpolate, [(1, 1, 7, 8)], size=(3, 5), mode="bicubic", antialias=True)
op("affineGrid", F.affine_grid, [(2, 2, 3)], size=(2, 1, 3, 2))
op("affineGrid", F.affine_grid, [(1, 3, 4)], size=(1, 1, 2, 3, 2), align_corners=True)
for mode in ["bilinear", "nearest", "bicubic"]:
    for padding in ["zeros", "border", "reflection"]:
        op("gridSample", F.grid_sample, [(1, 2, 4, 3), (1, 3, 2, 2)], scale=1.7, mode=mode, padding_mode=padding, align_corners=padding == "border")
op("gridSample", F.grid_sample, [(1, 2, 4, 3), (1, 3, 2, 2)], scale=1.7, padding_mode="reflection", align_corners=True)
op("gridSample", F.grid_sample, [(1, 2, 3, 4, 3), (1, 2, 2, 2, 3)], scale=1.2, align_corners=False)
op("gridSample", F.grid_sample, [(1, 1, 3, 4, 3), (1, 2, 2, 2, 3)], scale=1.2, mode="nearest", padding_mode="border", align_corners=True)
op("pad", F.pad, [(2, 3, 4)], pad=(1, -1, 2, 0), value=0.5)
op("pad", F.pad, [(1, 2, 3, 4)], pad=(2, 1, 1, 2), mode="reflect")
op("pad", F.pad, [(1, 2, 3, 4)], pad=(2, 1, 1, 2), mode="replicate")
op("pad", F.pad, [(1, 1, 2, 3, 4)], pad=(2, 1, 1, 2, 1, 0), mode="circular")
op("pad", F.pad, [(1, 1, 2, 3, 4)], pad=(2, 1, 1, 2, 1, 0), mode="reflect")
op("localResponseNorm", F.local_response_norm, [(2, 5, 2, 2)], size=3, alpha=0.5, beta=0.75, k=1.5)
op("localResponseNorm", F.local_response_norm, [(1, 5, 4)], size=2, alpha=0.5)
op("instanceNorm", lambda x, w, b, **o: F.instance_norm(x, None, None, w, b, **o), [(2, 3, 4), (3,), (3,)], eps=1e-3)


def run_op(name, fn, shapes, scale, shift, options):
    inputs = [tensor(s, t, scale, shift).requires_grad_() for t, s in enumerate(shapes)]
    sampled = {k: (tensor_of(v) if k == "_random_samples" else v) for k, v in options.items()}
    result = fn(*inputs, **sampled)
    y, indices = result if isinstance(result, tuple) else (result, None)
    upstream = tensor(y.shape, 10).requires_grad_()
    first = torch.autograd.grad(y, inputs, upstream, create_graph=True, allow_unused=True)
    weights = [tensor(x.shape, 20 + t) for t, x in enumerate(inputs)]
    used = [(g, w) for g, w in zip(first, weights) if g is not None and g.requires_grad]
    second = None
    try:
        second = torch.autograd.grad(sum((g * w).sum() for g, w in used), [*inputs, upstream], allow_unused=True)
        second = [None if g is None or not g.any() else numbers(g) for g in second]
    except RuntimeError:
        pass
    attrs = {camel(k): js(v) for k, v in options.items()}
    row = {"op": name, "attrs": attrs, "inputs": shapes, "scale": scale, "shift": shift, "shape": list(y.shape)}
    return row | {"y": numbers(y), "indices": None if indices is None else indices.flatten().tolist(), "first": [numbers(g) for g in first], "second": second}


def tensor_of(v):
    return torch.tensor(v, dtype=torch.float64)


# layer, its arguments, options, the shape of its input. Tensor number k of the state is value(., 30 + k), those of
# variances around 1; upstream is tensor 10.
LAYERS = [
    ("Conv3d", [2, 4, (2, 3, 1)], {"stride": (1, 2, 1), "groups": 2}, (2, 2, 3, 4, 2)),
    ("Conv2d", [2, 3, (2, 3)], {"padding": "same", "padding_mode": "circular"}, (2, 2, 3, 4)),
    ("Conv1d", [2, 2, 4], {"padding": "same"}, (2, 6)),
    ("Conv3d", [1, 2, 3], {"padding": (1, 0, 1), "padding_mode": "replicate", "bias": False}, (1, 1, 2, 3, 3)),
    ("ConvTranspose1d", [2, 4, 3], {"stride": 2, "groups": 2, "output_padding": 1}, (2, 2, 3)),
    ("ConvTranspose2d", [2, 3, (2, 3)], {"stride": (2, 1), "padding": 1, "dilation": (1, 2)}, (2, 3, 3)),
    ("ConvTranspose3d", [2, 1, 2], {"stride": 2, "bias": False}, (1, 2, 2, 2, 2)),
    ("MaxPool1d", [3], {"stride": 2, "padding": 1}, (1, 2, 6)),
    ("MaxPool2d", [(3, 2)], {"stride": 2, "ceil_mode": True}, (1, 2, 4, 5)),
    ("MaxPool3d", [2], {"dilation": 2, "stride": 1}, (1, 1, 4, 4, 3)),
    ("AvgPool1d", [3], {"padding": 1, "count_include_pad": False}, (1, 2, 6)),
    ("AvgPool2d", [3], {"stride": 2, "ceil_mode": True, "divisor_override": 4}, (1, 2, 4, 5)),
    ("AvgPool3d", [2], {"stride": 1, "padding": 1}, (1, 1, 2, 3, 2)),
    ("AdaptiveAvgPool1d", [3], {}, (1, 2, 5)),
    ("AdaptiveAvgPool2d", [(None, 2)], {}, (1, 2, 4, 5)),
    ("AdaptiveAvgPool3d", [(2, None, 1)], {}, (1, 1, 3, 2, 3)),
    ("AdaptiveMaxPool1d", [3], {}, (1, 2, 5)),
    ("AdaptiveMaxPool2d", [(None, 2)], {}, (2, 4, 5)),
    ("AdaptiveMaxPool3d", [2], {}, (1, 1, 3, 2, 4)),
    ("LPPool1d", [2, 3], {"stride": 2}, (1, 2, 7)),
    ("LPPool2d", [2, 2], {"ceil_mode": True}, (1, 2, 3, 4)),
    ("LPPool3d", [2, 2], {}, (1, 1, 2, 4, 2)),
    ("Unfold", [(2, 3)], {"padding": 1, "stride": 2}, (1, 2, 4, 5)),
    ("Fold", [(4, 5), (2, 3)], {"padding": 1, "stride": 2}, (1, 12, 9)),
    ("PixelShuffle", [2], {}, (1, 4, 2, 3)),
    ("PixelUnshuffle", [2], {}, (1, 4, 6)),
    ("ChannelShuffle", [2], {}, (1, 4, 2)),
    ("Upsample", [], {"scale_factor": 2, "mode": "bilinear", "align_corners": True}, (1, 2, 2, 3)),
    ("Upsample", [], {"size": (3, 4, 2), "mode": "trilinear"}, (1, 1, 2, 3, 2)),
    ("UpsamplingNearest2d", [], {"scale_factor": 2}, (1, 1, 2, 3)),
    ("UpsamplingBilinear2d", [], {"size": (3, 5)}, (1, 1, 2, 3)),
    ("ConstantPad1d", [(1, 2), 0.5], {}, (1, 2, 3)),
    ("ConstantPad2d", [(1, 0, -1, 2), 3.5], {}, (1, 2, 3, 2)),
    ("ConstantPad3d", [1, -1.0], {}, (1, 1, 2, 2)),
    ("ZeroPad1d", [(0, 2)], {}, (1, 2, 3)),
    ("ZeroPad2d", [(1, 0, 2, 1)], {}, (1, 2, 2, 2)),
    ("ZeroPad3d", [(1, 0, 2, 1, 0, 1)], {}, (1, 1, 1, 2, 2)),
    ("ReflectionPad1d", [2], {}, (1, 2, 4)),
    ("ReflectionPad2d", [(1, 2, 0, 1)], {}, (1, 2, 3, 3)),
    ("ReflectionPad3d", [1], {}, (1, 1, 2, 3, 2)),
    ("ReplicationPad1d", [2], {}, (1, 2, 2)),
    ("ReplicationPad2d", [(1, 2, 0, 1)], {}, (1, 2, 2, 2)),
    ("ReplicationPad3d", [1], {}, (1, 1, 2, 2, 1)),
    ("CircularPad1d", [2], {}, (1, 2, 3)),
    ("CircularPad2d", [(1, 2, 0, 1)], {}, (1, 2, 2, 2)),
    ("CircularPad3d", [1], {}, (1, 1, 2, 1, 2)),
    ("BatchNorm3d", [2], {"momentum": 0.3}, (2, 2, 1, 2, 3)),
    ("InstanceNorm1d", [3], {}, (2, 3, 4)),
    ("InstanceNorm1d", [3], {"affine": True, "track_running_stats": True}, (3, 4)),
    ("InstanceNorm2d", [2], {"affine": True, "eps": 0.001}, (2, 2, 2, 3)),
    ("InstanceNorm3d", [2], {"track_running_stats": True, "momentum": 0.4}, (2, 2, 1, 2, 3)),
    ("LocalResponseNorm", [4], {"alpha": 0.5, "k": 2.0}, (1, 5, 2, 2)),
    ("CrossMapLRN2d", [3], {"alpha": 0.5}, (1, 4, 2, 2)),
    ("CrossMapLRN2d", [4], {"alpha": 0.5, "k": 2.0}, (1, 5, 2, 1)),
    ("GroupNorm", [2, 4], {"affine": False}, (2, 4, 3)),
    ("Unflatten", [1, (2, -1)], {}, (2, 6)),
    ("Flatten", [2], {}, (1, 2, 2, 2)),
    ("Dropout2d", [], {"p": 0.0}, (1, 2, 2, 2)),
]


def run_layer(name, args, options, shape):
    module = getattr(torch.nn, name)(*args, **options).double()
    state = module.state_dict()
    for k, (key, t) in enumerate(state.items()):
        if t.is_floating_point():
            t.copy_(tensor(t.shape, 30 + k, *((0.4, 1.0) if key.endswith("var") else (1.0, 0.0))))
    x = tensor(shape, 0).requires_grad_()
    y = module(x)
    y.backward(tensor(y.shape, 10))
    row = {"layer": name, "args": [js(a) for a in args], "options": {camel(k): js(v) for k, v in options.items()}, "input": shape}
    # PyTorch's CrossMapLRN2d computes a gradient that is not that of its result.
    gradient = None if name == "CrossMapLRN2d" else numbers(x.grad)
    row |= {"state": {key: list(t.shape) for key, t in state.items()}, "shape": list(y.shape), "y": numbers(y), "gradient": gradient}
    row |= {"parameters": {key: numbers(p.grad) for key, p in module.named_parameters()}}
    row |= {"buffers": {key: numbers(b) for key, b in module.named_buffers()}}
    return row | {"eval": numbers(module.eval()(x)) if row["buffers"] else None}


def lines(rows):
    return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]"


if __name__ == "__main__":
    version = torch.__version__.split("+")[0]
    parts = {"ops": [run_op(*case) for case in OPS], "layers": [run_layer(*case) for case in LAYERS]}
    print(f'{{"torch": "{version}", ' + ", ".join(f'"{name}": {lines(rows)}' for name, rows in parts.items()) + "}")
