"""Reads a text with the parsers of prometheus_client, that of OpenMetrics and that of version 0.0.4, and prints what both found.

Usage: read_prometheus.py FILE
"""
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as text_format

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()


def found(families):
    return [(f.name, f.type, f.documentation, sorted(s.labels.items()), repr(float(s.value)), s.timestamp) for f in families for s in f.samples]


old, new = found(text_format(text)), found(open_metrics(text))
assert old == new, (old, new)
for name, kind, _, labels, value, timestamp in old:
    assert timestamp is None
    print(name, kind, ",".join(f"{k}={v}" for k, v in labels), value)
