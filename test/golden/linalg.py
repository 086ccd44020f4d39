"""Makes linalg.json: products and linear algebra in float64, with gradients and gradients of gradients, with PyTorch.

    python test/golden/linalg.py > test/golden/linalg.json

A case is the call op(...inputs, attrs), or one that the test spells out. first are the gradients of sum(output * upstream)
over all outputs; second those of sum(first * weights). A null stands for an input without a gradient, or one not used.
"""
import json
import random

import torch
import torch.nn.functional as F

random.seed(11)


def numbers(*shape, low=-1.5, high=1.5):
    count = 1
    for n in shape:
        count *= n
    data = [round(random.uniform(low, high), 3) for _ in range(count)]
    return torch.tensor(data, dtype=torch.float64).reshape(shape).requires_grad_()


def ints(values):
    return torch.tensor(values, dtype=torch.int64)


cases = []


def case(op, attrs, fn, *inputs):
    cases.append((op, attrs, fn, inputs))


# --- einsum ---
for equation, *shapes in [
    ("ij,jk->ik", (2, 3), (3, 4)),
    ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
    ("ii", (3, 3)),
    ("ii->i", (3, 3)),
    ("iij->j", (2, 2, 3)),
    ("ijj->ji", (2, 3, 3)),
    ("ij->ji", (2, 3)),
    ("ba", (2, 3)),
    ("ij->", (2, 3)),
    ("i,j->ij", (2,), (3,)),
    ("i,i", (3,), (3,)),
    ("ij,ij->ij", (2, 3), (2, 3)),
    ("...ij,...jk->...ik", (2, 1, 2, 3), (3, 3, 2)),
    ("...i->...", (2, 3)),
    ("i...,i...", (2, 3), (2, 3)),
    ("...,...", (2, 3), (3,)),
    ("ij,jk,kl->il", (2, 3), (3, 2), (2, 4)),
    ("bn,anm,bm->ba", (2, 3), (2, 3, 2), (2, 2)),
    ("aB,Bc->ca", (2, 3), (3, 2)),
    ("ij,ij->i", (1, 3), (2, 3)),
    ("ij,jk->ik", (2, 1), (3, 2)),
    ("i j, k -> k j", (2, 3), (2,)),
    ("a,b,c->abc", (2,), (2,), (3,)),
    ("bhid,bhjd->bhij", (1, 2, 3, 2), (1, 2, 2, 2)),
]:
    case("einsum", {"equation": equation}, lambda *xs, e=equation: torch.einsum(e, *xs), *[numbers(*s) for s in shapes])

