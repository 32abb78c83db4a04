"""What one would write in an afternoon: captured requests against a training set, all columns.

drift_in_python.py CAPTURE BASELINE [--by-file]   prints one line of JSON.
--by-file parses the payloads of each file by themselves, which takes less memory.
"""

import glob
import io
import json
import sys
import time

import numpy as np
import pandas as pd
from scipy import stats


def payloads(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)["captureData"]
            yield data["endpointOutput"]["data"] + "," + data["endpointInput"]["data"]


def frame(rows, names):
    return pd.read_csv(io.StringIO("\n".join(rows)), names=names, engine="c")


def read(folder, names, by_file):
    paths = sorted(glob.glob(folder + "/**/*.jsonl", recursive=True))
    if by_file:
        return pd.concat([frame(payloads(path), names) for path in paths], ignore_index=True)
    return frame([row for path in paths for row in payloads(path)], names)


def judge(before, now):
    missing = abs(before.isna().mean() - now.isna().mean())
    before, now = before.dropna(), now.dropna()
    if pd.api.types.is_numeric_dtype(before):
        test = stats.ks_2samp(before, now)
        return {"distance": test.statistic, "p": test.pvalue, "missing": missing, "mean": now.mean(), "sd": now.std(ddof=0)}
    before, now = before.value_counts(), now.value_counts()
    union = before.index.union(now.index)
    a, b = before.reindex(union, fill_value=0), now.reindex(union, fill_value=0)
    p = stats.chi2_contingency(np.array([a, b]))[1]
    return {"distance": (a / a.sum() - b / b.sum()).abs().max(), "p": p, "missing": missing, "unseen": int((a == 0).sum())}


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def main():
    begun = time.perf_counter()
    before = pd.read_csv(sys.argv[2], engine="c")
    now = read(sys.argv[1], list(before.columns), "--by-file" in sys.argv)
    read_seconds = time.perf_counter() - begun
    found = {name: judge(before[name], now[name]) for name in before.columns}
    print(json.dumps({
        "Rows": len(now),
        "FirstSeconds": read_seconds,
        "Seconds": time.perf_counter() - begun,
        "PeakMegabytes": peak_megabytes(),
        "Values": {name: each["distance"] for name, each in found.items()},
    }))


main()
