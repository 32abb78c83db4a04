"""Prepares a moto server: a topic with a queue behind it, and a pipeline. Prints the topic's ARN.

Usage: moto_setup.py ENDPOINT
"""
import json
import sys

import botocore.session

session = botocore.session.Session()


def client(service):
    return session.create_client(
        service, region_name="eu-west-1", endpoint_url=sys.argv[1], aws_access_key_id="test", aws_secret_access_key="test")


def action(name, category, provider, **more):
    return {"name": name, "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"}, **more}


topic = client("sns").create_topic(Name="ml-alerts")["TopicArn"]
sqs = client("sqs")
queue = sqs.create_queue(QueueName="ml-alerts")["QueueUrl"]
queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)

trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "codepipeline.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
role = client("iam").create_role(RoleName="pipeline", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", **trust}))
client("codepipeline").create_pipeline(pipeline={
    "name": "on-moto",
    "roleArn": role["Role"]["Arn"],
    "artifactStore": {"type": "S3", "location": "artifacts"},
    "stages": [
        {"name": "Source", "actions": [action(
            "Object", "Source", "S3", configuration={"S3Bucket": "input", "S3ObjectKey": "k"}, outputArtifacts=[{"name": "out"}])]},
        {"name": "Release", "actions": [action("Approve", "Approval", "Manual")]},
    ],
})
print(topic)
