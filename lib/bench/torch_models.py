"""The models of the training steps in PyTorch: those of rows/models.ts, with parameters registered in the same order.

MODELS has for each name of rows/steps.ts the model, its optimizer and its loss. torch_peer.py trains them.
"""

import torch
import torch.nn.functional as F
from torch import nn


def adam(params, fused):
    return torch.optim.Adam(params, fused=fused)


def adam_w(params, fused):
    return torch.optim.AdamW(params, lr=1e-3, weight_decay=0.01, fused=fused)


def momentum(params, fused):
    return torch.optim.SGD(params, lr=0.01, momentum=0.9, fused=fused)


def sgd(params, fused):
    return torch.optim.SGD(params, lr=0.01, fused=fused)


def mlp(*sizes, activation=nn.ReLU):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), activation()]
    return nn.Sequential(*layers[:-1])


def conv3(a, b, bias=True, **options):
    return nn.Conv2d(a, b, 3, padding=1, bias=bias, **options)


def normed(a, b):
    return [conv3(a, b, False), nn.BatchNorm2d(b), nn.ReLU()]


def head(width):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 10)]


def cnn():
    return nn.Sequential(
        *(conv3(1, 32), nn.ReLU(), nn.MaxPool2d(2), conv3(32, 64), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10)),
    )


def cnn_norm():
    return nn.Sequential(
        *(*normed(3, 32), *normed(32, 32), nn.MaxPool2d(2), *normed(32, 64), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(64 * 8 * 8, 10)),
    )


