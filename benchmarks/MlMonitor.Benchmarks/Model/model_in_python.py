"""What one would write in an afternoon: captured answers joined with labels, quality by scikit-learn, bias by hand.

model_in_python.py CAPTURE LABELS   prints one line of JSON.
"""

import glob
import io
import json
import sys
import time

import numpy as np
import pandas as pd
from sklearn import metrics

NAMES = ["score", "sex", "age", "income", "debt", "years", "purpose", "x1", "x2", "x3"]


def lines(folder):
    for path in sorted(glob.glob(folder + "/**/*.jsonl", recursive=True)):
        with open(path, encoding="utf-8") as file:
            yield from map(json.loads, file)


def read(capture, labels):
    ids, rows = [], []
    for record in lines(capture):
        event = record["eventMetadata"]
        ids.append(event.get("inferenceId") or event["eventId"])
        data = record["captureData"]
        rows.append(data["endpointOutput"]["data"] + "," + data["endpointInput"]["data"])
    frame = pd.read_csv(io.StringIO("\n".join(rows)), names=NAMES, engine="c")
    frame["id"] = ids
    truth = pd.DataFrame(
        [(label["eventMetadata"]["eventId"], int(label["groundTruthData"]["data"])) for label in lines(labels)],
        columns=["id", "label"],
    )
    # Files are in the order of their hours: of two labels the later counts.
    return frame.merge(truth.drop_duplicates("id", keep="last"), on="id", how="left")


def quality(label, score):
    called = score > 0.5
    found = {
        "accuracy": metrics.accuracy_score(label, called),
        "precision": metrics.precision_score(label, called),
        "recall": metrics.recall_score(label, called),
        "f1": metrics.f1_score(label, called),
        "auc": metrics.roc_auc_score(label, score),
        "pr_auc": metrics.average_precision_score(label, score),
        "log_loss": metrics.log_loss(label, score),
        "brier": metrics.brier_score_loss(label, score),
    }
    return {name: float(value) for name, value in found.items()}


def bias(frame):
    called, is_facet = frame["score"] > 0.5, frame["sex"] == "F"
    labelled = frame["label"].notna()
    true, called_l, facet_l = frame["label"][labelled] == 1, called[labelled], is_facet[labelled]

    def of(side):
        y, p = true[side], called_l[side]
        return {
            "share": y.mean(), "recall": p[y].mean(), "specificity": (~p[~y]).mean(), "accuracy": (y == p).mean(),
            "precision": y[p].mean(), "rejected": (~y[~p]).mean(), "refused": (~y).sum() / (~p).sum(), "conditional": y.sum() / p.sum(), "fn": (y & ~p).sum() / (~y & p).sum(),
        }

    d, a = of(facet_l), of(~facet_l)
    every_d, every_a = called[is_facet].mean(), called[~is_facet].mean()
    benefit = called_l.astype(int) - true.astype(int) + 1
    return {
        "DPL": a["share"] - d["share"], "DPPL": every_a - every_d, "DI": every_d / every_a, "DCA": a["conditional"] - d["conditional"],
        "DCR": d["refused"] - a["refused"], "RD": a["recall"] - d["recall"], "SD": d["specificity"] - a["specificity"], "AD": a["accuracy"] - d["accuracy"],
        "DAR": a["precision"] - d["precision"], "DRR": d["rejected"] - a["rejected"], "TE": d["fn"] - a["fn"],
        "GE": float(np.mean((benefit / benefit.mean()) ** 2 - 1) / 2),
    }


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def main():
    begun = time.perf_counter()
    frame = read(sys.argv[1], sys.argv[2])
    labelled = frame.dropna(subset=["label"])
    found = quality(labelled["label"].astype(int), labelled["score"])
    first = time.perf_counter() - begun
    found.update({name: float(value) for name, value in bias(frame).items()})
    print(json.dumps({"Rows": len(frame), "FirstSeconds": first, "Seconds": time.perf_counter() - begun, "PeakMegabytes": peak_megabytes(), "Values": found}))


main()
