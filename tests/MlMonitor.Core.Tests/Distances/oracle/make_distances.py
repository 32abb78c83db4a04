#!/usr/bin/env python3
"""Writes distances.json: what scipy, numpy and statsmodels say of pairs of samples, for DistanceOracleTests.

Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, statsmodels 0.13.5, pandas 1.5.3. Run it in this folder with the folder that has
churn/ (files of the AWS churn examples) and sklearn/ (data sets bundled with scikit-learn 1.2.1):
python3 make_distances.py <samples>. Samples are written as distinct values and how often each occurred on either side.
"""
import json
import math
import pathlib
import statistics
import sys
import warnings

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.stats import _stats_py
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

warnings.simplefilter("error")
rng = np.random.default_rng(20261126)


def floats(values):
    return [v if math.isfinite(v) else str(v) for v in map(float, values)]


def halves():
    for path in ["churn/training-dataset-with-header.csv", "churn/validation_with_predictions.csv", *(f"sklearn/{n}.csv" for n in "breast_cancer diabetes digits iris wine".split())]:
        frame = pd.read_csv(pathlib.Path(sys.argv[1]) / path)
        half = len(frame) // 2
        for column in frame.select_dtypes("number").columns:
            values = frame[column].dropna().to_numpy(dtype=float)
            yield f"{path} {column}", values[:half], values[half:]


def drifted():
    folder = pathlib.Path(sys.argv[1]) / "churn"
    before = pd.read_csv(folder / "marketplace_baseline.csv")
    now = pd.read_csv(folder / "marketplace_data_quality_drift.csv", header=None, names=before.columns)
    for column in before.select_dtypes("number").columns.intersection(now.select_dtypes("number").columns):
        sides = [frame[column].dropna().to_numpy(dtype=float) for frame in (before, now)]
        if all(map(len, sides)):
            yield f"churn/marketplace {column}", *sides


def generated():
    normal = rng.normal
    yield "one value each, equal", [5.0], [5.0]
    yield "one value each, not equal", [5.0], [6.0]
    yield "constants, equal", np.full(30, 0.25), np.full(70, 0.25)
    yield "constants, not equal", np.full(30, 0.25), np.full(70, 0.75)
    yield "0/1 columns", rng.random(700) < 0.3, rng.random(400) < 0.37
    yield "0/1 columns, large", rng.random(30_000) < 0.3, rng.random(20_000) < 0.31
    yield "Poisson 3 to 3.6", rng.poisson(3, 2000), rng.poisson(3.6, 2000)
    yield "Poisson, large", rng.poisson(20, 40_000), rng.poisson(20.2, 15_000)
    yield "mostly zero", np.round(rng.gamma(1, 2, 500) * (rng.random(500) < 0.3), 2), np.round(rng.gamma(1, 2, 350) * (rng.random(350) < 0.4), 2)
    yield "heavy tails", rng.standard_cauchy(300), rng.standard_cauchy(217) * 1.5
    yield "very heavy tails", np.exp(normal(0, 60, 200)), np.exp(normal(3, 60, 150))
    yield "large offset", 1e9 + np.round(normal(0, 1, 400), 3), 1e9 + 0.2 + np.round(normal(0, 1, 300), 3)
    yield "larger offset", 1e15 + np.round(normal(0, 20, 400)), 1e15 + 5 + np.round(normal(0, 20, 300))
    yield "tiny", normal(0, 1e-300, 100), normal(1e-301, 1e-300, 90)
    yield "ties at the edges", np.repeat([0.0, 1, 2, 3, 4, 9], [200, 5, 40, 3, 1, 150]), np.repeat([-1.0, 0, 1, 2, 5, 9, 12], [4, 150, 9, 60, 3, 150, 2])
    yield "disjoint", np.arange(40.0), np.arange(100.0, 130.0)
    yield "no drift, coprime", normal(0, 1, 503), normal(0, 1, 499)
    yield "no drift, equal sizes", normal(0, 1, 400), normal(0, 1, 400)
    yield "large, rounded", np.round(normal(0, 1, 20_000), 2), np.round(normal(0.01, 1.01, 12_000), 2)
    yield "few against many", np.round(normal(0, 1, 12_000), 2), np.round(normal(0.9, 1, 9), 2)
    # What is not finite is not in a distribution: it is counted beside it.
    dirty = np.concatenate([normal(0, 1, 80), [np.nan, np.inf, -np.inf]])
    yield "with NaN and infinities", dirty[np.isfinite(dirty)], normal(0, 1, 50)


