"""Makes sparseOptimizers.json: SparseAdam and Adagrad of PyTorch on the sparse gradients of an embedding.

    python test/golden/sparseOptimizers.py > test/golden/sparseOptimizers.json      (torch)

For each step: the rows `indices` of a table were read and got the gradients `values`; the table is then expected[step].
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
about = "see sparseOptimizers.py"
print(json.dumps({"about": about, "torch": torch.__version__, "shape": [ROWS, WIDTH], "cases": cases}, separators=(",", ":")))
