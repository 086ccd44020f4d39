"""Makes packed.json: Adam with 8-bit and with bfloat16 states, to the bit, for test/optim/packed.test.ts.

    python test/golden/packed.py > test/golden/packed.json      (numpy)

Written from what the formats are: the 8-bit codes are looked up in a table of all values, where lib/optim counts bits.
Parameters and gradients are those of `numbers`, which the test computes likewise. For each step: the parameters as the
hexadecimal bytes of float32, and the codes of both moments (a byte, or two with the lower first).
"""
import json
import numpy as np

f32 = np.float32
N, STEPS, BLOCK = 600, 6, 256
LR, BETA1, BETA2, EPS, DECAY = 0.01, 0.9, 0.99, 1e-8, 0.1


def numbers(seed):
    """From -1/2 to 1/2, of six orders of magnitude, and some zeros."""
    i = np.arange(N)
    x = ((i * 7919 + seed * 104729) % 1009).astype(f32) / f32(1009) - f32(0.5)
    scale = np.array([1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5], f32)[i % 6]
    return np.where(i % 7 == 0, f32(0), x * scale)


def table(signed):
    """Every value of a code by its magnitude; of 8 or 16 values an octave that ends at 1.875. Code 0 is 0."""
    exponents = 16 if signed else 32
    values = [2.0 ** (e - exponents + 1) * (1 + k / 8) for e in range(exponents) for k in range(8)]
    return np.array([0.0, *values[1:]]), values[0]


def encode(x, signed):
    largest = f32(np.max(np.abs(x)))
    scale = largest / f32(1.875)
    if largest == 0:
        return np.zeros(len(x), np.uint8), scale
    inverse = f32(1.875) / largest
    y = (x * inverse).astype(f32).astype(np.float64)
    values, first = table(signed)
    codes = []
    for v in np.abs(y):
        # The nearest, the larger one of two that are as near. Between 0 and the first code the border is where the first
        # code's lower neighbor, which means 0 instead, would end.
        border = (first + values[1]) / 2
        near = np.abs(values - v)
        codes.append(0 if v < border else len(values) - 1 - int(np.argmin(near[::-1])))
    return (np.array(codes, np.uint8) | np.where(np.signbit(y) & signed, 128, 0)).astype(np.uint8), scale


def decode(codes, scale, signed):
    values, _ = table(signed)
    size = codes & 127 if signed else codes
    sign = np.where((codes & 128 != 0) & (size != 0) & signed, f32(-1), f32(1))
    return (sign * values[size].astype(f32) * scale).astype(f32)


def hashed(seed, n):
    """32 bits for each element: a multiplicative hash with the finalizer of MurmurHash3 cut short."""
    h = (np.arange(n, dtype=np.uint64) * 0x9E3779B1 + seed) & 0xFFFFFFFF
    h = ((h ^ (h >> np.uint64(16))) * np.uint64(0x85EBCA6B)) & np.uint64(0xFFFFFFFF)
    return h ^ (h >> np.uint64(13))


def bfloat16(x, noise):
    bits = x.view(np.uint32).astype(np.uint64)
    return ((bits + noise) >> np.uint64(16)).astype(np.uint16)


def adam(p, g, m, v, t, decoupled):
    if not decoupled:
        g = g + f32(DECAY) * p
    p = p * f32(1 - LR * DECAY if decoupled else 1)
    m = m + f32(1 - BETA1) * (g - m)
    v = v * f32(BETA2) + f32(1 - BETA2) * g * g
    root = np.sqrt(v) * f32(1 / np.sqrt(1 - BETA2**t)) + f32(EPS)
    return p - f32(LR / (1 - BETA1**t)) * m / root, m, v


def run(bits, decoupled):
    p = numbers(0)
    blocks = [slice(k, min(k + BLOCK, N)) for k in range(0, N, BLOCK)]
    codes = [np.zeros(N, np.uint8 if bits == 8 else np.uint16) for _ in range(2)]
    scales = [[f32(0)] * len(blocks) for _ in range(2)]
    steps = []
    for t in range(1, STEPS + 1):
        g = numbers(t)
        if bits == 8:
            m, v = (np.concatenate([decode(codes[s][b], scales[s][k], s == 0) for k, b in enumerate(blocks)]) for s in (0, 1))
        else:
            m, v = ((c.astype(np.uint32) << 16).view(f32) for c in codes)
        p, m, v = adam(p, g, m, v, t, decoupled)
        assert p.dtype == m.dtype == v.dtype == f32
        for s, x in enumerate((m, v)):
            if bits == 16:
                h = hashed(t * 0x9E3779B1 & 0xFFFFFFFF, N)
                codes[s] = bfloat16(x, h & np.uint64(0xFFFF) if s == 0 else h >> np.uint64(16))
                continue
            for k, b in enumerate(blocks):
                codes[s][b], scales[s][k] = encode(x[b], s == 0)
        steps.append({"p": p.tobytes().hex(), "m": codes[0].tobytes().hex(), "v": codes[1].tobytes().hex()})
    # Of the steps between, the last one says enough.
    return {"bits": bits, "decoupled": decoupled, "steps": STEPS, "first": steps[0], "last": steps[-1]}


if __name__ == "__main__":
    cases = [run(bits, decoupled) for bits in (8, 16) for decoupled in (False, True)]
    print(json.dumps({"about": "see packed.py", "numpy": np.__version__, "cases": cases}, separators=(",", ":")))
