#!/usr/bin/env python3
"""Writes quality.json: what scikit-learn says of answers and truths, for QualityOracleTests and NdcgTests.

Made with Python 3.11, numpy 1.24.2, scikit-learn 1.2.1. Run it in this folder: python3 make_quality.py. The calibration error is computed
here from its definition (ten bins of equal width), for scikit-learn has none.
"""
import json

import numpy as np
from sklearn import isotonic, metrics

rng = np.random.default_rng(20261127)
eps = np.finfo(float).eps


def binary(name, y, score, threshold=0.5):
    y, score = np.asarray(y, int), np.asarray(score, float)
    p = (score > threshold).astype(int)
    has_both = 0 < y.sum() < len(y)
    is_probability = score.min() >= 0 and score.max() <= 1
    clipped = np.clip(score, eps, 1 - eps)
    bins = np.minimum((score * 10).astype(int), 9)
    expected = {
        "accuracy": metrics.accuracy_score(y, p),
        "precision": metrics.precision_score(y, p) if p.sum() else None,
        "recall": metrics.recall_score(y, p) if y.sum() else None,
        "true_negative_rate": metrics.recall_score(1 - y, 1 - p) if y.sum() < len(y) else None,
        "f0_5": metrics.fbeta_score(y, p, beta=0.5) if p.sum() + y.sum() else None,
        "f1": metrics.f1_score(y, p) if p.sum() + y.sum() else None,
        "f2": metrics.fbeta_score(y, p, beta=2) if p.sum() + y.sum() else None,
        "auc": metrics.roc_auc_score(y, score) if has_both else None,
        "pr_auc": metrics.average_precision_score(y, score) if y.sum() else None,
        "log_loss": metrics.log_loss(y, clipped, labels=[0, 1]) if is_probability else None,
        "brier": metrics.brier_score_loss(y, score) if is_probability and has_both else float(np.mean((score - y) ** 2)) if is_probability else None,
        "calibration_error": sum(abs(score[bins == b].sum() - y[bins == b].sum()) for b in range(10)) / len(y) if is_probability else None,
    }
    return {"name": name, "labels": y.tolist(), "scores": score.tolist(), "threshold": threshold, "expected": expected}


def binaries():
    n = 700
    p = rng.beta(0.8, 2, n)
    yield binary("calibrated", rng.random(n) < p, p)
    yield binary("ties", rng.random(n) < 0.3, np.round(rng.random(n), 1))
    yield binary("over-confident", rng.random(n) < 0.5 + (p - 0.5) / 3, p, 0.3)
    yield binary("perfect", [0, 0, 1, 1] * 20, [0.1, 0.2, 0.8, 0.9] * 20)
    yield binary("sure and wrong", [0, 1, 1, 0] * 10, [1.0, 0.0, 1.0, 0.0] * 10)
    yield binary("margins", rng.random(n) < 0.4, rng.normal(0, 3, n), 0)
    yield binary("all the same", rng.random(50) < 0.4, [0.25] * 50)
    yield binary("never positive", [0] * 40, rng.random(40))


def regression(name, y, p):
    y, p = np.asarray(y, float), np.asarray(p, float)
    errors = np.abs(p - y)
    return {"name": name, "truths": y.tolist(), "predictions": p.tolist(), "expected": {
        "mae": metrics.mean_absolute_error(y, p), "mse": metrics.mean_squared_error(y, p), "rmse": metrics.mean_squared_error(y, p, squared=False),
        "r2": metrics.r2_score(y, p), "median_absolute_error": metrics.median_absolute_error(y, p), "mean_error": float(np.mean(p - y)),
        "p90_absolute_error": np.quantile(errors, 0.9), "p95_absolute_error": np.quantile(errors, 0.95), "p99_absolute_error": np.quantile(errors, 0.99)}}


def regressions():
    y = rng.gamma(2, 50, 500)
    yield regression("house prices", y, y * rng.normal(1, 0.1, 500))
    yield regression("far from zero", 1e9 + rng.normal(0, 1, 300), 1e9 + rng.normal(0.2, 1, 300))
    yield regression("worse than the mean", rng.normal(0, 1, 300), rng.normal(5, 1, 300))


def multiclass(name, y, p):
    w = {"average": "weighted", "zero_division": 0}
    return {"name": name, "labels": [str(v) for v in y], "predictions": [str(v) for v in p], "expected": {
        "accuracy": metrics.accuracy_score(y, p), "weighted_precision": metrics.precision_score(y, p, **w), "weighted_recall": metrics.recall_score(y, p, **w),
        "weighted_f0_5": metrics.fbeta_score(y, p, beta=0.5, **w), "weighted_f1": metrics.f1_score(y, p, **w), "weighted_f2": metrics.fbeta_score(y, p, beta=2, **w)},
        "matrix": metrics.confusion_matrix(y, p).tolist()}


def multiclasses():
    y = rng.integers(0, 12, 800)
    yield multiclass("twelve digits", y, np.where(rng.random(800) < 0.7, y, rng.integers(0, 12, 800)))
    names = np.array(["bird", "cat", "dog"])[rng.choice(3, 300, p=[0.7, 0.25, 0.05])]
    yield multiclass("never a dog", names, np.where(names == "dog", "cat", names))
    yield multiclass("all the same", names, np.full(300, "bird"))


def rankings():
    for n in (2, 3, 8, 14, 40):
        for ties in (False, True):
            a, b = rng.random(n), rng.random(n)
            if ties:
                a, b = np.round(a, 1), np.round(b, 1)
            yield {"baseline": a.tolist(), "current": b.tolist(), "ndcg": metrics.ndcg_score([a], [b])}


def calibration():
    s = np.round(rng.random(200), 2)
    y = rng.random(200) < s ** 2
    x = np.linspace(-0.1, 1.1, 61)
    return {"scores": s.tolist(), "labels": y.astype(int).tolist(), "at": x.tolist(),
            "expected": isotonic.IsotonicRegression(out_of_bounds="clip").fit(s, y).predict(x).tolist()}


with open("quality.json", "w", encoding="utf-8") as file:
    json.dump({"binary": list(binaries()), "regression": list(regressions()), "multiclass": list(multiclasses()),
               "ndcg": list(rankings()), "calibration": calibration()}, file, default=float)
    file.write("\n")
