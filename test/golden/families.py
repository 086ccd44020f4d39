"""Makes families.json: layers and losses that are not about images in float64, with PyTorch.

    python test/golden/families.py > test/golden/families.json

A case is a call of a function, or of a layer with its state: arguments, outputs, the gradients `first` of sum(outputs *
upstream) with respect to the leaves among the arguments and then the parameters, and `second`, those of sum(first * weights),
null for one that is not used, without them where PyTorch has
none. In arguments a tensor is { tensor: { shape, data, dtype, leaf } }, a layer { layer, construct }.
Each case has a seed of its own, so that a new one leaves the others as they are.
"""
import json
import zlib

import torch
from torch import nn
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

torch.set_default_dtype(torch.float64)


class Layer:
    """A layer, also as an argument of another; `wrap`: a function of its weight."""

    def __init__(self, name, *construct, wrap=None, **options):
        self.name, self.construct, self.options, self.wrap = name, construct, options, wrap

    def make(self):
        made = self.bare()
        return made if self.wrap is None else getattr(nn.utils.parametrizations, self.wrap[0])(made, **self.wrap[1])

    def bare(self):
        args = [a.make() if isinstance(a, Layer) else a for a in self.construct]
        options = {k: v.make() if isinstance(v, Layer) else v for k, v in self.options.items()}
        return getattr(nn, self.name)(*args, **options)


class Packed:
    """A packed sequence as an argument: padded ones and how they are packed."""

    def __init__(self, padded, lengths, **options):
        self.padded, self.lengths, self.options = padded, lengths, options

    def make(self):
        return nn.utils.rnn.pack_padded_sequence(self.padded, self.lengths, **self.options)


def made_of(value):
    return value.make() if isinstance(value, (Layer, Packed)) else value


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def free(*shape, low=-1.5, high=1.5):
    return torch.round((torch.rand(shape) * (high - low) + low) * 1000).div(1000).requires_grad_()


def fixed(*shape, low=-1.5, high=1.5):
    return free(*shape, low=low, high=high).detach()


def ints(values, dtype=torch.int64):
    return torch.tensor(values, dtype=dtype)


def signs(*shape):
    return torch.randint(0, 2, shape).double() * 2 - 1


def floats(t):
    return [float(f"{v:.12g}") if abs(v) < float("inf") else ("-" if v < 0 else "") + "Infinity" for v in (t.detach() + torch.zeros(t.shape)).flatten().tolist()]


def plain(t):
    return None if t is None else {"shape": list(t.shape), "data": floats(t)}


