"""Makes two buckets, puts captured requests of 2026-11-22 into one, and prints what a described processing job was asked.

    put_capture.py ENDPOINT ACCESS_KEY SECRET              puts them
    put_capture.py ENDPOINT ACCESS_KEY SECRET JOB          describes the job instead
"""
import json
import sys

import botocore.session
from botocore.config import Config

endpoint, key, secret = sys.argv[1:4]


def client(service):
    return botocore.session.get_session().create_client(
        service, endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(s3={"addressing_style": "path"}))


if len(sys.argv) > 4:
    job = client("sagemaker").describe_processing_job(ProcessingJobName=sys.argv[4])
    asked = ("ProcessingJobName", "ProcessingResources", "AppSpecification", "RoleArn", "ProcessingOutputConfig", "ProcessingInputs", "NetworkConfig", "StoppingCondition")
    print(json.dumps({name: job[name] for name in asked if name in job}))
    sys.exit()

s3 = client("s3")
for bucket in ("my-capture", "my-profiles"):
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
for hour in range(8, 12):
    for part in range(2):
        lines = [json.dumps({
            "captureData": {
                "endpointInput": {"observedContentType": "text/csv", "mode": "INPUT", "data": f"{hour},{part},{i}", "encoding": "CSV"},
                "endpointOutput": {"observedContentType": "text/csv", "mode": "OUTPUT", "data": f"0.{i:02}", "encoding": "CSV"},
            },
            "eventMetadata": {"eventId": f"{hour}-{part}-{i}", "inferenceTime": f"2026-11-22T{hour:02}:{30 * part:02}:{i:02}Z"},
            "eventVersion": "0",
        }) for i in range(50)]
        s3.put_object(Bucket="my-capture", Key=f"data/churn/AllTraffic/2026/11/22/{hour:02}/{30 * part:02}-00-000-a.jsonl", Body="\n".join(lines).encode())