def p_value(d, n, m):
    """ks_2samp's p-value of a distance, and 1 where its rounding takes the exact 1 of equal sizes past 1."""
    if max(n, m) <= 10_000:
        if n == m and round(d * n) == 1:
            return 1.0
        done, _, p = _stats_py._attempt_exact_2kssamp(n, m, math.gcd(n, m), d, "two-sided")
        assert done
        return float(p)
    big, small = float(max(n, m)), float(min(n, m))
    return float(stats.kstwo.sf(d, np.round(big * small / (big + small))))


def decile_bins(b, c):
    """Bins closed above between unique deciles, a value that is two deciles or more in one of its own; below and above; by counting."""
    edges = np.quantile(b, np.arange(11) / 10)
    own = {e for e in edges if np.sum(edges == e) > 1}
    unique = sorted(set(edges))
    tests = [lambda x: x < unique[0]]
    for i, e in enumerate(unique):
        if i > 0:
            low = unique[i - 1]
            tests.append(lambda x, low=low, e=e, first=(i == 1 and low not in own), e_own=(e in own):
                         ((x > low) | (first & (x == low))) & ((x < e) | ((not e_own) & (x == e))))
        if e in own:
            tests.append(lambda x, e=e: x == e)
    tests.append(lambda x: x > unique[-1])
    return [[int(np.sum(t(s))) for t in tests] for s in (b, c)]


def width_bins(b, c):
    counts, edges = np.histogram(b, 10)
    inside = c[(c >= b.min()) & (c <= b.max())]
    now = np.histogram(inside, edges)[0]
    return [[0, *map(int, counts), 0], [int(np.sum(c < b.min())), *map(int, now), int(np.sum(c > b.max()))]]


def psi(p, q, epsilon):
    p, q = np.maximum(np.array(p) / sum(p), epsilon), np.maximum(np.array(q) / sum(q), epsilon)
    return float(np.sum((q - p) * np.log(q / p)))


def divergences(p, q):
    a, b = np.array(p) / sum(p), np.array(q) / sum(q)
    return {
        "psi": psi(p, q, 1e-4),
        "jensenShannon": float(jensenshannon(p, q)),
        "jensenShannonBits": float(jensenshannon(p, q, 2)),
        "hellinger": float(np.linalg.norm(np.sqrt(a) - np.sqrt(b)) / np.sqrt(2)),
        "totalVariation": float(np.abs(a - b).sum() / 2),
        "kullbackLeibler": floats([stats.entropy(a, b)])[0],
    }


def pair(name, b, c):
    b, c = np.asarray(b, dtype=float), np.asarray(c, dtype=float)
    values = np.unique(np.concatenate([b, c]))
    before, now = ([int(x) for x in np.bincount(np.searchsorted(values, s), minlength=len(values))] for s in (b, c))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ks = stats.ks_2samp(b, c)
    # scipy's place of equal distances depends on how shares were rounded: the lowest, by whole numbers.
    difference = [int(x) for x in np.cumsum(before) * len(c) - np.cumsum(now) * len(b)]
    place = values[difference.index(max(difference, key=lambda x: ks.statistic_sign * x))]
    assert abs(difference[list(values).index(ks.statistic_location)]) == max(map(abs, difference))
    # By fractions: numpy's deviation has four digits where the offset is 1e15.
    deviation = statistics.pstdev(b)
    assert abs(deviation - np.std(b)) <= 1e-9 * deviation or name in ("larger offset", "tiny"), name
    out = {
        "name": name, "values": [int(v) if v == int(v) and abs(v) < 2**53 else float(v) for v in values], "baseline": before, "current": now,
        "mean": float(statistics.mean(b)), "deviation": float(deviation), "quantiles": floats(np.quantile(b, [0, 0.1, 0.25, 0.5, 0.77, 0.99, 1])),
        "ks": float(ks.statistic), "sign": int(ks.statistic_sign) if ks.statistic > 0 else 0, "location": float(place),
        "p": p_value(ks.statistic, len(b), len(c)), "wasserstein": float(stats.wasserstein_distance(b, c)),
    }
    out["normed"] = out["wasserstein"] / max(out["deviation"], 0.001)
    if 2 <= len(values) <= 20:
        chi2, p, df, _ = stats.chi2_contingency([before, now], correction=False)
        out["chi2"] = {"statistic": float(chi2), "p": float(p), "df": int(df)}
        out["each"] = divergences(before, now)
    if len(np.unique(b)) > 1 and np.isfinite(np.ptp(b)) and name != "tiny":
        out["deciles"] = decile_bins(b, c)
        out["widths"] = width_bins(b, c)
        out["width"] = divergences(*out["widths"])
    return out