def encode(value):
    if isinstance(value, torch.Tensor):
        kind = {torch.float64: "float64", torch.int64: "int32", torch.int32: "int32", torch.bool: "bool"}[value.dtype]
        data = floats(value) if kind == "float64" else [int(v) for v in value.flatten().tolist()]
        return {"tensor": {"shape": list(value.shape), "data": data, "dtype": kind, "leaf": value.requires_grad}}
    if isinstance(value, Packed):
        return {"packed": [encode(value.padded), value.lengths, encode(value.options)]}
    if isinstance(value, Layer):
        wrap = {} if value.wrap is None else {"wrap": [camel(value.wrap[0]), encode(value.wrap[1])]}
        return {"layer": value.name, "construct": encode_call(value.construct, value.options), **wrap}
    if isinstance(value, dict):
        return {camel(k): encode(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(v) for v in value]
    return value


def encode_call(args, options):
    return [encode(a) for a in args] + ([encode(options)] if options else [])


def tensors(value):
    if isinstance(value, Packed):
        return [value.padded]
    if isinstance(value, nn.utils.rnn.PackedSequence):
        return [value.data]
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        return [t for v in value.values() for t in tensors(v)]
    return [t for v in value for t in tensors(v)] if isinstance(value, (list, tuple)) else []


def gradients(outputs, leaves, second):
    upstream = [fixed(*y.shape) for y in outputs]
    kept = [(y, u) for y, u in zip(outputs, upstream) if y.requires_grad]
    total = sum((y * u).sum() for y, u in kept)
    first = torch.autograd.grad(total, leaves, create_graph=second, retain_graph=True, allow_unused=True) if kept else []
    case = {"upstream": [plain(u) for u in upstream], "first": [plain(g) for g in first]}
    if second and leaves:
        weights = [fixed(*x.shape) for x in leaves]
        used = [(g * w).sum() for g, w in zip(first, weights) if g is not None and g.requires_grad]
        try:
            again = torch.autograd.grad(sum(used), leaves, allow_unused=True) if used else [None] * len(leaves)
        except RuntimeError as error:
            assert "not implemented" in str(error), error
            return case
        case |= {"weights": [plain(w) for w in weights], "second": [plain(g) for g in again]}
    return case


def call(name, fn, args, options=None, second=True, ours=None):
    """`ours`: the arguments of our call where they differ from PyTorch's."""
    torch.manual_seed(zlib.crc32(f"{name} {len(rows)}".encode()))
    args = args() if callable(args) else args
    options = options() if callable(options) else options or {}
    outputs = tensors(fn(*map(made_of, args), **options))
    leaves = [t for t in tensors([args, options]) if t.requires_grad]
    given = encode_call(args, options) if ours is None else [encode(v) for v in ours(args, options)]
    rows.append({"call": name, "args": given, "outputs": [plain(y) for y in outputs], **gradients(outputs, leaves, second)})


def layer(made, args, options=None, second=True, train=True, pick=None, ours=None):
    """`pick`: the outputs of PyTorch's result that ours has."""
    torch.manual_seed(zlib.crc32(f"{made.name} {len(rows)}".encode()))
    module = made.make().train(train)
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(fixed(*p.shape, low=-0.7, high=0.7))
    args = args() if callable(args) else args
    options = options() if callable(options) else options or {}
    state = {name: plain(t) | {"dtype": "float64" if t.is_floating_point() else "int32"} for name, t in module.state_dict().items()}
    result = module(*map(made_of, args), **options)
    outputs = tensors(result if pick is None else pick(result))
    leaves = [t for t in tensors([args, options]) if t.requires_grad] + list(module.parameters())
    given = encode_call(args, options) if ours is None else [encode(v) for v in ours(args, options)]
    rows.append({
        **encode(made), "state": state, "train": train, "args": given,
        "outputs": [plain(y) for y in outputs], **gradients(outputs, leaves, second),
    })  # fmt: skip


rows = []

# --- activations ---
call("prelu", F.prelu, lambda: [free(2, 3, 2), free(3)])
call("prelu", F.prelu, lambda: [free(4), free(1)])
call("rrelu", F.rrelu, lambda: [free(5)], {"lower": 0.1, "upper": 0.4})
call("glu", F.glu, lambda: [free(2, 4)])
call("glu", F.glu, lambda: [free(4, 3)], {"dim": 0})
call("softmin", F.softmin, lambda: [free(2, 3)], {"dim": 1})
for name, args, options in [
    ("ReLU6", [], {}), ("RReLU", [], {}), ("RReLU", [0.2], {"upper": 0.5}), ("SELU", [], {}), ("CELU", [0.5], {}), ("GLU", [], {}),
    ("GLU", [0], {}), ("Hardshrink", [0.3], {}), ("Hardswish", [], {}),
    ("Hardtanh", [-0.6], {"max_val": 0.9}), ("LogSigmoid", [], {}), ("Mish", [], {}), ("PReLU", [], {}),
    ("PReLU", [4], {"init": 0.1}), ("Softmin", [1], {}), ("Softshrink", [0.4], {}), ("Softsign", [], {}), ("Tanhshrink", [], {}),
    ("Threshold", [0.2, -3.0], {}),
]:  # fmt: skip
    layer(Layer(name, *args, **options), lambda: [free(2, 4)], train=name != "RReLU")
layer(Layer("Hardsigmoid"), lambda: [fixed(5, low=-4, high=4)])  # PyTorch rounds the 1/6 of its gradient to float32.
layer(Layer("Softmax2d"), lambda: [free(2, 3, 1, 2)])

# --- losses ---
for reduction in ("none", "mean", "sum"):
    r = {"reduction": reduction}
    call("marginRankingLoss", F.margin_ranking_loss, lambda: [free(5), free(5), signs(5)], {"margin": 0.3, **r})
    call("cosineEmbeddingLoss", F.cosine_embedding_loss, lambda: [free(4, 3), free(4, 3), signs(4)], {"margin": 0.1, **r})
    call("softMarginLoss", F.soft_margin_loss, lambda: [free(2, 3), signs(2, 3)], r)
    call("multilabelSoftMarginLoss", F.multilabel_soft_margin_loss, lambda: [free(2, 3), fixed(2, 3, low=0, high=1)], r)
    targets = [[2, 0, -1, 1], [-1, 0, 1, 2], [3, -1, 0, 0]]
    call("multilabelMarginLoss", F.multilabel_margin_loss, lambda: [free(3, 4), ints(targets)], r)
    call("multiMarginLoss", F.multi_margin_loss, lambda: [free(3, 4), ints([2, 0, 3])], r)
    call("tripletMarginLoss", F.triplet_margin_loss, lambda: [free(3, 4), free(3, 4), free(3, 4)], r)
    distance = F.triplet_margin_with_distance_loss
    call("tripletMarginWithDistanceLoss", distance, lambda: [free(3, 4), free(3, 4), free(3, 4)], {"swap": True, "margin": 2.0, **r})
    var = lambda: [free(2, 3), fixed(2, 3), free(2, 3, low=0.1)]
    call("gaussianNllLoss", F.gaussian_nll_loss, var, {"full": True, **r})
call("cosineEmbeddingLoss", F.cosine_embedding_loss, lambda: [free(3), free(3), torch.tensor(-1.0)])
call("multilabelSoftMarginLoss", F.multilabel_soft_margin_loss, lambda: [free(3), fixed(3, low=0, high=1)], lambda: {"weight": fixed(3, low=0)})
call("multilabelMarginLoss", F.multilabel_margin_loss, lambda: [free(3), ints([1, 2, -1])])
call("multiMarginLoss", F.multi_margin_loss, lambda: [free(3, 4), ints([2, 0, 3])], lambda: {"p": 2, "margin": 0.7, "weight": fixed(4, low=0)})
call("multiMarginLoss", F.multi_margin_loss, lambda: [free(4), torch.tensor(2)])
call("tripletMarginLoss", F.triplet_margin_loss, lambda: [free(3, 4), free(3, 4), free(3, 4)], {"p": 1.0, "swap": True, "eps": 1e-3, "margin": 2.0})
call("tripletMarginLoss", F.triplet_margin_loss, lambda: [free(4), free(4), free(4)], {"margin": 3.0})
call("gaussianNllLoss", F.gaussian_nll_loss, lambda: [free(2, 3), fixed(2, 3), free(2, low=0.1)])
call("gaussianNllLoss", F.gaussian_nll_loss, lambda: [free(2, 3), fixed(2, 3), free(2, 1, low=0.1)], {"eps": 0.8})
call("gaussianNllLoss", F.gaussian_nll_loss, lambda: [free(2, 3), fixed(2, 3), 0.5])
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(3, 2), free(4, 2), ints([1, 0, 3])], lambda: {"linear_bias": free(4), "label_smoothing": 0.1})
call("nllLoss", F.nll_loss, lambda: [free(2, 3, 2, 2), ints([[[0, 2], [1, 1]], [[2, 0], [-100, 1]]])], lambda: {"weight": fixed(3, low=0)})
for name, args, options in [
    ("SoftMarginLoss", lambda: [free(4), signs(4)], {}),
    ("MultiLabelSoftMarginLoss", lambda: [free(2, 3), fixed(2, 3, low=0, high=1)], {"weight": torch.tensor([1.0, 2.0, 0.5])}),
    ("MultiLabelMarginLoss", lambda: [free(2, 3), ints([[1, -1, 0], [2, 1, -1]])], {"reduction": "sum"}),
    ("MultiMarginLoss", lambda: [free(2, 3), ints([1, 2])], {"p": 2, "weight": torch.tensor([1.0, 2.0, 0.5])}),
    ("MarginRankingLoss", lambda: [free(3), free(3), signs(3)], {"margin": 0.5}),
    ("CosineEmbeddingLoss", lambda: [free(3, 2), free(3, 2), signs(3)], {"reduction": "none"}),
    ("TripletMarginLoss", lambda: [free(3, 2), free(3, 2), free(3, 2)], {"swap": True}),
    ("TripletMarginWithDistanceLoss", lambda: [free(3, 2), free(3, 2), free(3, 2)], {"margin": 0.5}),
    ("GaussianNLLLoss", lambda: [free(3), fixed(3), free(3, low=0.2)], {"full": True}),
]:  # fmt: skip
    layer(Layer(name, **options), args)

