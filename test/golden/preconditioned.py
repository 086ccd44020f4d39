"""Makes preconditioned.json: SOAP and Shampoo by the formulas of their papers, in float64, for the tests of lib/optim.

    python test/golden/preconditioned.py test/golden      (numpy)

Options carry the names that PyTorch would give them. Shapes are such that no preconditioner has two eigenvalues that are
equal, 0 included: there the eigenvectors, and with them SOAP, are not determined.
"""
import json
import sys
import numpy as np

STEPS = 14


def unfold(x, axis):
    return np.moveaxis(x, axis, 0).reshape(x.shape[axis], -1)


def along(x, matrix, axis):
    """The matrix times x along an axis."""
    return np.moveaxis(np.tensordot(matrix, x, (1, axis)), 0, axis)


def merged(shape, largest):
    out, current = [], 1
    for d in shape:
        if current * d <= largest:
            current *= d
        elif current > 1:
            out.append(current)
            current = d
        else:
            out.append(d)
    return out + [current] if current > 1 or not out else out


def soap(lr=3e-3, betas=(0.95, 0.95), shampoo_beta=-1, eps=1e-8, weight_decay=0.01, precondition_frequency=10,
         max_precondition_dim=10000, merge_dims=False, precondition_1d=False, normalize_grads=False,
         data_format="channels_first", correct_bias=True, maximize=False):
    beta = betas[1] if shampoo_beta < 0 else shampoo_beta
    state = {}

    def step(p, g):
        last = data_format == "channels_last" and merge_dims and p.ndim == 4
        view = (lambda x: x.transpose(0, 3, 1, 2)) if last else (lambda x: x)
        shape = view(p).shape
        unview = (lambda x: x.reshape(shape).transpose(0, 2, 3, 1)) if last else (lambda x: x.reshape(p.shape))
        work = merged(shape, max_precondition_dim) if merge_dims and p.ndim > 1 else list(shape)
        g = view(-g if maximize else g).reshape(work)
        axes = [k for k, d in enumerate(work) if d <= max_precondition_dim and (p.ndim != 1 or precondition_1d)]
        first = not state
        if first:
            state.update(t=0, m=np.zeros(work), v=np.zeros(work), G={k: np.zeros((work[k],) * 2) for k in axes}, Q={})
        else:
            Q, b1, b2 = state["Q"], *betas
            state["t"] += 1
            state["m"] = b1 * state["m"] + (1 - b1) * g
            turned, m = g, state["m"]
            for k in axes:
                turned, m = along(turned, Q[k].T, k), along(m, Q[k].T, k)
            state["v"] = b2 * state["v"] + (1 - b2) * turned**2
            update = m / (np.sqrt(state["v"]) + eps)
            for k in axes:
                update = along(update, Q[k], k)
            if normalize_grads:
                update = update / np.sqrt(np.mean(update**2))
            rate = lr * (np.sqrt(1 - b2 ** state["t"]) / (1 - b1 ** state["t"]) if correct_bias else 1)
            p -= rate * unview(update)
            p *= 1 - lr * weight_decay
        for k in axes:
            state["G"][k] = beta * state["G"][k] + (1 - beta) * unfold(g, k) @ unfold(g, k).T
            if first:
                state["Q"][k] = np.linalg.eigh(state["G"][k])[1][:, ::-1]
        if state["t"] > 0 and state["t"] % precondition_frequency == 0:
            for k in axes:
                G, Q = state["G"][k], state["Q"][k]
                order = np.argsort(-np.diag(Q.T @ G @ Q))
                state["v"] = np.take(state["v"], order, k)
                state["Q"][k] = np.linalg.qr(G @ Q[:, order])[0]

    return step


def shampoo(lr=0.1, momentum=0, nesterov=False, weight_decay=0, decoupled_weight_decay=False, epsilon=1e-4, update_freq=1,
            beta2=1, inverse_exponent_override=0, graft_type="none", graft_epsilon=1e-10, start_preconditioning_step=1,
            max_precondition_dim=1200, merge_dims=False, maximize=False):
    state = {"t": 0, "L": {}, "root": {}, "buffer": 0, "sum": 0}

    def root(L, power):
        if L.ndim == 1:
            return np.diag((L + epsilon) ** power)
        values, vectors = np.linalg.eigh(L + epsilon * np.eye(len(L)))
        return vectors * values**power @ vectors.T

    def step(p, g):
        state["t"] += 1
        g = (-g if maximize else g) + (0 if decoupled_weight_decay else weight_decay) * p
        shape = p.shape or (1,)
        x = g.reshape(merged(shape, max_precondition_dim) if merge_dims else shape)
        power = -1 / (inverse_exponent_override or 2 * x.ndim)
        for k, d in enumerate(x.shape):
            product = unfold(x, k) @ unfold(x, k).T
            if d > max_precondition_dim:
                product = np.diag(product)
            state["L"][k] = beta2 * state["L"].get(k, 0) + (1 if beta2 == 1 else 1 - beta2) * product
            if (state["t"] - 1) % update_freq == 0:
                state["root"][k] = root(state["L"][k], power)
        state["sum"] = state["sum"] + g**2
        graft = g / (np.sqrt(state["sum"]) + graft_epsilon) if graft_type == "adagrad" else g
        direction = graft
        if state["t"] >= start_preconditioning_step:
            for k in range(x.ndim):
                x = along(x, state["root"][k], k)
            direction = x.reshape(p.shape)
            if graft_type != "none":
                direction = direction * np.linalg.norm(graft) / np.linalg.norm(direction)
        state["buffer"] = momentum * state["buffer"] + direction
        p *= 1 - lr * weight_decay * decoupled_weight_decay
        p -= lr * (direction + momentum * state["buffer"] if nesterov else state["buffer"])

    return step


