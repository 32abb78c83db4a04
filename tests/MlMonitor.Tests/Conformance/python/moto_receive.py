"""Prints what the queue behind the topic received, one JSON envelope a line.

Usage: moto_receive.py ENDPOINT
"""
import sys

import botocore.session

sqs = botocore.session.Session().create_client(
    "sqs", region_name="eu-west-1", endpoint_url=sys.argv[1], aws_access_key_id="test", aws_secret_access_key="test")
queue = sqs.get_queue_url(QueueName="ml-alerts")["QueueUrl"]
for message in sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", []):
    print(message["Body"].replace("\n", " "))
