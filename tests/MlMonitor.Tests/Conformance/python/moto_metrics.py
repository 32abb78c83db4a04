"""Puts metrics of an endpoint into a moto server, and prints the minute of the first."""
import datetime
import sys

import botocore.session

cloudwatch = botocore.session.get_session().create_client(
    "cloudwatch", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
dimensions = [{"Name": "EndpointName", "Value": "moto-captured"}, {"Name": "VariantName", "Value": "champion"}]
first = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0) - datetime.timedelta(minutes=30)


def put(namespace, name, unit, *values):
    cloudwatch.put_metric_data(Namespace=namespace, MetricData=[
        {"MetricName": name, "Dimensions": dimensions, "Unit": unit, "Value": value, "Timestamp": first + datetime.timedelta(minutes=minute, seconds=5)}
        for minute, value in values])


put("AWS/SageMaker", "ModelLatency", "Microseconds", (0, 180000.0), (0, 220000.0), (2, 90500.0))
put("AWS/SageMaker", "Invocations", "None", (0, 15.0), (0, 25.0), (2, 20.0))
put("AWS/SageMaker", "Invocation5XXErrors", "None", (0, 2.0), (1, 7.0), (2, 0.0))
put("/aws/sagemaker/Endpoints", "CPUUtilization", "Percent", (0, 640.0))
print(first.isoformat())
