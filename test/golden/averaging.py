# Makes test/golden/averaging.json with PyTorch: python test/golden/averaging.py > test/golden/averaging.json
import json
import sys

import torch
from torch import nn
from torch.optim import swa_utils

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def numbers(t):
    return {"shape": list(t.shape), "data": t.detach().reshape(-1).tolist()}


def net():
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))


def state(module):
    return {name: numbers(t) for name, t in module.state_dict().items()}


def case(kind, use_buffers):
    model = net()
    fn = swa_utils.get_ema_multi_avg_fn(0.9) if kind == "ema" else None
    averaged = swa_utils.AveragedModel(model, multi_avg_fn=fn, use_buffers=use_buffers)
    steps = []
    for _ in range(4):
        with torch.no_grad():
            for t in [*model.parameters(), *model.buffers()]:
                t.copy_(torch.randn(t.shape).abs() if t.is_floating_point() else t + 1)
        averaged.update_parameters(model)
        steps.append({"weights": state(model), "averages": state(averaged)})
    batches = [torch.randn(5, 3) for _ in range(3)]
    if use_buffers is False:
        swa_utils.update_bn(batches, averaged)
    x = torch.randn(4, 3)
    return {
        "kind": kind,
        "useBuffers": use_buffers,
        "steps": steps,
        "batches": [numbers(b) for b in batches],
        "after": state(averaged),
        "x": numbers(x),
        "y": numbers(averaged.eval()(x)),
    }


about = "AveragedModel of Linear(3,4) BatchNorm1d(4) Linear(4,2): weights before each of four updates and averages after it"
about += "; update_bn over the batches where buffers are not averaged; state and output y of x in eval after that"
cases = [case(kind, use_buffers) for kind in ("ema", "swa") for use_buffers in (False, True) if kind == "ema" or not use_buffers]
json.dump({"about": about, "torch": torch.__version__, "cases": cases}, sys.stdout, separators=(",", ":"))