def p_values():
    table = []
    for n, m in [(1, 1), (2, 3), (5, 5), (7, 4), (10, 100), (64, 48), (97, 101), (300, 300), (1000, 999), (2000, 500), (3000, 7),
                 (5000, 3333), (10_000, 10_000), (10_000, 9_999), (10_000, 250)]:
        lcm = math.lcm(n, m)
        for z in (0.2, 0.5, 0.8, 1.2, 1.6, 2.5, 5, 12):
            h = min(max(1, round(z * math.sqrt((n + m) / n / m) * lcm)), lcm)
            if h < lcm or n * m < 10_000:
                table.append((h / lcm, n, m))
    for n, m in [(20_000, 1), (20_000, 3), (20_000, 20), (20_000, 60), (20_000, 139), (20_000, 142), (20_000, 150), (20_000, 400),
                 (20_000, 5000), (200_000, 200_000), (200_000, 1_000_000), (1_500_000, 900_000)]:
        en = round(n * m / (n + m))
        for z in (0.1, 0.2, 0.29, 0.31, 0.35, 0.4, 0.5, 0.7, 0.9, 1.1, 1.4, 1.45, 1.5, 1.9, 2.1, 3, 6, 14):
            d = z / math.sqrt(en)
            if d < 1:
                table.append((d, n, m))
    return [{"d": d, "n": n, "m": m, "p": p_value(d, n, m)} for d, n, m in table]


def proportions():
    out = []
    for k, n, l, m in [(10, 1000, 90, 1000), (0, 500, 3, 400), (7, 7, 3, 9), (120, 10_000, 5000, 10_000), (1, 3, 1, 3)]:
        z, p = proportions_ztest([l, k], [m, n])
        out.append({"baseline": k, "baselineCount": n, "current": l, "currentCount": m, "z": float(z), "p": float(p)})
    return out


def adjusted():
    lists = [[0.01, 0.04, 0.03, 0.005, 0.2], [0.5], [1.0, 1.0, 0.9], [0.02] * 6, list(rng.random(40) ** 3), [0.0, 1e-300, 0.04, 0.9]]
    return [{"p": floats(p), "adjusted": floats(multipletests(p, method="fdr_bh")[1])} for p in lists]


def categories():
    out = []
    for before, now in [({"a": 10, "b": 20, "c": 25}, {"a": 11, "b": 20, "d": 7}), ({"x": 4000, "y": 3}, {"x": 3900, "y": 140, "": 2}),
                        ({str(i): 5 + i % 7 for i in range(300)}, {str(i): 3 + i % 5 for i in range(50, 320)})]:
        keys = sorted(before | now)
        table = np.array([[side.get(k, 0) for k in keys] for side in (before, now)])
        chi2, p, df, expected = stats.chi2_contingency(table, correction=False)
        shares = table / table.sum(axis=1, keepdims=True)
        out.append({"before": before, "now": now, "statistic": float(chi2), "p": float(p), "df": int(df),
                    "low": float(np.mean(expected < 5)), "lInfinity": float(np.abs(shares[0] - shares[1]).max()), **divergences(*table.tolist())})
    return out


def many_texts():
    """A million texts on either side, half a million of which the other has too: text i is there 1 + [i % 3 = 0] and 1 + [i % 7 = 0] times."""
    i = np.arange(1_500_000)
    before = np.where(i < 1_000_000, 1 + (i % 3 == 0), 0)
    now = np.where(i >= 500_000, 1 + (i % 7 == 0), 0)
    chi2, p, df, expected = stats.chi2_contingency(np.array([before, now]), correction=False)
    q = before / before.sum(), now / now.sum()
    return [{"statistic": float(chi2), "p": float(p), "df": int(df), "low": float(np.mean(expected < 5)), "lInfinity": float(np.abs(q[0] - q[1]).max()),
             "before": {}, "now": {}, **divergences(before, now)}]


result = {"pairs": [pair(*p) for p in (*halves(), *generated(), *drifted())], "pValues": p_values(), "proportions": proportions(),
          "adjusted": adjusted(), "categories": categories(), "manyTexts": many_texts()}
pathlib.Path("distances.json").write_text(
    "{\n" + ",\n".join(f'"{k}": [\n' + ",\n".join(json.dumps(x, separators=(",", ":")) for x in v) + "\n]" for k, v in result.items()) + "\n}\n")