# --- attention and transformers ---


def sdpa(*args, **options):
    with sdpa_kernel(SDPBackend.MATH):
        return F.scaled_dot_product_attention(*args, **options)


look = torch.tensor([[True, False, True], [True, True, False]])
qkv = lambda: [free(1, 2, 2, 3), free(1, 2, 3, 3), free(1, 2, 3, 2)]
call("scaledDotProductAttention", sdpa, qkv, lambda: {"attn_mask": free(2, 3)})
call("scaledDotProductAttention", sdpa, qkv, lambda: {"attn_mask": free(2, 1, 3), "scale": 0.3})
call("scaledDotProductAttention", sdpa, qkv, lambda: {"attn_mask": look})
call("scaledDotProductAttention", sdpa, lambda: [free(2, 3), free(4, 3), free(4, 2)], {"is_causal": True})
call("scaledDotProductAttention", sdpa, lambda: [free(2, 1, 2, 2, 3), free(2, 1, 2, 3, 3), free(2, 1, 2, 3, 2)], lambda: {"attn_mask": fixed(2, 3)})
call("scaledDotProductAttention", sdpa, lambda: [free(1, 4, 2, 2), free(1, 2, 3, 2), free(1, 2, 3, 2)], {"enable_gqa": True})
call("scaledDotProductAttention", sdpa, lambda: [free(2, 2, 2, 3), free(1, 2, 3, 3), free(2, 1, 3, 2)])
without = lambda args, options: [*args, {**options, "need_weights": False}]
for made, args, options in [
    (Layer("MultiheadAttention", 4, 2, add_bias_kv=True), lambda: [free(3, 2, 4), free(3, 2, 4), free(3, 2, 4)], {}),
    (Layer("MultiheadAttention", 4, 2, add_zero_attn=True, batch_first=True), lambda: [free(2, 3, 4), free(2, 2, 4), free(2, 2, 4)], {}),
    (Layer("MultiheadAttention", 4, 2, add_bias_kv=True, add_zero_attn=True, kdim=3), lambda: [free(2, 1, 4), free(3, 1, 3), free(3, 1, 4)], lambda: {"attn_mask": free(2, 3), "key_padding_mask": torch.tensor([[False, True, False]])}),
]:  # fmt: skip
    layer(made, args, lambda: {"need_weights": True, **(options() if callable(options) else options)}, second="kdim" in made.options)
