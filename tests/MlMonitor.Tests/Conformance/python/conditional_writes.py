"""Writes an object of S3 on conditions, and prints what became of each writing."""
import sys

import botocore.exceptions
import botocore.session

address, key, secret, bucket = sys.argv[1:]
s3 = botocore.session.get_session().create_client(
    "s3", endpoint_url=address, region_name="eu-west-1", aws_access_key_id=key, aws_secret_access_key=secret,
    config=botocore.config.Config(s3={"addressing_style": "path"}))
if bucket.startswith("moto-"):
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})


def put(word, body, **conditions):
    try:
        etag = s3.put_object(Bucket=bucket, Key="conditions/state.json", Body=body, **conditions)["ETag"]
        print(word, "written", etag)
        return etag
    except botocore.exceptions.ClientError as e:
        print(word, e.response["ResponseMetadata"]["HTTPStatusCode"], e.response["Error"]["Code"])


put("absent-match", b"0", IfMatch='"d41d8cd98f00b204e9800998ecf8427e"')
first = put("first", b"1", IfNoneMatch="*")
put("first-again", b"1", IfNoneMatch="*")
second = put("second", b"2", IfMatch=first)
put("second-stale", b"3", IfMatch=first)
put("third", b"3", IfMatch=second)
