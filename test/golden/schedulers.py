# Makes test/golden/schedulers.json with PyTorch: python test/golden/schedulers.py > test/golden/schedulers.json
import json
import sys
import warnings

import torch
from torch.optim import SGD, Adam, lr_scheduler, swa_utils

warnings.filterwarnings("ignore")
EPOCHS = 16
METRICS = [1.0, 0.8, 0.79, 0.79, 0.7, 0.7, 0.71, 0.7, 0.72, 0.7, 0.69999, 0.5, 0.5, 0.5, 0.51, 0.5]
# Functions by name, which the tests know too.
LAMBDAS = {"half": lambda epoch: 0.5, "inverse": lambda epoch: 1 / (1 + epoch), "by two": lambda x: 1 / (1 + 0.5 * x)}

CASES = [
    ("StepLR", {"step_size": 3, "gamma": 0.1}),
    ("MultiStepLR", {"milestones": [2, 5, 5, 9], "gamma": 0.5}),
    ("ConstantLR", {"factor": 0.5, "total_iters": 4}),
    ("LinearLR", {"start_factor": 0.25, "end_factor": 1.0, "total_iters": 5}),
    ("ExponentialLR", {"gamma": 0.9}),
    ("PolynomialLR", {"total_iters": 8, "power": 2.0}),
    ("CosineAnnealingLR", {"T_max": 6, "eta_min": 0.001}),
    ("CosineAnnealingWarmRestarts", {"T_0": 3, "T_mult": 2, "eta_min": 0.001}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 4}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 2, "step_size_down": 3, "mode": "triangular2"}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 3, "mode": "exp_range", "gamma": 0.97}),
    ("OneCycleLR", {"max_lr": 0.5, "total_steps": 16}),
    (
        "OneCycleLR",
        {
            "max_lr": 0.5,
            "total_steps": 16,
            "anneal_strategy": "linear",
            "pct_start": 0.4,
            "three_phase": True,
            "div_factor": 10.0,
            "final_div_factor": 100.0,
        },
    ),
    ("ReduceLROnPlateau", {"factor": 0.5, "patience": 2}),
    (
        "ReduceLROnPlateau",
        {
            "mode": "max",
            "factor": 0.3,
            "patience": 1,
            "threshold": 0.05,
            "threshold_mode": "abs",
            "cooldown": 2,
            "min_lr": 0.002,
        },
    ),
    ("SequentialLR", [("LinearLR", {"start_factor": 0.1, "total_iters": 4}), ("CosineAnnealingLR", {"T_max": 12})], [4]),
    (
        "SequentialLR",
        [
            ("ConstantLR", {"factor": 0.1, "total_iters": 2}),
            ("ExponentialLR", {"gamma": 0.8}),
            ("StepLR", {"step_size": 2, "gamma": 0.5}),
        ],
        [3, 9],
    ),
    ("ChainedScheduler", [("ConstantLR", {"factor": 0.1, "total_iters": 3}), ("ExponentialLR", {"gamma": 0.9})], None),
    ("LambdaLR", {"lr_lambda": "inverse"}),
    ("MultiplicativeLR", {"lr_lambda": "half"}),
    ("SWALR", {"swa_lr": 0.05, "anneal_epochs": 5}),
    ("SWALR", {"swa_lr": [0.05, 0.2], "anneal_epochs": 4, "anneal_strategy": "linear"}),
    ("SWALR", {"swa_lr": 0.05, "anneal_epochs": 0}),
    ("CyclicLR", {"base_lr": [0.01, 0.02], "max_lr": 0.1, "scale_fn": "by two", "scale_mode": "iterations", "base_momentum": 0.7}),
    ("ReduceLROnPlateau", {"mode": "max", "factor": 0.5, "patience": 0, "threshold": 0.1, "min_lr": [0.03, 0.001]}),
    ("ReduceLROnPlateau", {"factor": 0.5, "patience": 0, "threshold": 0.001, "threshold_mode": "abs", "eps": 0.01}),
    (
        "ChainedScheduler",
        [
            ("CosineAnnealingLR", {"T_max": 6}),
            ("LinearLR", {"start_factor": 0.5, "total_iters": 4}),
            ("StepLR", {"step_size": 5, "gamma": 0.3}),
        ],
        None,
    ),
    (
        "SequentialLR",
        [
            ("MultiplicativeLR", {"lr_lambda": "half"}),
            ("CosineAnnealingWarmRestarts", {"T_0": 3, "eta_min": 0.001}),
            ("MultiplicativeLR", {"lr_lambda": "half"}),
        ],
        [3, 10],
    ),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 4}, "Adam"),
    ("OneCycleLR", {"max_lr": [0.5, 0.1], "epochs": 4, "steps_per_epoch": 5}, "Adam"),
]


def make(name, options, optimizer):
    given = {key: LAMBDAS.get(value, value) if isinstance(value, str) else value for key, value in options.items()}
    return getattr(lr_scheduler if hasattr(lr_scheduler, name) else swa_utils, name)(optimizer, **given)


def case(name, options, rest=None):
    groups = [{"params": [torch.zeros(1)], "lr": 0.1}, {"params": [torch.zeros(1)], "lr": 0.04}]
    adam = rest == "Adam"
    optimizer = Adam(groups) if adam else SGD(groups, momentum=0.9)
    out = {"scheduler": name}
    if name in ("SequentialLR", "ChainedScheduler"):
        parts = [make(part, own, optimizer) for part, own in options]
        sequential = name == "SequentialLR"
        scheduler = lr_scheduler.SequentialLR(optimizer, parts, rest) if sequential else lr_scheduler.ChainedScheduler(parts)
        out |= {"parts": options, "milestones": rest}
    else:
        scheduler = make(name, options, optimizer)
        out["options"] = options
        if adam:
            out["optimizer"] = "Adam"
    lrs, momenta = [], []
    for epoch in range(EPOCHS):
        lrs.append([g["lr"] for g in optimizer.param_groups])
        momenta.append([g["betas"][0] if adam else g["momentum"] for g in optimizer.param_groups])
        optimizer.step()
        scheduler.step(METRICS[epoch]) if name == "ReduceLROnPlateau" else scheduler.step()
    out |= {"lrs": lrs, "momenta": momenta}
    if name == "ReduceLROnPlateau":
        out["metrics"] = METRICS
    return out


about = (
    "SGD with momentum 0.9 (or Adam) and two parameter groups (lr 0.1 and 0.04); lrs[t] and momenta[t] are each group's "
    "values in use at epoch t, read before scheduler.step() (ReduceLROnPlateau: step(metrics[t])). Momenta of Adam are "
    "the first beta. Functions are given by name, see schedulers.py."
)
json.dump(
    {"about": about, "torch": torch.__version__, "cases": [case(*c) for c in CASES]}, sys.stdout, separators=(",", ":")
)