causal = nn.Transformer.generate_square_subsequent_mask(3)
padding = torch.tensor([[False, False, True], [False, False, False]])
small = {"dim_feedforward": 3, "dropout": 0.0}
encoder = Layer("TransformerEncoderLayer", 4, 2, **small)
layer(encoder, lambda: [free(3, 2, 4)])
layer(Layer("TransformerEncoderLayer", 4, 2, **small, batch_first=True, norm_first=True, activation="gelu", layer_norm_eps=0.1), lambda: [free(2, 3, 4)], {"src_mask": causal, "is_causal": True, "src_key_padding_mask": padding.double() * -2.0}, ours=lambda args, o: [*args, {"src_mask": causal, "src_key_padding_mask": padding.double() * -2.0}])
layer(Layer("TransformerEncoderLayer", 4, 2, **small, bias=False), lambda: [free(3, 4)], {"src_mask": causal == 0})
layer(Layer("TransformerEncoder", encoder, 2), lambda: [free(3, 2, 4)], {"src_key_padding_mask": padding}, second=False)
layer(Layer("TransformerEncoder", encoder, 1, norm=Layer("LayerNorm", 4)), lambda: [free(3, 2, 4)], {"mask": causal}, second=False)
decoder = Layer("TransformerDecoderLayer", 4, 2, **small)
layer(decoder, lambda: [free(3, 2, 4), free(2, 2, 4)])
layer(Layer("TransformerDecoderLayer", 4, 2, **small, norm_first=True, batch_first=True), lambda: [free(2, 3, 4), free(2, 3, 4)], lambda: {"tgt_mask": causal, "memory_mask": fixed(3, 3), "tgt_key_padding_mask": padding.double() * -3.0, "memory_key_padding_mask": padding.double() * -1.0}, second=False)
layer(Layer("TransformerDecoder", decoder, 1, norm=Layer("LayerNorm", 4)), lambda: [free(3, 2, 4), free(2, 2, 4)], {"tgt_mask": causal}, second=False)
layer(
    Layer("Transformer", d_model=4, nhead=2, num_encoder_layers=1, num_decoder_layers=1, **small),
    lambda: [free(2, 1, 4), free(3, 1, 4)],
    {"tgt_mask": causal},
    second=False,
)