# --- products ---
case("tensordot", {"dims": 2}, lambda a, b: torch.tensordot(a, b, 2), numbers(2, 3, 2), numbers(3, 2, 2))
case("tensordot", {"dims": 0}, lambda a, b: torch.tensordot(a, b, 0), numbers(2), numbers(3))
case("tensordot", {"dims": [[0, -1], [1, 0]]}, lambda a, b: torch.tensordot(a, b, ([0, -1], [1, 0])), numbers(2, 2, 3), numbers(3, 2, 2))
case("tensordot", {}, torch.tensordot, numbers(2, 3), numbers(2, 3))
case("dot", {}, torch.dot, numbers(3), numbers(3))
case("vdot", {}, torch.vdot, numbers(3), numbers(3))
case("inner", {}, torch.inner, numbers(2, 3), numbers(2, 2, 3))
case("inner", {}, torch.inner, numbers(), numbers(3))
case("outer", {}, torch.outer, numbers(2), numbers(3))
case("mv", {}, torch.mv, numbers(2, 3), numbers(3))
case("mm", {}, torch.mm, numbers(2, 3), numbers(3, 2))
case("bmm", {}, torch.bmm, numbers(2, 2, 3), numbers(2, 3, 1))
scale = {"beta": 0.5, "alpha": -2}
case("addmm", scale, lambda x, a, b: torch.addmm(x, a, b, **scale), numbers(2), numbers(2, 3), numbers(3, 2))
case("addmm", {"beta": 0}, lambda x, a, b: torch.addmm(x, a, b, beta=0), numbers(2, 2), numbers(2, 3), numbers(3, 2))
case("addmv", scale, lambda x, a, b: torch.addmv(x, a, b, **scale), numbers(2), numbers(2, 3), numbers(3))
case("addbmm", scale, lambda x, a, b: torch.addbmm(x, a, b, **scale), numbers(2, 2), numbers(3, 2, 3), numbers(3, 3, 2))
case("baddbmm", scale, lambda x, a, b: torch.baddbmm(x, a, b, **scale), numbers(2, 2, 2), numbers(2, 2, 3), numbers(2, 3, 2))
case("addr", scale, lambda x, a, b: torch.addr(x, a, b, **scale), numbers(2, 3), numbers(2), numbers(3))
chain = [numbers(2, 3), numbers(3, 4), numbers(4, 1), numbers(1, 3)]
case("chainMatmul", {}, lambda *xs: torch.linalg.multi_dot(xs), *chain)
case("kron", {}, torch.kron, numbers(2, 2), numbers(1, 3))
case("kron", {}, torch.kron, numbers(2), numbers(2, 2))
case("cross", {}, torch.linalg.cross, numbers(2, 3), numbers(2, 3))
case("cross", {"dim": 0}, lambda a, b: torch.cross(a, b, 0), numbers(3, 2), numbers(3, 2))
case("trace", {}, torch.trace, numbers(2, 3))
case("blockDiag", {}, torch.block_diag, numbers(2, 1), numbers(3), numbers())
case("matrixPower", {"n": 3}, lambda x: torch.matrix_power(x, 3), numbers(2, 2, 2))
case("matrixPower", {"n": 0}, lambda x: torch.matrix_power(x, 0), numbers(2, 2))

# --- distances and statistics ---
for p in [0, 1, 2, 3, 1.5, float("inf")]:
    attrs = {"p": "inf" if p == float("inf") else p}
    case("cdist", attrs, lambda a, b, p=p: torch.cdist(a, b, p), numbers(3, 2), numbers(2, 2))
case(
    "cdist",
    {"computeMode": "use_mm_for_euclid_dist"},
    lambda a, b: torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist"),
    numbers(2, 3, 2),
    numbers(2, 2, 2),
)
case("normalize", {}, F.normalize, numbers(2, 3))
case("normalize", {"p": 3, "dim": [0, 1]}, lambda x: F.normalize(x, 3, (0, 1)), numbers(2, 3))
case("cosineSimilarity", {}, F.cosine_similarity, numbers(2, 3), numbers(2, 3))
case("cosineSimilarity", {"dim": 0, "eps": 2.0}, lambda a, b: F.cosine_similarity(a, b, 0, 2.0), numbers(2, 3), numbers(2, 3))
case("cosineSimilarity", {"dim": -1}, lambda a, b: F.cosine_similarity(a, b, -1), numbers(2, 1, 3), numbers(2, 3))
case("pairwiseDistance", {}, F.pairwise_distance, numbers(2, 3), numbers(2, 3))
case("pairwiseDistance", {"p": 1, "keepdim": True}, lambda a, b: F.pairwise_distance(a, b, 1, keepdim=True), numbers(2, 3), numbers(3))
case("bilinear", {}, F.bilinear, numbers(2, 3), numbers(2, 2), numbers(2, 3, 2), numbers(2))
case("bilinear", {}, F.bilinear, numbers(2, 1, 3), numbers(2, 1, 2), numbers(2, 3, 2))
case("cov", {}, torch.cov, numbers(2, 4))
case("cov", {"correction": 0}, lambda x: torch.cov(x, correction=0), numbers(4))
importance = {"fweights": [1, 2, 3, 1], "aweights": [0.5, 1.0, 2.0, 0.3]}
case(
    "cov",
    importance,
    lambda x: torch.cov(x, fweights=ints(importance["fweights"]), aweights=torch.tensor(importance["aweights"], dtype=x.dtype)),
    numbers(2, 4),
)
case("corrcoef", {}, torch.corrcoef, numbers(2, 4))


