"""Makes jobs of four kinds, metrics and a log on a moto server, and prints what was put."""
import datetime
import json
import sys

import botocore.session

endpoint = sys.argv[1]
role = "arn:aws:iam::123456789012:role/ml-job-role"
image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1"


def client(service):
    return botocore.session.get_session().create_client(
        service, endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")


models = client("sagemaker")


def train(name, **more):
    models.create_training_job(
        TrainingJobName=name,
        AlgorithmSpecification={
            "TrainingImage": image,
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": "validation:auc", "Regex": "auc=(.*)"}, {"Name": "train:loss", "Regex": "loss=(.*)"}],
        },
        RoleArn=role,
        OutputDataConfig={"S3OutputPath": "s3://bucket/out"},
        ResourceConfig={"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 10},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
        HyperParameters={"db_password": "moto-secret-value"},
        **more,
    )


train("moto-train-1", Tags=[{"Key": "team", "Value": "ml"}])
train("moto-train-2")
models.create_processing_job(
    ProcessingJobName="moto-process",
    ProcessingResources={"ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 10}},
    AppSpecification={"ImageUri": image},
    RoleArn=role,
    Environment={"DB_PASSWORD": "moto-secret-value"},
)
models.create_model(ModelName="moto-model", ExecutionRoleArn=role, PrimaryContainer={"Image": image})
models.create_transform_job(
    TransformJobName="moto-transform",
    ModelName="moto-model",
    TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://bucket/in"}}},
    TransformOutput={"S3OutputPath": "s3://bucket/out"},
    TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
)
models.create_hyper_parameter_tuning_job(
    HyperParameterTuningJobName="moto-tune",
    HyperParameterTuningJobConfig={
        "Strategy": "Bayesian",
        "ResourceLimits": {"MaxNumberOfTrainingJobs": 8, "MaxParallelTrainingJobs": 2},
    },
)

# Two nodes whose lines alternate, some at the same time, with escape sequences and other scripts.
logs = client("logs")
group = "/aws/sagemaker/TrainingJobs"
logs.create_log_group(logGroupName=group)
now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
begin = int((now - datetime.timedelta(hours=1)).timestamp() * 1000)
lines = []
for node in (1, 2):
    stream = f"moto-train-1/algo-{node}-1700000000"
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
    events = [
        {"timestamp": begin + (number // 2) * 1000 + (node % 2) * 500 * (number % 3), "message": f"node {node} line {number}: 学習 \u001b[31mred\u001b[0m"}
        for number in range(60)
    ]
    events.sort(key=lambda event: event["timestamp"])
    for first in range(0, len(events), 20):
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events[first:first + 20])
    lines += [(event["timestamp"], node, place, event["message"]) for place, event in enumerate(events)]
logs.create_log_stream(logGroupName=group, logStreamName="moto-train-10/algo-1-1700000000")
logs.put_log_events(
    logGroupName=group, logStreamName="moto-train-10/algo-1-1700000000", logEvents=[{"timestamp": begin, "message": "of another job"}])

# A point a minute from the creation of the job on, one of them missing.
watch = client("cloudwatch")
points = {}
for metric, values in {"validation:auc": [0.5, 0.625, 0.71875, 0.6171875, 0.8], "train:loss": [1e-9, 3.25, 12345.678, 0.1, -4.0]}.items():
    points[metric] = []
    for minute, value in enumerate(values):
        if minute == 2:
            continue
        time = now + datetime.timedelta(minutes=minute)
        points[metric].append((int(time.timestamp()), value))
        watch.put_metric_data(
            Namespace=group,
            MetricData=[{
                "MetricName": metric,
                "Dimensions": [{"Name": "TrainingJobName", "Value": "moto-train-1"}],
                "Timestamp": time,
                "Value": value,
            }],
        )

final = models.describe_training_job(TrainingJobName="moto-train-2")["FinalMetricDataList"]
print(json.dumps({
    "lines": [line[3] for line in sorted(lines, key=lambda line: line[:3])],
    "times": [line[0] for line in sorted(lines, key=lambda line: line[:3])],
    "points": points,
    "final": {each["MetricName"]: each["Value"] for each in final},
}))