# --- recurrent layers ---
for name in ("RNNCell", "LSTMCell", "GRUCell"):
    layer(Layer(name, 2, 3), lambda: [free(2, 2)])
layer(Layer("RNNCell", 2, 2, nonlinearity="relu", bias=False), lambda: [free(2), free(2)])
layer(Layer("LSTMCell", 2, 2), lambda: [free(2, 2), [free(2, 2), free(2, 2)]])
layer(Layer("GRUCell", 2, 2, bias=False), lambda: [free(2, 2), free(2, 2)])
rnn = nn.utils.rnn
call("padPackedSequence", rnn.pad_packed_sequence, lambda: [Packed(free(3, 3, 2), [1, 3, 2], enforce_sorted=False)], {"batch_first": True, "padding_value": 0.5, "total_length": 4})
call("padSequence", rnn.pad_sequence, lambda: [[free(2, 2), free(3, 2)]], {"padding_value": 1.0})
call("padSequence", rnn.pad_sequence, lambda: [[free(2), free(3)]], {"batch_first": True, "padding_side": "left"})
for made, second in [(Layer("RNN", 2, 2), True), (Layer("LSTM", 2, 2), True), (Layer("GRU", 2, 2, num_layers=2, bidirectional=True), False)]:
    layer(made, lambda: [Packed(free(3, 4, 2), [3, 2, 2, 1])], second=second)
unsorted = lambda: Packed(free(3, 3, 2), [1, 3, 2], enforce_sorted=False, batch_first=True)
layer(Layer("LSTM", 2, 2, bidirectional=True), lambda: [unsorted(), [free(2, 3, 2), free(2, 3, 2)]])
layer(Layer("LSTM", 2, 3, proj_size=2), lambda: [unsorted()], second=False)
layer(Layer("GRU", 2, 2), lambda: [unsorted(), free(1, 3, 2)])

# --- rows of tables ---
bag = lambda indices, weight, offsets=None, **options: F.embedding_bag(indices, weight, offsets, **options)
swapped = lambda weight, indices, *rest, **options: bag(indices, weight, *rest, **options)
flat, starts = ints([0, 2, 2, 1, 3, 0]), ints([0, 3, 3])
call("embeddingBag", swapped, lambda: [free(4, 2), flat, starts])
call("embeddingBag", swapped, lambda: [free(4, 2), ints([[0, 2], [3, 3]])], {"mode": "mean", "padding_idx": 3})
call("embeddingBag", swapped, lambda: [free(4, 2), flat, starts], lambda: {"mode": "sum", "per_sample_weights": free(6)})
call("embeddingBag", swapped, lambda: [free(4, 2), ints([[0, 2, 1], [3, 3, 0]])], lambda: {"mode": "sum", "padding_idx": 0, "per_sample_weights": free(2, 3)})
call("embeddingBag", swapped, lambda: [free(4, 2), flat, ints([0, 2, 6])], {"mode": "max", "include_last_offset": True})
call("embeddingBag", swapped, lambda: [free(4, 2), flat, starts], {"mode": "max", "padding_idx": -2})
layer(Layer("EmbeddingBag", 4, 3, mode="sum", padding_idx=1), lambda: [flat, starts])
layer(Layer("EmbeddingBag", 4, 3, include_last_offset=True), lambda: [flat, ints([0, 1, 6])])
layer(Layer("Embedding", 4, 3, scale_grad_by_freq=True), lambda: [ints([[0, 2], [2, 2]])], second=False)

# --- two inputs, and weights that are computed ---
layer(Layer("CosineSimilarity"), lambda: [free(2, 3), free(2, 3)])
layer(Layer("CosineSimilarity", 0, eps=1e-3), lambda: [free(2, 3), free(2, 3)])
layer(Layer("PairwiseDistance"), lambda: [free(2, 3), free(2, 3)])
layer(Layer("PairwiseDistance", 1.0, keepdim=True), lambda: [free(2, 3), free(2, 3)])
layer(Layer("Bilinear", 2, 3, 2), lambda: [free(4, 2), free(4, 3)])
# PyTorch's fused kernel of a weight norm has wrong second gradients: they differ from those of v * (g / v.norm(...)).
layer(Layer("Linear", 3, 2, wrap=("weight_norm", {})), lambda: [free(2, 3)], second=False)
layer(Layer("Conv1d", 2, 3, 2, wrap=("weight_norm", {"dim": 1})), lambda: [free(1, 2, 3)])
layer(Layer("Linear", 3, 2, wrap=("weight_norm", {"dim": None})), lambda: [free(2, 3)])
layer(Layer("Linear", 3, 2, wrap=("spectral_norm", {})), lambda: [free(2, 3)])
layer(Layer("Conv1d", 2, 3, 2, wrap=("spectral_norm", {"n_power_iterations": 2, "dim": 1})), lambda: [free(1, 2, 3)], train=False)