# --- linalg ---
L = torch.linalg


def regular(*batch, n=3):
    """Well conditioned."""
    x = numbers(*batch, n, n).detach() + 3 * torch.eye(n, dtype=torch.float64)
    return x.requires_grad_()


def symmetric(x):
    return x + x.mT


def positive(x):
    return x @ x.mT + torch.eye(x.shape[-1], dtype=x.dtype)


def singular(rows):
    return torch.tensor(rows, dtype=torch.float64).requires_grad_()


case("linalg.solve", {}, L.solve, regular(), numbers(3, 2))
case("linalg.solve", {}, L.solve, regular(), numbers(3))
case("linalg.solve", {}, L.solve, regular(2), numbers(2, 3))
case("linalg.solve", {}, L.solve, regular(), numbers(2, 2, 3, 1))
case("linalg.solve", {"left": False}, lambda a, b: L.solve(a, b, left=False), regular(2, n=2), numbers(3, 2))
case("linalg.inv", {}, L.inv, regular(2))
case("linalg.det", {}, L.det, regular(2))
case("linalg.det", {}, L.det, numbers(2, 2))
case("linalg.det", {}, L.det, singular([[1.0, 2.0, 0.5], [2.0, 4.0, 1.0], [0.5, 1.0, 3.0]]))
case("slogdetOf", {}, lambda a: (L.slogdet(a)[0].detach(), L.slogdet(a)[1]), regular(2))
case("slogdetOf", {}, lambda a: (L.slogdet(a)[0].detach(), L.slogdet(a)[1]), singular([[-2.0, 1.0], [0.5, 3.0]]))
case("linalg.cholesky", {}, lambda x: L.cholesky(positive(x)), numbers(2, 3, 3))
case("linalg.cholesky", {"upper": True}, lambda x: L.cholesky(positive(x), upper=True), numbers(3, 3))
case("choleskySolve", {}, lambda b, x: torch.cholesky_solve(b, L.cholesky(positive(x))), numbers(3, 2), numbers(3, 3))
case("choleskySolve", {"upper": True}, lambda b, x: torch.cholesky_solve(b, L.cholesky(positive(x), upper=True), upper=True), numbers(3, 2), numbers(3, 3))
case("choleskyInverse", {}, lambda x: torch.cholesky_inverse(L.cholesky(positive(x))), numbers(3, 3))
for shape in [(3, 3), (4, 2), (2, 4), (2, 3, 2)]:
    case("linalg.qr", {}, lambda x: L.qr(x), numbers(*shape))
case("linalg.qr", {"mode": "complete"}, lambda x: L.qr(x.detach(), mode="complete"), numbers(4, 2))
case("linalg.qr", {"mode": "complete"}, lambda x: L.qr(x, mode="complete"), numbers(2, 3))
case("linalg.qr", {"mode": "r"}, lambda x: (L.qr(x.detach(), mode="r")), numbers(3, 2))
case("eigen", {}, lambda x: (L.eigh(symmetric(x))[0], L.eigh(symmetric(x))[1] ** 2), numbers(2, 3, 3))
case("eigen", {"uplo": "U"}, lambda x: (L.eigh(x, UPLO="U")[0].detach(), (L.eigh(x, UPLO="U")[1] ** 2).detach()), numbers(3, 3))
case("linalg.eigvalsh", {}, lambda x: L.eigvalsh(symmetric(x)), numbers(2, 3, 3))


def singularParts(x, full):
    u, s, vh = L.svd(x, full)
    k = s.shape[-1]
    return u[..., :k] ** 2, s, vh[..., :k, :] ** 2, u[..., :1] @ vh[..., :1, :]


for shape in [(3, 3), (4, 2), (2, 4), (2, 3, 2)]:
    case("singular", {"fullMatrices": False}, lambda x: singularParts(x, False), numbers(*shape))
