"""Prints what was published to a namespace, one line a metric: name, dimensions, unit, then sample count, sum, minimum and maximum.

Usage: moto_published.py ENDPOINT NAMESPACE
"""
import datetime
import sys

import botocore.session

cloudwatch = botocore.session.get_session().create_client(
    "cloudwatch", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
now = datetime.datetime.now(datetime.timezone.utc)
for metric in cloudwatch.list_metrics(Namespace=sys.argv[2])["Metrics"]:
    points = cloudwatch.get_metric_statistics(
        **metric, StartTime=now - datetime.timedelta(days=1), EndTime=now + datetime.timedelta(hours=2), Period=86400 * 2,
        Statistics=["SampleCount", "Sum", "Minimum", "Maximum"])["Datapoints"]
    dimensions = ",".join(sorted(f"{d['Name']}={d['Value']}" for d in metric["Dimensions"]))
    for point in points:
        print(metric["MetricName"], dimensions, point["Unit"], *(f"{point[s]:g}" for s in ("SampleCount", "Sum", "Minimum", "Maximum")))
