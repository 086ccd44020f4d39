"""Makes sam.json: steps of SAM and ASAM around optimizers of PyTorch, for test/optim/wrappers.test.ts.

    python test/golden/sam.py test/golden      (torch)

The formula is that of Foret et al. 2021 (and Kwon et al. 2021 for `adaptive`), with the 1e-12 beside the norm of the usual
implementation. points[i] is (x, y) before step i, the last one after the last step; losses[i] is step i's.
"""
import torch
from optimizers import FUNCTIONS, write

RUNS = [
    ("rosenbrock", [-1.0, 2.0], "SGD", {"lr": 0.001, "momentum": 0.9}, {"rho": 0.05}),
    ("rosenbrock", [-1.0, 2.0], "Adam", {"lr": 0.05}, {"rho": 0.1, "adaptive": True}),
    ("himmelblau", [0.5, -0.5], "AdamW", {"lr": 0.05, "weight_decay": 0.1}, {"rho": 0.5}),
    ("beale", [1.0, 1.0], "SGD", {"lr": 0.01, "nesterov": True, "momentum": 0.5}, {"rho": 0.2, "adaptive": True}),
    ("pathological", [2.5, 2.5], "RMSprop", {"lr": 0.02, "maximize": True}, {"rho": 0.3}),
]


def runs():
    for function, start, name, inner, options in RUNS:
        rho, adaptive = options["rho"], options.get("adaptive", False)
        xy = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in start]
        optimizer = getattr(torch.optim, name)(xy, **inner)
        # The worst point is uphill of a loss, and downhill of what is maximized.
        sign = -1 if inner.get("maximize") else 1

        def gradients():
            optimizer.zero_grad()
            loss = FUNCTIONS[function](*xy)
            loss.backward()
            return loss.item()

        points, losses = [[v.item() for v in xy]], []
        for _ in range(60):
            losses.append(gradients())
            with torch.no_grad():
                norm = torch.stack([(v.abs() if adaptive else 1) * v.grad for v in xy]).norm()
                moves = [sign * rho / (norm + 1e-12) * (v**2 if adaptive else 1) * v.grad for v in xy]
                old = [v.clone() for v in xy]
                for v, move in zip(xy, moves):
                    v += move
            gradients()
            with torch.no_grad():
                for v, o in zip(xy, old):
                    v.copy_(o)
            optimizer.step()
            points.append([v.item() for v in xy])
        yield {"function": function, "start": start, "inner": name, "innerOptions": inner, "options": options,
               "points": points, "losses": losses}


if __name__ == "__main__":
    write("sam", "see sam.py", runs())
