"""Makes metrics.json: values of metrics, by scikit-learn.

    python test/golden/metrics.py > test/golden/metrics.json

A case is a metric with its options, a batch of predictions and targets, and the value. With scikit-learn 1.9 and NumPy, seed 0.
"""
import json

import numpy as np
import sklearn
import sklearn.metrics as m

rng = np.random.default_rng(0)
cases = []


def case(name, options, prediction, target, value):
    lists = [np.asarray(a).tolist() for a in (prediction, target)]
    cases.append({"metric": name, "options": options, "prediction": lists[0], "target": lists[1], "value": np.asarray(value).tolist()})


N = 40
truth = rng.integers(0, 4, N)
chosen = np.where(rng.random(N) < 0.6, truth, rng.integers(0, 4, N))
for weights in (None, "linear", "quadratic"):
    case("CohenKappa", {} if weights is None else {"weights": weights}, chosen, truth, m.cohen_kappa_score(truth, chosen, weights=weights))
case("MatthewsCorrelation", {}, chosen, truth, m.matthews_corrcoef(truth, chosen))
case("BalancedAccuracy", {}, chosen, truth, m.balanced_accuracy_score(truth, chosen))
for name, score in (("JaccardIndex", m.jaccard_score), ("DiceScore", m.f1_score), ("Precision", m.precision_score), ("Recall", m.recall_score)):
    for average in ("micro", "macro", "weighted", None):
        case(name, {"average": average or "none"}, chosen, truth, score(truth, chosen, average=average))

mask = rng.integers(0, 2, (2, 1, 4, 5))
shades = np.round(np.clip(0.6 * mask + 0.5 * rng.random(mask.shape), 0, 1), 3)
for threshold in (None, 0.7):
    options = {} if threshold is None else {"threshold": threshold}
    drawn = (shades > (threshold or 0.5)).ravel()
    case("JaccardIndex", options, shades, mask, m.jaccard_score(mask.ravel(), drawn))
    case("DiceScore", options, shades, mask[:, 0], m.f1_score(mask.ravel(), drawn))

chances = np.round(rng.dirichlet(np.ones(4), N), 3) + 0.01
chances = chances / chances.sum(1, keepdims=True)
case("LogLoss", {}, chances, truth, m.log_loss(truth, chances))
case("Perplexity", {}, chances, truth, np.exp(m.log_loss(truth, chances)))
case("BrierScore", {}, chances, truth, m.brier_score_loss(truth, chances, labels=[0, 1, 2, 3]))
case("AveragePrecision", {"average": "none"}, chances, truth, [m.average_precision_score(truth == c, chances[:, c]) for c in range(4)])
case("AUROC", {"average": "none"}, chances, truth, [m.roc_auc_score(truth == c, chances[:, c]) for c in range(4)])

for shape in ((N,), (N, 3), (7, 2)):
    actual = np.round(rng.normal(3, 2, shape), 2)
    guess = np.round(actual + rng.normal(0.2, 0.7, shape), 2)
    case("MeanAbsolutePercentageError", {}, guess, actual, m.mean_absolute_percentage_error(actual, guess))
    case("MedianAbsoluteError", {}, guess, actual, m.median_absolute_error(actual, guess))
    case("ExplainedVariance", {}, guess, actual, m.explained_variance_score(actual, guess))
    case("R2", {}, guess, actual, m.r2_score(actual, guess))

grades = rng.integers(0, 4, (12, 9)) * (rng.random((12, 9)) < 0.6)
grades[3] = 0
scores = np.round(rng.random((12, 9)), 1)
for k in (None, 1, 3, 20):
    options = {} if k is None else {"topK": k}
    case("RetrievalNormalizedDCG", options, scores, grades, m.ndcg_score(grades, scores, k=k))
right = rng.integers(0, 9, 12)
case("RetrievalMRR", {}, scores, right, m.label_ranking_average_precision_score(np.eye(9)[right], scores))
distinct = rng.permuted(np.tile(np.arange(9.0), (12, 1)), axis=1)
for k in (1, 3, 8):
    case("RetrievalRecall", {"topK": k}, distinct, right, m.top_k_accuracy_score(right, distinct, k=k, labels=range(9)))

versions = {"sklearn": sklearn.__version__, "numpy": np.__version__}
print("{\"versions\": " + json.dumps(versions) + ", \"cases\": [\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]}")
