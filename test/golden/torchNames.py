"""Writes torchNames.json: the public names of PyTorch that docs/reference/pytorch.md compares with. Needs torch."""

import inspect
import json
import pathlib

import torch


def public(module, keep=lambda value: True):
    return sorted(n for n in dir(module) if not n.startswith("_") and keep(getattr(module, n)))


def is_function(value):
    return callable(value) and not inspect.isclass(value)


def is_module(value):
    return inspect.isclass(value) and issubclass(value, torch.nn.Module)


names = {
    "torch.nn": public(torch.nn, is_module),
    "torch.nn.functional": public(torch.nn.functional, is_function),
    "torch": public(torch, is_function),
    "torch.linalg": public(torch.linalg, is_function),
    "torch.special": public(torch.special, is_function),
    # Attributes of a tensor: some raise an error when they are read, which getattr on the class does not.
    "torch.Tensor": public(torch.Tensor),
}
text = json.dumps({"version": torch.__version__.split("+")[0], "names": names}, separators=(",", ":"))
(pathlib.Path(__file__).parent / "torchNames.json").write_text(text + "\n")
