"""Makes endpoints on a moto server: real-time with capture, serverless, asynchronous, of several containers, of many models."""
import sys

import botocore.session

sagemaker = botocore.session.get_session().create_client(
    "sagemaker", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
role = "arn:aws:iam::123456789012:role/service-role"
image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/serve:1"
container = {"Image": image, "Environment": {"TOKEN": "moto-secret-value"}}


def make(name, variants, tags=(), **config):
    sagemaker.create_endpoint_config(EndpointConfigName=name + "-v1", ProductionVariants=variants, **config)
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name + "-v1", Tags=[{"Key": k, "Value": v} for k, v in tags])


def on_instances(name, model, count, weight=1.0, instance="ml.m5.xlarge"):
    return {"VariantName": name, "ModelName": model, "InitialInstanceCount": count, "InstanceType": instance, "InitialVariantWeight": weight}


sagemaker.create_model(ModelName="one", ExecutionRoleArn=role, PrimaryContainer=container)
sagemaker.create_model(ModelName="many", ExecutionRoleArn=role, PrimaryContainer={**container, "Mode": "MultiModel"})
sagemaker.create_model(ModelName="chain", ExecutionRoleArn=role, Containers=[container, container])

make("moto-captured", [on_instances("champion", "one", 3, 0.9, "ml.c5.2xlarge"), on_instances("challenger", "one", 1, 0.1)],
     tags=(("owner", "team-a"), ("env", "prod")),
     DataCaptureConfig={"EnableCapture": True, "InitialSamplingPercentage": 25, "DestinationS3Uri": "s3://moto-capture/data",
                        "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}]})
make("moto-serverless", [{"VariantName": "AllTraffic", "ModelName": "one", "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}],
     tags=(("owner", "team-b"),))
make("moto-asynchronous", [on_instances("AllTraffic", "one", 1)], AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://moto-out/"}})
make("moto-chain", [on_instances("AllTraffic", "chain", 1)])
make("moto-many", [on_instances("AllTraffic", "many", 2)])

# The newest is neither the last put nor the last by name of all keys.
s3 = botocore.session.get_session().create_client(
    "s3", endpoint_url=sys.argv[1], region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
s3.create_bucket(Bucket="moto-capture", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
for key in ("champion/2026/02/01/00/00-01-000-b.jsonl", "champion/2026/01/31/23/59-59-000-a.jsonl", "champion/2025/12/31/23/10-00-000-c.jsonl", "challenger/2026/01/02/03/00-00-000-d.jsonl"):
    s3.put_object(Bucket="moto-capture", Key="data/moto-captured/" + key, Body=b"{}")
s3.put_object(Bucket="moto-capture", Key="data/moto-captured-2/x/2027/01/01/00/z.jsonl", Body=b"{}")
