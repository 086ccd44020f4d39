"""Makes sparseOptimizers.json: SparseAdam, Adagrad and SGD of PyTorch on the sparse gradients of an embedding.

    python test/golden/sparseOptimizers.py > test/golden/sparseOptimizers.json      (torch)

For each step: the rows `indices` of a table were read and got the gradients `values`; the table is then expected[step].
In `clipped`, a vector has the dense gradients `grads` beside it, and all are clipped before the step. PyTorch clips no sparse
gradients, so it clips the sums of their rows as a dense gradient, and steps with the rows of that.
"""
import json
import torch

torch.manual_seed(0)
ROWS, WIDTH = 6, 3
cases = []
for name, options in [
    ("SparseAdam", {"lr": 0.05}),
    ("SparseAdam", {"lr": 0.05, "betas": [0.8, 0.9], "eps": 1e-6, "maximize": True}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.2}),
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "maximize": True}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "nesterov": True}),
]:
    for dtype in (torch.float32, torch.float64):
        table = torch.nn.Parameter(torch.randn(ROWS, WIDTH, dtype=dtype))
        start = table.detach().clone()
        optimizer = getattr(torch.optim, name)([table], **options)
        indices, values, expected = [], [], []
        for step in range(6):
            read = torch.randint(ROWS, (step % 4 + 1,))
            g = torch.randn(len(read), WIDTH, dtype=dtype)
            optimizer.zero_grad()
            (torch.nn.functional.embedding(read, table, sparse=True) * g).sum().backward()
            optimizer.step()
            indices.append(read.tolist())
            values.append(g.flatten().tolist())
            expected.append(table.detach().flatten().tolist())
        cases.append({"optimizer": name, "options": options, "dtype": str(dtype)[6:], "start": start.flatten().tolist(),
                      "indices": indices, "values": values, "expected": expected})
clipped = []
for name, options, clip in [
    ("SparseAdam", {"lr": 0.05}, {"max_norm": 0.7}),
    ("Adagrad", {"lr": 0.1}, {"max_norm": 0.7}),
    ("Adagrad", {"lr": 0.1}, {"max_norm": 1.5, "norm_type": 1.0}),
    ("SGD", {"lr": 0.1}, {"max_norm": 0.5, "norm_type": "inf"}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}, {"max_norm": 0.7}),
    ("SGD", {"lr": 0.1}, {"max_norm": 100}),
    ("SGD", {"lr": 0.1}, {"clip_value": 0.4}),
]:
    for dtype in (torch.float32, torch.float64):
        table, vector = (torch.nn.Parameter(torch.randn(shape, dtype=dtype)) for shape in ((ROWS, WIDTH), (4,)))
        params = [table] if name == "SparseAdam" else [table, vector]
        case = {"optimizer": name, "options": options, "clip": clip, "dtype": str(dtype)[6:],
                "start": table.detach().flatten().tolist(), "vector": vector.tolist(),
                "indices": [], "values": [], "grads": [], "norms": [], "expected": [], "expectedVector": []}
        optimizer = getattr(torch.optim, name)(params, **options)
        for step in range(5):
            # Some rows twice.
            read = torch.randint(3, (4,))
            g = torch.randn(len(read), WIDTH, dtype=dtype)
            optimizer.zero_grad()
            (torch.nn.functional.embedding(read, table, sparse=True) * g).sum().backward()
            vector.grad = torch.randn(4, dtype=dtype)
            case["grads"].append(vector.grad.tolist())
            rows = table.grad.coalesce().indices()
            twin = torch.nn.Parameter(torch.zeros_like(table))
            twin.grad = table.grad.to_dense()
            both = [twin] if name == "SparseAdam" else [twin, vector]
            if "clip_value" in clip:
                torch.nn.utils.clip_grad_value_(both, **clip)
            else:
                case["norms"].append(torch.nn.utils.clip_grad_norm_(both, **{**clip, "norm_type": float(clip.get("norm_type", 2))}).item())
            table.grad = torch.sparse_coo_tensor(rows, twin.grad[rows[0]], table.shape)
            optimizer.step()
            case["indices"].append(read.tolist())
            case["values"].append(g.flatten().tolist())
            case["expected"].append(table.detach().flatten().tolist())
            case["expectedVector"].append(vector.tolist())
        clipped.append(case)
about = "see sparseOptimizers.py"
out = {"about": about, "torch": torch.__version__.split("+")[0], "shape": [ROWS, WIDTH], "cases": cases, "clipped": clipped}
print(json.dumps(out, separators=(",", ":")))
