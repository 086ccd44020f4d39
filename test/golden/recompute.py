# Computes what clipping.json, trajectories.json and training.json hold again from their inputs, with an installed PyTorch:
# python test/golden/recompute.py clipping > new.json. Options carry PyTorch's names in these files.
import json
import pathlib
import sys

import torch
from torch import nn, optim
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

HOLES = [(1, -0.5), (-1, 0.5), (-0.5, -0.8)]


def density(x, y, a, b, sigma=0.2):
    return torch.exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * sigma**2)) / (2 * torch.pi * sigma**2)


LANDSCAPES = {
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2 + 1,
    "pathological": lambda x, y: torch.tanh(x) ** 2 + 0.01 * torch.abs(x) + torch.sigmoid(y),
    "trimodal": lambda x, y: -sum(density(x, y, a, b) for a, b in HOLES),
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
}


def plain(number):
    return number if abs(number) < float("inf") else str(number)


def tensor(numbers, dtype):
    return torch.tensor(numbers["data"], dtype=dtype).reshape(numbers["shape"])


def clipping(case):
    dtype = getattr(torch, case["dtype"])
    params = [nn.Parameter(torch.zeros(g["shape"], dtype=dtype)) for g in case["grads"]]
    for p, g in zip(params, case["grads"]):
        p.grad = tensor(g, dtype)
    out = dict(case)
    if case["op"] == "clipGradNorm":
        out["norm"] = plain(clip_grad_norm_(params, case["maxNorm"], float(case["normType"])).item())
    else:
        clip_grad_value_(params, case["clipValue"])
    return out | {"expected": [[plain(v) for v in p.grad.flatten().tolist()] for p in params]}


def trajectories(case):
    dtype = getattr(torch, case["dtype"])
    x, y = (torch.tensor(v, dtype=dtype, requires_grad=True) for v in case["start"])
    optimizer = getattr(optim, case["optimizer"])([x, y], **case["options"])

    def closure():
        optimizer.zero_grad()
        loss = LANDSCAPES[case["function"]](x, y)
        loss.backward()
        return loss

    points, losses = [[x.item(), y.item()]], []
    for _ in case["losses"]:
        losses.append(optimizer.step(closure).item())
        points.append([x.item(), y.item()])
    return case | {"points": points, "losses": losses}


def training(case):
    dtype = getattr(torch, case["dtype"])
    torch.set_default_dtype(dtype)
    model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 3))
    with torch.no_grad():
        for p, start in zip(model.parameters(), case["init"]):
            p.copy_(tensor(start, dtype))
    optimizer = getattr(optim, case["optimizer"])(model.parameters(), **case["options"])
    scheduler = None
    if case["scheduler"]:
        name, options = case["scheduler"]
        scheduler = getattr(optim.lr_scheduler, name)(optimizer, **options)
    x, y = tensor(case["x"], dtype), torch.tensor(case["y"]["data"])
    losses, norms = [], []
    for t in range(len(case["losses"])):
        rows = slice(16 * (t % 3), 16 * (t % 3) + 16)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        norms.append(clip_grad_norm_(model.parameters(), case["clipGradNorm"]).item())
        optimizer.step()
        if scheduler:
            scheduler.step()
        losses.append(loss.item())
    final = [p.detach().flatten().tolist() for p in model.parameters()]
    return case | {"losses": losses, "gradNorms": norms, "final": final}


name = sys.argv[1]
file = json.loads((pathlib.Path(__file__).parent / f"{name}.json").read_text())
file["torch"] = torch.__version__
file["cases"] = [globals()[name](case) for case in file["cases"]]
json.dump(file, sys.stdout, separators=(",", ":"))
