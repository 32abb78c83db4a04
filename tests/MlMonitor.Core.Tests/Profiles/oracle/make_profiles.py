#!/usr/bin/env python3
"""Writes profiles.json: what numpy and pandas say of some columns, for ProfileOracleTests.

churn-training.csv.gz is the churn training set of AWS's example notebooks (Model Monitor introduction);
model-monitor-dataset.csv and model-monitor-statistics.json are a data set and what Model Monitor wrote of it,
from the tests of the SageMaker Python SDK.
Made with numpy 1.24, pandas 1.5. Run it in this folder: python3 make_profiles.py
"""
import json

import numpy as np
import pandas as pd


def column(cells):
    """cells: texts as written, None where missing."""
    present = [c for c in cells if c is not None and c != ""]
    numbers = np.array([float(c) for c in present])
    values, counts = np.unique(numbers, return_counts=True)
    return {
        "missing": len(cells) - len(present),
        "integral": sum(c.lstrip("+-").isdigit() for c in present),
        "distinct": len(values),
        "mean": float(np.mean(numbers)),
        "std": float(np.std(numbers)),
        "min": float(numbers.min()),
        "max": float(numbers.max()),
        "values": values.tolist() if len(values) <= 50 else None,
        "counts": counts.tolist() if len(values) <= 50 else None,
        "sum_value_count": float(np.dot(values, counts)),
    }


def of(frame):
    return {name: column(list(frame[name])) for name in frame.columns}


churn = pd.read_csv("churn-training.csv.gz", dtype=str, keep_default_na=False)
# Every seventh cell of a column taken out, by row and column number.
holes = churn.copy()
for j, name in enumerate(holes.columns):
    holes.loc[[i for i in range(len(holes)) if (i + j) % 7 == 0], name] = ""

rng = np.random.default_rng(20261127)
generated = {
    "lognormal": rng.lognormal(3, 2, 5000),
    "cauchy": rng.standard_cauchy(5000),
    "ties": np.round(rng.normal(0, 1, 5000), 1),
    "constant": np.full(5000, 0.1),
    "zero or one": rng.integers(0, 2, 5000).astype(float),
    # A mean a billion times the deviation: two-pass sums lose it, naive ones go negative.
    "far away": 1e9 + rng.normal(0, 1, 5000),
}


def exact(x):
    """Rounded once from rational numbers, so that numpy's own rounding is no part of the expectation."""
    from fractions import Fraction
    f = [Fraction(v) for v in x]
    mean = sum(f) / len(f)
    variance = sum((v - mean) ** 2 for v in f) / len(f)
    return float(mean), float(np.sqrt(float(variance)))


with open("profiles.json", "w") as out:
    json.dump({
        "churn": of(churn),
        "churn with holes": of(holes),
        "generated": {k: {"cells": [repr(float(v)) for v in x[:500]], "mean": exact(x[:500])[0], "std": exact(x[:500])[1],
                          "numpy_std": float(np.std(x[:500])), "distinct": len(np.unique(x[:500]))} for k, x in generated.items()},
    }, out, indent=0)
    out.write("\n")
