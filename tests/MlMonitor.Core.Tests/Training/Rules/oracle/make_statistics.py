#!/usr/bin/env python3
"""Writes statistics.json: what scipy and statsmodels say of some series, for StatisticsTests.

Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, statsmodels 0.13.5, pandas 1.5.3. Run it in this folder: python3 make_statistics.py
"""
import json

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.datasets import nile
from statsmodels.robust import mad

rng = np.random.default_rng(20260101)
n = 60
x = np.arange(n, dtype=float)
series = {
    # The annual flow of the Nile at Aswan, 1871-1970 (Cobb, 1978), a textbook example with ties.
    "nile": (np.arange(100, dtype=float), nile.load_pandas().data["volume"].to_numpy()),
    "noisy decay": (x, 2.3 * np.exp(-x / 20) + 0.1 + rng.normal(0, 0.05, n)),
    "no trend": (x, rng.normal(1, 0.2, n)),
    "many ties": (x, np.round(0.02 * x + rng.normal(0, 0.4, n), 1)),
    "constant": (x, np.full(n, 0.25)),
    "outliers": (x, 0.01 * x + rng.normal(0, 0.02, n) + np.where(rng.random(n) < 0.15, 5, 0)),
    "gaps": (np.sort(rng.choice(400, 40, replace=False)).astype(float), rng.normal(0, 1, 40).cumsum()),
    "five values": (np.arange(5, dtype=float), np.array([5.0, 4.0, 4.5, 3.0, 2.0])),
    "two values": (np.arange(2, dtype=float), np.array([1.0, 3.0])),
    "ten values without ties": (np.arange(10, dtype=float), rng.permutation(10).astype(float) + np.arange(10) * 0.7),
}

out = []
for name, (places, values) in series.items():
    s = int(sum(np.sign(values[j] - values[i]) for i in range(len(values)) for j in range(i + 1, len(values))))
    # scipy tests tau-b with the same variance for ties, and without the correction for continuity.
    tau = stats.kendalltau(places, values, method="asymptotic", variant="b")
    slope, _, low, high = stats.theilslopes(values, places, alpha=0.95)
    exact = stats.kendalltau(places, values, method="exact") if len(set(values)) == len(values) and len(values) <= 10 else None
    # z is S less its sign over the deviation that scipy's own p comes from.
    deviation = None if np.isnan(tau.pvalue) or s == 0 else abs(s) / stats.norm.isf(tau.pvalue / 2)
    residuals = values - slope * places
    residuals -= np.median(residuals)
    out.append({
        "name": name,
        "places": places.tolist(),
        "values": values.tolist(),
        "median": float(np.median(values)),
        "mad": float(mad(values)),
        "mad_scipy": float(stats.median_abs_deviation(values, scale="normal")),
        "s": s,
        "kendalltau_pvalue": None if np.isnan(tau.pvalue) else float(tau.pvalue),
        "kendalltau_exact_pvalue": None if exact is None else float(exact.pvalue),
        "z": None if deviation is None else float((s - np.sign(s)) / deviation),
        "noise": float(stats.median_abs_deviation(np.diff(values), scale="normal") / np.sqrt(2)),
        "running_median": pd.Series(values).rolling(5, min_periods=1).median().tolist(),
        "slope": float(slope),
        "low": float(low),
        "high": float(high),
        "lag1": None if not residuals.any() else float((residuals[1:] * residuals[:-1]).sum() / (residuals ** 2).sum()),
    })

with open("statistics.json", "w", encoding="ascii") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