MATRICES = [(3, 4), (4, 4), (5,), ()]
KERNELS = [(4, 3, 2, 2), (2, 3, 4)]
# Of which the merged axes have 6 and 6, or 6 and 5 elements.
MERGING = {"merge_dims": True, "max_precondition_dim": 6}
CASES = [
    ("SOAP", {}, MATRICES),
    ("SOAP", {"lr": 0.02, "betas": [0.9, 0.8], "precondition_frequency": 2, "weight_decay": 0.1, "eps": 1e-6}, MATRICES),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 3, "shampoo_beta": 0.7, "correct_bias": False}, KERNELS),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 1, "normalize_grads": True, "maximize": True}, MATRICES),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 2, **MERGING}, [(2, 3, 2, 3), (2, 3, 5)]),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 2, "data_format": "channels_last", **MERGING}, [(2, 2, 3, 3)]),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 2, "max_precondition_dim": 3}, MATRICES),
    ("SOAP", {"lr": 0.02, "precondition_frequency": 2, "precondition_1d": True}, [(2,), (3, 4)]),
    ("Shampoo", {}, MATRICES),
    ("Shampoo", {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.1, "epsilon": 0.05, "update_freq": 3}, MATRICES),
    ("Shampoo", {"momentum": 0.8, "nesterov": True, "beta2": 0.9, "decoupled_weight_decay": True, "weight_decay": 0.1},
     KERNELS),
    ("Shampoo", {"graft_type": "sgd", "max_precondition_dim": 3, "maximize": True}, MATRICES),
    ("Shampoo", {"graft_type": "adagrad", "start_preconditioning_step": 4, "momentum": 0.5, "graft_epsilon": 1e-5}, MATRICES),
    ("Shampoo", {"inverse_exponent_override": 2, **MERGING}, KERNELS),
    ("Shampoo", {"max_precondition_dim": 2, "inverse_exponent_override": 3, "epsilon": 1e-8}, KERNELS),
]
GROUPS = [
    ("SOAP", {"lr": 0.02, "precondition_frequency": 2},
     [{"params": [0, 2], "lr": 0.1, "precondition_frequency": 3}, {"params": [1], "betas": [0.7, 0.9]}]),
    ("Shampoo", {"lr": 0.02, "momentum": 0.9},
     [{"params": [0, 2], "update_freq": 2}, {"params": [1], "graft_type": "sgd", "momentum": 0}]),
]


def steps(random, name, options, shapes, groups=None, missing=lambda step, k: False):
    make = {"SOAP": soap, "Shampoo": shampoo}[name]
    # Numbers of few digits, which float32 holds too.
    draw = lambda shape: np.asarray(np.round(random.standard_normal(shape) * 64) / 64)
    params = [draw(shape) for shape in shapes]
    own = {k: {**options, **{n: v for n, v in g.items() if n != "params"}} for g in groups or [] for k in g["params"]}
    moves = [make(**own.get(k, options)) for k in range(len(params))]
    start = [{"shape": list(p.shape), "data": p.flatten().tolist()} for p in params]
    grads, expected = [], []
    for t in range(STEPS):
        now = [None if missing(t, k) else draw(p.shape) for k, p in enumerate(params)]
        for p, g, move in zip(params, now, moves):
            if g is not None:
                move(p, g)
        grads.append([None if g is None else g.flatten().tolist() for g in now])
        expected.append([np.round(p, 15).flatten().tolist() for p in params])
    case = {"optimizer": name, "options": options, "params": start, "grads": grads, "expected": expected}
    return {**case, "groups": groups} if groups else case


def cases():
    random = np.random.default_rng(1)
    for name, options, shapes in CASES:
        yield steps(random, name, options, shapes)
    for name, options, groups in GROUPS:
        yield steps(random, name, options, [(3, 4), (2, 2), (4, 4)], groups, lambda t, k: (t + k) % 3 == 0)


if __name__ == "__main__":
    about = "for each step: set grads[t] (null: none), step(); the parameters are then expected[t]"
    with open(f"{sys.argv[1]}/preconditioned.json", "w") as file:
        json.dump({"about": about, "numpy": np.__version__, "cases": list(cases())}, file, separators=(",", ":"))
