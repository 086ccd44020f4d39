# Makes the safetensors files of test/golden/checkpoint as PyTorch and NumPy users write them, and, with --check, reads the
# one that thalweg wrote. torch 2.13, safetensors, numpy.
# Run as: python test/golden/checkpoint.py [--check ours.safetensors]
import json
import os
import sys

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import load_file as load_numpy
from safetensors.numpy import save_file as save_numpy
from safetensors.torch import load_file, save_file

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'checkpoint')
VALUES = [0.0, -0.0, 1.0, -1.5, 2.0**-20, float('inf'), float('-inf'), float('nan')]


def from_torch():
    torch.manual_seed(0)
    return {
        'f32': torch.tensor(VALUES).reshape(2, 4),
        'f64': torch.tensor(VALUES, dtype=torch.float64) / 3,
        'f16': torch.tensor(VALUES, dtype=torch.float16),
        'bf16': torch.tensor(VALUES, dtype=torch.bfloat16),
        'i64': torch.tensor([[-(2**31), 2**31 - 1, 0]]),
        'i32': torch.tensor([-7, 7], dtype=torch.int32),
        'i16': torch.tensor([-(2**15), 2**15 - 1], dtype=torch.int16),
        'i8': torch.tensor([-128, 127], dtype=torch.int8),
        'u8': torch.tensor([0, 255], dtype=torch.uint8),
        'bool': torch.tensor([[True], [False]]),
        'scalar': torch.tensor(2.5),
        'empty': torch.zeros(0, 3),
        'layer.0.weight': torch.linspace(-1, 1, 12).reshape(3, 4).T.contiguous(),
    }


def values(t):
    return t.flatten().tolist() if hasattr(t, 'flatten') else t


def check(path):
    with safe_open(path, framework='pt') as f:
        metadata = f.metadata()
    tensors = load_file(path)
    arrays = load_numpy(path)
    for name, t in tensors.items():
        same = np.array_equal(t.numpy(), arrays[name], equal_nan=t.is_floating_point())
        assert same and list(t.shape) == list(arrays[name].shape), name
    told = {k: [str(t.dtype), list(t.shape), [repr(v) for v in values(t)]] for k, t in tensors.items()}
    print(json.dumps({'metadata': metadata, 'tensors': told}))


if __name__ == '__main__':
    if sys.argv[1:2] == ['--check']:
        check(sys.argv[2])
    elif sys.argv[1:2] == ['--write']:
        save_file(from_torch(), sys.argv[2], metadata={'format': 'pt', 'note': 'ünï "q"'})
    else:
        os.makedirs(FOLDER, exist_ok=True)
        save_file(from_torch(), os.path.join(FOLDER, 'torch.safetensors'), metadata={'format': 'pt', 'note': 'ünï "q"'})
        arrays = {k: v.numpy() for k, v in from_torch().items() if k != 'bf16'}
        save_numpy(arrays, os.path.join(FOLDER, 'numpy.safetensors'))