# --- many classes, and alignments ---
adaptive = Layer("AdaptiveLogSoftmaxWithLoss", 4, 7, [2, 4], div_value=2.0, head_bias=True)
layer(adaptive, lambda: [free(5, 4), ints([0, 5, 2, 1, 6])], pick=lambda r: [r.output, r.loss])
layer(Layer("AdaptiveLogSoftmaxWithLoss", 4, 7, [3]), lambda: [free(4), torch.tensor(4)], pick=lambda r: [r.output, r.loss], second=False)
logs = lambda *shape: torch.log_softmax(fixed(*shape), -1).requires_grad_()
many = lambda: [logs(5, 3, 4), ints([[1, 2, 1], [3, 3, 0], [2, 0, 0]]), ints([5, 4, 3]), ints([3, 2, 1])]
for reduction in ("none", "mean", "sum"):
    call("ctcLoss", F.ctc_loss, many, {"reduction": reduction}, second=False)
call("ctcLoss", F.ctc_loss, lambda: [logs(4, 2, 3), ints([1, 0, 1, 0]), ints([4, 4]), ints([1, 3])], {"blank": 2, "reduction": "sum"}, second=False)
call("ctcLoss", F.ctc_loss, lambda: [logs(3, 2, 3), ints([[1, 1, 2], [2, 0, 0]]), ints([3, 3]), ints([3, 0])], {"zero_infinity": True}, second=False)
call("ctcLoss", F.ctc_loss, lambda: [logs(4, 3), ints([1, 2]), torch.tensor(4), torch.tensor(2)], {"reduction": "none"}, second=False)
layer(Layer("CTCLoss", zero_infinity=True), many, second=False)

# --- a linear layer and cross entropy in one, at once and in chunks of rows ---
chunked = lambda args, o: [*args, {**o, "options": {"batch_chunk_size": 2}}]
head = lambda: [free(5, 3), free(4, 3), ints([1, 0, -100, 3, 2])]
for reduction in ("none", "mean", "sum"):
    call("linearCrossEntropy", F.linear_cross_entropy, head, lambda: {"linear_bias": free(4), "reduction": reduction}, ours=chunked)
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(5, 3), free(4, 3), ints([1, 0, 3, 3, 2])], lambda: {"weight": fixed(4, low=0.2), "ignore_index": 3, "label_smoothing": 0.2}, ours=chunked)
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(5, 3), free(4, 3), torch.softmax(fixed(5, 4), 1)], lambda: {"weight": fixed(4, low=0.2), "label_smoothing": 0.1}, ours=chunked)
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(2, 3), free(4, 2, 3), ints([[1, 0], [3, 3]])], lambda: {"linear_bias": free(4, 2)})
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(2, 3), free(4, 2, 3), torch.softmax(fixed(2, 4, 2), 1)])
call("linearCrossEntropy", F.linear_cross_entropy, lambda: [free(3), free(4, 3), torch.tensor(2)])
layer(Layer("LinearCrossEntropyLoss", 3, 4), lambda: [free(2, 3), ints([1, 3])])
layer(Layer("LinearCrossEntropyLoss", 3, 4, bias=True, reduction="sum", label_smoothing=0.1, ignore_index=1), lambda: [free(3, 3), ints([1, 3, 0])])
layer(Layer("LinearCrossEntropyLoss", 3, 4, bias=True, out_features=[2], weight=torch.tensor([1.0, 2.0, 0.5, 1.5])), lambda: [free(2, 3), ints([[1, 3], [0, 0]])])

lines = ",\n".join(json.dumps(row) for row in rows)
print(f'{{"torch": "{torch.__version__.split("+")[0]}", "cases": [\n{lines}\n]}}')
