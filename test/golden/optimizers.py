"""Makes optimizers.json and trajectories.json: PyTorch's optimizers over their options, for the tests of lib/optim.

    python test/golden/optimizers.py test/golden      (torch)

The two files in the repository were made with torch 2.13.0 on a CPU; other random numbers do as well. Options carry PyTorch's
names. A new optimizer of PyTorch needs its line in CASES.
"""
import json
import math
import sys
import torch

STEPS = 10
CASES = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.05}),
    ("SGD", {"lr": 0.1, "maximize": True, "weight_decay": 0.05}),
    ("Adam", {"lr": 0.01}),
    ("Adam", {"lr": 0.01, "betas": [0.8, 0.95], "eps": 1e-6}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.01, "amsgrad": True}),
    ("Adam", {"lr": 0.01, "amsgrad": True, "maximize": True, "weight_decay": 0.02}),
    ("Adam", {"lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("AdamW", {"lr": 0.01}),
    ("AdamW", {"lr": 0.01, "weight_decay": 0.2, "amsgrad": True}),
    ("AdamW", {"lr": 0.01, "betas": [0.95, 0.98], "maximize": True}),
    ("RMSprop", {"lr": 0.01}),
    ("RMSprop", {"lr": 0.01, "alpha": 0.9, "momentum": 0.8}),
    ("RMSprop", {"lr": 0.01, "centered": True}),
    ("RMSprop", {"lr": 0.01, "centered": True, "momentum": 0.5, "weight_decay": 0.1}),
    ("RMSprop", {"lr": 0.01, "maximize": True}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.1, "weight_decay": 0.1, "initial_accumulator_value": 0.2}),
    ("Adagrad", {"lr": 0.1, "eps": 1e-5, "maximize": True}),
    ("Adadelta", {"lr": 1.0}),
    ("Adadelta", {"lr": 0.5, "rho": 0.8, "eps": 1e-4, "weight_decay": 0.1}),
    ("Adamax", {"lr": 0.02}),
    ("Adamax", {"lr": 0.02, "betas": [0.8, 0.9], "weight_decay": 0.1}),
    ("NAdam", {"lr": 0.02}),
    ("NAdam", {"lr": 0.02, "weight_decay": 0.1, "momentum_decay": 0.01}),
    ("NAdam", {"lr": 0.02, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("RAdam", {"lr": 0.02}),
    ("RAdam", {"lr": 0.02, "weight_decay": 0.1}),
    ("RAdam", {"lr": 0.02, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("ASGD", {"lr": 0.05}),
    ("ASGD", {"lr": 0.05, "lambd": 0.01, "alpha": 0.6, "t0": 3, "weight_decay": 0.1}),
    ("Rprop", {"lr": 0.01}),
    ("Rprop", {"lr": 0.01, "etas": [0.4, 1.3], "step_sizes": [1e-4, 0.05]}),
    ("Adafactor", {"lr": 0.05}),
    ("Adafactor", {"lr": 0.05, "beta2_decay": -0.6, "d": 1.5, "weight_decay": 0.1}),
    ("Muon", {"lr": 0.02}),
    ("Muon", {"lr": 0.02, "weight_decay": 0.01, "momentum": 0.8, "nesterov": False, "ns_steps": 3,
              "adjust_lr_fn": "match_rms_adamw"}),
]
# Groups of a third parameter, some of whose gradients are missing.
GROUPS = ("AdamW", {"lr": 0.02, "weight_decay": 0.01},
          [{"params": [0, 1], "lr": 0.1}, {"params": [2], "weight_decay": 0.2, "betas": [0.7, 0.9]}])


def steps(name, options, dtype, shapes, groups=None, missing=lambda step, k: False):
    params = [torch.randn(shape, dtype=dtype).requires_grad_() for shape in shapes]
    start = [{"shape": list(p.shape), "data": p.detach().flatten().tolist()} for p in params]
    made = groups and [{**g, "params": [params[k] for k in g["params"]]} for g in groups]
    optimizer = getattr(torch.optim, name)(made or params, **options)
    grads, expected = [], []
    for step in range(STEPS):
        for k, p in enumerate(params):
            p.grad = None if missing(step, k) else torch.randn(p.shape, dtype=dtype)
        optimizer.step()
        grads.append([None if p.grad is None else p.grad.flatten().tolist() for p in params])
        expected.append([p.detach().flatten().tolist() for p in params])
    case = {"optimizer": name, "options": options, "dtype": str(dtype)[6:], "params": start, "grads": grads, "expected": expected}
    return {**case, "groups": groups} if groups else case


def optimizers():
    for name, options in CASES:
        shapes = [(3, 4)] if name == "Muon" else [(3, 4), (5,)]
        for dtype in (torch.float32,) if name == "Muon" else (torch.float32, torch.float64):
            yield steps(name, options, dtype, shapes)
    for dtype in (torch.float32, torch.float64):
        yield steps(*GROUPS[:2], dtype, [(3, 4), (5,), (2, 2)], GROUPS[2], lambda step, k: (step + k) % 3 == 0)


HOLES = [(1, -0.5), (-1, 0.5), (-0.5, -0.8)]
FUNCTIONS = {
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2 + 1,
    "pathological": lambda x, y: torch.tanh(x) ** 2 + 0.01 * x.abs() + torch.sigmoid(y),
    "trimodal": lambda x, y: -sum(
        torch.exp(-((x - a) ** 2 + (y - b) ** 2) / 0.08) / (2 * math.pi * 0.04) for a, b in HOLES),
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
}
PATHS = [
    ("rosenbrock", [-1.0, 2.0], "SGD", {"lr": 0.001}, 100),
    ("pathological", [2.5, 2.5], "SGD", {"lr": 0.02, "momentum": 0.99}, 100),
    ("trimodal", [0.6, -0.1], "Adam", {"lr": 0.05}, 100),
    ("beale", [1.0, 1.0], "NAdam", {"lr": 0.02}, 100),
    ("rosenbrock", [-1.0, 2.0], "LBFGS", {"lr": 1, "max_iter": 20, "line_search_fn": "strong_wolfe"}, 8),
    ("himmelblau", [0.0, 0.0], "LBFGS", {"lr": 0.5, "max_iter": 5, "history_size": 3}, 10),
]


def trajectories():
    for function, start, name, options, count in PATHS:
        for dtype in (torch.float32, torch.float64):
            xy = [torch.tensor(v, dtype=dtype, requires_grad=True) for v in start]
            optimizer = getattr(torch.optim, name)(xy, **options)

            def closure():
                optimizer.zero_grad()
                loss = FUNCTIONS[function](*xy)
                loss.backward()
                return loss

            points, losses = [[v.item() for v in xy]], []
            for _ in range(count):
                losses.append(float(optimizer.step(closure)))
                points.append([v.item() for v in xy])
            yield {"function": function, "start": start, "optimizer": name, "options": options, "dtype": str(dtype)[6:],
                   "points": points, "losses": losses}


def write(name, about, cases):
    with open(f"{sys.argv[1]}/{name}.json", "w") as file:
        json.dump({"about": about, "torch": torch.__version__.split("+")[0], "cases": list(cases)}, file, separators=(",", ":"))


if __name__ == "__main__":
    torch.manual_seed(1)
    write("optimizers", "for each step: set grads[t] (null: none), step(); the parameters are then expected[t]", optimizers())
    write("trajectories", "points[i] is (x, y) before step i, the last one after the last step; losses[i] is step i's", trajectories())
