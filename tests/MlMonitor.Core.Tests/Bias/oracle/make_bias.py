#!/usr/bin/env python3
"""Writes bias.json: what SageMaker Clarify's open library says of a validation set of the adult census data and of a merged record of
capture and ground truth, for BiasOracleTests.

Made with Python 3.11, numpy 1.24.2, pandas 1.5.3, scikit-learn 1.2.1 and the library as of commit 024329d of
https://github.com/aws/amazon-sagemaker-clarify. Run it in this folder with its src on PYTHONPATH and the folder that has
adult/ (files of the AWS example notebooks): python3 make_bias.py <samples>. Facet Sex 0, label 1, groups by Age.
"""
import json
import pathlib
import sys
import types

import numpy as np
import pandas as pd

# The library counts labels with PyFunctional; counting them with pandas spares the package.
sys.modules["functional"] = types.SimpleNamespace(seq=None)
import smclarify.util


def pdfs_aligned_nonzero(*labels):
    shares = pd.concat([pd.Series(v).value_counts(normalize=True) for v in labels], axis=1, join="inner").sort_index()
    return [shares.iloc[:, i].to_numpy() for i in range(len(labels))]


smclarify.util.pdfs_aligned_nonzero = pdfs_aligned_nonzero
from smclarify.bias.metrics import POSTTRAINING_METRICS, PRETRAINING_METRICS, call_metric

samples = pathlib.Path(sys.argv[1])


def of(frame, facet_values, group, features):
    facet = frame["Sex"].isin(facet_values)
    label, predicted = frame["label"] == 1, frame["predicted_label"] == 1
    result = {}
    for metric in [*PRETRAINING_METRICS, *POSTTRAINING_METRICS]:
        try:
            result[metric.__name__] = call_metric(
                metric, df=frame[features], feature=frame["Sex"], sensitive_facet_index=facet, label=label, positive_label_index=label,
                predicted_label=predicted, positive_predicted_label_index=predicted, group_variable=frame[group])
        except ValueError as error:
            result[metric.__name__] = str(error)
    return {k: v if isinstance(v, str) or np.isfinite(v) else str(v) for k, v in result.items()}


def case(name, frame, group="Age"):
    features = [c for c in frame.columns if c not in ("Sex", "label", "score", "predicted_label")]
    return {"name": name, "columns": list(frame.columns), "rows": frame.to_numpy(dtype=float).tolist(), "group": group,
            "expected": {"0": of(frame, [0], group, features), "1": of(frame, [1], group, features)}}


def cases():
    validation = pd.read_csv(samples / "adult/validation_with_predictions.csv")
    yield case("validation set", validation)
    record = json.loads((samples / "adult/merged_record.jsonl").read_text())
    def data(part): return record["captureData"][part]["data"]
    rows = pd.DataFrame([x["features"] for x in json.loads(data("endpointInput"))["instances"]], columns=validation.columns[:14])
    for name, value in zip(("score", "predicted_label"), ("score", "predicted_label")):
        rows[name] = [x[value] for x in json.loads(data("endpointOutput"))["predictions"]]
    rows.insert(14, "label", [x["label"] for x in json.loads(record["groundTruthData"]["data"])["instances"]])
    yield case("merged record", rows)


with open("bias.json", "w", encoding="utf-8") as file:
    json.dump(list(cases()), file, default=float)
    file.write("\n")