case("singular", {"fullMatrices": True}, lambda x: singularParts(x, True), numbers(3, 2))
case("linalg.svdvals", {}, L.svdvals, numbers(2, 4))
for shape in [(3, 3), (4, 2), (2, 4)]:
    case("linalg.lu", {}, L.lu, numbers(*shape))
    case("packed", {}, lambda a: L.lu_factor(a), numbers(*shape))
for attrs in [{}, {"left": False}, {"adjoint": True}, {"left": False, "adjoint": True}]:
    case("luSolveOf", attrs, lambda a, b, k=attrs: L.lu_solve(*L.lu_factor(a), b, **k), regular(2, n=2), numbers(2, 2))
for attrs in [{"upper": True}, {"upper": False, "unitriangular": True}, {"upper": False, "left": False}]:
    case("linalg.solveTriangular", attrs, lambda a, b, k=attrs: L.solve_triangular(a, b, **k), regular(), numbers(2, 3, 3))
case("linalg.pinv", {}, L.pinv, numbers(3, 2))
case("linalg.pinv", {}, L.pinv, numbers(2, 2, 3))
case("linalg.pinv", {"rtol": 0.2}, lambda x: L.pinv(x, rtol=0.2), singular([[1.0, 2.0], [2.0, 4.0], [0.5, 1.0]]))
case("linalg.pinv", {"hermitian": True}, lambda x: L.pinv(symmetric(x), hermitian=True), numbers(3, 3))
case("leastSquares", {}, lambda a, b: L.lstsq(a, b)[0], numbers(4, 2), numbers(4, 2))
case("leastSquares", {}, lambda a, b: L.lstsq(a, b)[0], numbers(2, 3), numbers(2, 1))
case("leastSquares", {}, lambda a, b: L.lstsq(a, b)[0].detach(), singular([[1.0, 2.0], [2.0, 4.0], [0.5, 1.0]]), numbers(3, 1))
case("ranks", {}, lambda x: L.matrix_rank(x).double(), singular([[[1.0, 2.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]]))
case("ranks", {"atol": 3.0}, lambda x: L.matrix_rank(x, atol=3.0).double(), singular([[1.0, 2.0], [3.0, 4.0]]))
for p in [None, 2, -2, 1, -1, float("inf"), -float("inf"), "fro", "nuc"]:
    word = {float("inf"): "inf", -float("inf"): "-inf"}.get(p, p)
    # L.cond itself fails in its backward for norms that are not of singular values.
    by_norms = lambda x, p=p: L.matrix_norm(x, p) * L.matrix_norm(L.inv(x).clone(), p)
    case("linalg.cond", {"p": word}, (lambda x, p=p: L.cond(x, p)) if p in (None, 2, -2) else by_norms, regular())
    if p is not None:
        case("linalg.matrixNorm", {"ord": word}, lambda x, p=p: L.matrix_norm(x, p), numbers(2, 2, 3))
case("linalg.matrixNorm", {"ord": 1, "dim": [0, 2], "keepdim": True}, lambda x: L.matrix_norm(x, 1, (0, 2), True), numbers(2, 2, 3))
case("linalg.matrixNorm", {"ord": "nuc", "dim": [2, 0], "keepdim": True}, lambda x: L.matrix_norm(x, "nuc", (2, 0), True), numbers(2, 2, 3))
case("linalg.matrixNorm", {}, L.matrix_norm, numbers(2, 3))
for p in [0, 1, 2, 3, -1, 0.5, float("inf"), -float("inf")]:
    word = {float("inf"): "inf", -float("inf"): "-inf"}.get(p, p)
    case("linalg.vectorNorm", {"ord": word, "dim": 1}, lambda x, p=p: L.vector_norm(x, p, 1), numbers(2, 3))
case("linalg.vectorNorm", {"ord": 3, "keepdim": True}, lambda x: L.vector_norm(x, 3, keepdim=True), numbers(2, 3))
case("linalg.norm", {}, L.norm, numbers(2, 2, 2))
case("linalg.norm", {"ord": 1}, lambda x: L.norm(x, 1), numbers(2, 3))
case("linalg.norm", {"ord": 1}, lambda x: L.norm(x, 1), numbers(3))
case("linalg.norm", {"ord": "nuc", "dim": [0, 2]}, lambda x: L.norm(x, "nuc", (0, 2)), numbers(2, 2, 3))
case("linalg.norm", {"ord": 3, "dim": -1}, lambda x: L.norm(x, 3, -1), numbers(2, 3))
case("linalg.matrixExp", {}, L.matrix_exp, numbers(2, 3, 3))
case("linalg.matrixExp", {}, L.matrix_exp, singular([[[5.0, 1.0], [-2.0, 0.5]], [[0.1, 0.0], [0.2, 0.1]]]))
case("linalg.matrixPower", {"n": -2}, lambda x: L.matrix_power(x, -2), regular())
case("linalg.matrixPower", {"n": 5}, lambda x: L.matrix_power(x, 5), numbers(2, 2))
case("linalg.multiDot", {}, lambda *xs: L.multi_dot(xs), numbers(3), numbers(3, 2), numbers(2, 4), numbers(4))
case("linalg.vander", {}, L.vander, numbers(2, 3))
case("linalg.vander", {"n": 2}, lambda x: L.vander(x, N=2), numbers(3))
case("linalg.householderProduct", {}, L.householder_product, numbers(4, 3), numbers(2))
case("linalg.diagonal", {"offset": 1}, lambda x: L.diagonal(x, offset=1), numbers(2, 3, 4))
case("linalg.diagonal", {"offset": -1, "dim1": 0, "dim2": 2}, lambda x: L.diagonal(x, offset=-1, dim1=0, dim2=2), numbers(3, 2, 3))
case("linalg.vecdot", {"dim": 0}, lambda a, b: L.vecdot(a, b, dim=0), numbers(3, 2), numbers(3, 1))
case("linalg.cross", {}, L.cross, numbers(2, 3), numbers(1, 3))
case("linalg.tensorinv", {"ind": 1}, lambda x: L.tensorinv(x, 1), numbers(4, 2, 2))
case("linalg.tensorsolve", {}, L.tensorsolve, numbers(2, 2, 4), numbers(2, 2))
case("linalg.tensorsolve", {"dims": [0]}, lambda a, b: L.tensorsolve(a, b, (0,)), numbers(4, 2, 2), numbers(2, 2))
case("logdet", {}, torch.logdet, regular())
case("pinverse", {}, torch.pinverse, numbers(2, 3))


def plain(x):
    if x is None:
        return None
    return {"shape": list(x.shape), "data": [float(f"{v:.15g}") for v in (x.detach() + torch.zeros((), dtype=x.dtype)).flatten().tolist()]}


rows = []
for op, attrs, fn, inputs in cases:
    leaves = [x for x in inputs if x.requires_grad]
    made = fn(*inputs)
    outputs = [made] if isinstance(made, torch.Tensor) else list(made)
    row = {"op": op, "attrs": attrs, "inputs": [plain(x) | {"leaf": x.requires_grad} for x in inputs]}
    row |= {"outputs": [plain(y) for y in outputs]}
    graded = [y for y in outputs if y.requires_grad]
    if leaves and graded:
        upstream = [numbers(*y.shape).detach() for y in graded]
        row["upstream"] = [plain(u) for u in upstream]
        total = sum((y * u).sum() for y, u in zip(graded, upstream))
        first = torch.autograd.grad(total, leaves, create_graph=True, allow_unused=True)
        row["first"] = [plain(g) for g in first]
        weights = [numbers(*x.shape).detach() for x in leaves]
        used = [(g, w) for g, w in zip(first, weights) if g is not None and g.requires_grad]
        # PyTorch has no second derivative of cdist.
        if used and op != "cdist":
            row["weights"] = [plain(w) for w in weights]
            again = torch.autograd.grad(sum((g * w).sum() for g, w in used), leaves, allow_unused=True)
            row["second"] = [plain(g) for g in again]
    rows.append(json.dumps(row))
print(f'{{"torch": "{torch.__version__.split("+")[0]}", "cases": [\n' + ",\n".join(rows) + "\n]}")