class Residual(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        stride = 1 if a == b else 2
        self.body = nn.Sequential(
            *(conv3(a, b, False, stride=stride), nn.BatchNorm2d(b), nn.ReLU()),
            *(conv3(b, b, False), nn.BatchNorm2d(b)),
        )
        narrower = lambda: nn.Sequential(nn.Conv2d(a, b, 1, stride=stride, bias=False), nn.BatchNorm2d(b))
        self.skip = nn.Identity() if stride == 1 else narrower()

    def forward(self, x):
        return F.relu(self.body(x) + self.skip(x))


def resnet():
    widths = [(32, 32), (32, 32), (32, 64), (64, 64), (64, 128), (128, 128)]
    return nn.Sequential(*normed(3, 32), *(Residual(a, b) for a, b in widths), *head(128))


def depthwise():
    layers = []
    for a, b, stride in [(32, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1)]:
        layers += [conv3(a, a, False, stride=stride, groups=a), nn.BatchNorm2d(a), nn.ReLU()]
        layers += [nn.Conv2d(a, b, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
    return nn.Sequential(*normed(3, 32), *layers, *head(256))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        twice = lambda a, b: nn.Sequential(*normed(a, b), *normed(b, b))
        self.down = nn.ModuleList([twice(3, 16), twice(16, 32), twice(32, 64)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(64, 32, 2, 2), nn.ConvTranspose2d(32, 16, 2, 2)])
        self.join = nn.ModuleList([twice(64, 32), twice(32, 16)])
        self.head = nn.Conv2d(16, 2, 1)

    def forward(self, x):
        a = self.down[0](x)
        b = self.down[1](F.max_pool2d(a, 2))
        y = self.down[2](F.max_pool2d(b, 2))
        for up, join, skipped in zip(self.up, self.join, [b, a]):
            y = join(torch.cat([up(y), skipped], 1))
        return self.head(y)


def grouped(a, b):
    return nn.Sequential(nn.GroupNorm(8, a), nn.SiLU(), conv3(a, b))


class TimedBlock(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.enter, self.time, self.leave = grouped(a, b), nn.Linear(128, b), grouped(b, b)
        self.skip = nn.Identity() if a == b else nn.Conv2d(a, b, 1)

    def forward(self, x, time):
        y = self.enter(x) + self.time(time)[:, :, None, None]
        return self.leave(y) + self.skip(x)


class PixelAttention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.GroupNorm(8, width)
        self.qkv, self.out = nn.Conv2d(width, 3 * width, 1), nn.Conv2d(width, width, 1)

    def forward(self, x):
        b, width, h, w = x.shape
        heads = self.qkv(self.norm(x)).reshape(b, 3, 4, width // 4, h * w)
        q, k, v = heads.transpose(3, 4).unbind(1)
        seen = F.scaled_dot_product_attention(q, k, v)
        return x + self.out(seen.transpose(2, 3).reshape(b, width, h, w))


class Diffusion(nn.Module):
    def __init__(self, batch):
        super().__init__()
        narrower = lambda width: conv3(width, width, stride=2)
        self.time = nn.Sequential(nn.Linear(32, 128), nn.SiLU(), nn.Linear(128, 128), nn.SiLU())
        self.first = conv3(3, 32)
        self.down = nn.ModuleList([TimedBlock(32, 32), TimedBlock(32, 64), TimedBlock(64, 128)])
        self.narrower = nn.ModuleList([narrower(32), narrower(64)])
        self.enter, self.attention, self.leave = TimedBlock(128, 128), PixelAttention(128), TimedBlock(128, 128)
        self.up = nn.ModuleList([TimedBlock(256, 128), TimedBlock(192, 64), TimedBlock(96, 32)])
        self.wider = nn.ModuleList([conv3(128, 128), conv3(64, 64)])
        self.last = grouped(32, 3)
        angles = 60 * torch.arange(batch)[:, None] / 10_000 ** (torch.arange(16) / 16)
        self.register_buffer("angles", angles)

    def forward(self, x):
        time = self.time(torch.cat([self.angles.sin(), self.angles.cos()], 1))
        y, skipped = self.first(x), []
        for k, block in enumerate(self.down):
            y = block(self.narrower[k - 1](y) if k else y, time)
            skipped.append(y)
        y = self.leave(self.attention(self.enter(y, time)), time)
        for k, block in enumerate(self.up):
            y = self.wider[k - 1](F.interpolate(y, scale_factor=2)) if k else y
            y = block(torch.cat([y, skipped.pop()], 1), time)
        return self.last(y)


def conv1d():
    layers = []
    for a in [64, 128, 128, 128]:
        layers += [nn.Conv1d(a, 128, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(128, 10))


def recommender():
    return nn.Sequential(nn.Embedding(80_000, 16), nn.Flatten(), mlp(128, 64, 10))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.qkv, self.out = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm2, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, t, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind()
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(seen.transpose(1, 2).reshape(b, t, width))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class LanguageModel(nn.Module):
    def __init__(self, width, heads, context, vocabulary, layers, tied=False):
        super().__init__()
        self.token, self.position = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), None if tied else nn.Linear(width, vocabulary)
        self.places = torch.arange(context)

    def forward(self, tokens):
        x = self.token(tokens) + self.position(self.places[: tokens.shape[1]])
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        return (F.linear(x, self.token.weight) if self.head is None else self.head(x)).flatten(0, 1)


class LastState(nn.Module):
    def __init__(self, layer, units=128):
        super().__init__()
        self.rnn, self.head = layer(units, units, 2, batch_first=True), nn.Linear(units, 10)

    def forward(self, x):
        return self.head(self.rnn(x)[0][:, -1])


class Encoder(nn.Module):
    def __init__(self, width, heads, layers):
        super().__init__()
        layer = nn.TransformerEncoderLayer(width, heads, 4 * width, dropout=0.0, batch_first=True)
        self.encoder, self.head = nn.TransformerEncoder(layer, layers), nn.Linear(width, 10)

    def forward(self, x):
        return self.head(self.encoder(x).mean(1))


MODELS = {
    "online": (lambda: mlp(10, 1), sgd, F.mse_loss),
    "tabular": (lambda: mlp(16, 64, 32, 2), adam, F.cross_entropy),
    "mlp": (lambda: mlp(784, 256, 128, 10), adam, F.cross_entropy),
    "higgs": (
        lambda: mlp(28, 300, 300, 300, 300, 300, 1, activation=nn.Tanh),
        adam,
        F.binary_cross_entropy_with_logits,
    ),
    "recommender": (recommender, adam, F.cross_entropy),
    "cnn": (cnn, adam, F.cross_entropy),
    "cnn_norm": (cnn_norm, momentum, F.cross_entropy),
    "resnet": (resnet, momentum, F.cross_entropy),
    "depthwise": (depthwise, momentum, F.cross_entropy),
    "unet": (UNet, adam, F.cross_entropy),
    "diffusion": (lambda: Diffusion(16), adam, F.mse_loss),
    "conv1d": (conv1d, adam, F.cross_entropy),
    "lstm": (lambda: LastState(nn.LSTM), adam, F.cross_entropy),
    "gru": (lambda: LastState(nn.GRU), adam, F.cross_entropy),
    "encoder": (lambda: Encoder(256, 4, 3), adam_w, F.cross_entropy),
    "characters": (lambda: LanguageModel(128, 4, 128, 65, 4), adam_w, F.cross_entropy),
    "gpt2": (lambda: LanguageModel(768, 12, 1024, 50257, 12, tied=True), adam_w, F.cross_entropy),
}
