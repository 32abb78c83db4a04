"""Makes a state machine with executions, a build project with builds and a SageMaker pipeline on a moto server."""
import json
import sys

import botocore.session

endpoint = sys.argv[1]


def client(service):
    return botocore.session.get_session().create_client(
        service, endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")


states = client("stepfunctions")
role = "arn:aws:iam::123456789012:role/service-role"
definition = json.dumps({"StartAt": "Train", "States": {"Train": {"Type": "Pass", "End": True}}})
machine = states.create_state_machine(name="moto-retrain", definition=definition, roleArn=role, tags=[{"key": "team", "value": "moto"}])["stateMachineArn"]
first = states.start_execution(stateMachineArn=machine, name="first")["executionArn"]
states.stop_execution(executionArn=first, error="Manual", cause="not today")
states.start_execution(stateMachineArn=machine, name="second")

builds = client("codebuild")
builds.create_project(
    name="moto-project",
    source={"type": "S3", "location": "bucket/path/source.zip"},
    artifacts={"type": "NO_ARTIFACTS"},
    environment={
        "type": "LINUX_CONTAINER",
        "image": "aws/codebuild/standard:7.0",
        "computeType": "BUILD_GENERAL1_SMALL",
        "environmentVariables": [{"name": "DB_PASSWORD", "value": "moto-secret-value", "type": "PLAINTEXT"}],
    },
    serviceRole=role,
)
ids = [builds.start_build(projectName="moto-project", sourceVersion="main")["build"]["id"] for _ in range(3)]

models = client("sagemaker")
models.create_pipeline(
    PipelineName="moto-pipeline",
    PipelineDefinition=json.dumps({"Version": "2020-12-01", "Parameters": [], "Steps": []}),
    ClientRequestToken="0" * 32,
    RoleArn=role,
    Tags=[{"Key": "team", "Value": "moto"}],
)
execution = models.start_pipeline_execution(PipelineName="moto-pipeline")["PipelineExecutionArn"]

print(json.dumps({"machine": machine, "builds": ids, "execution": execution}))
