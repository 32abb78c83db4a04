"""Writes requests of the given operations, of those that strict_aws knows, as JSON lines, valid by botocore's models.

    python requests.py STRICT_AWS_FOLDER SEED ROUNDS < operations      each line: service operation
"""
import base64
import json
import random
import re
import sys

sys.path.insert(0, sys.argv[1])
import checks  # noqa: E402
import fuzz  # noqa: E402
from models import Catalog  # noqa: E402

EXAMPLES = [
    "a", "A", "1", "1.0", "ab12", "name-1", "123456789012", "us-east-1", "12:34", "true", "text/csv", "s3://bucket/key", "https://example.com/a",
    "12345678-1234-1234-1234-123456789012", "arn:aws:iam::123456789012:role/name", "arn:aws:sns:eu-west-1:123456789012:name",
    "arn:aws:sagemaker:eu-west-1:123456789012:pipeline/name", "arn:aws:sagemaker:eu-west-1:123456789012:pipeline/name/execution/abcdefghijkl",
    "arn:aws:sagemaker:eu-west-1:123456789012:training-job/name", "arn:aws:sagemaker:eu-west-1:123456789012:model-package/name/1",
    "arn:aws:sagemaker:eu-west-1:123456789012:cluster/abcdefghijkl", "arn:aws:sagemaker:eu-west-1:123456789012:image/name",
    "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012", "arn:aws:logs:eu-west-1:123456789012:log-group:name",
    "arn:aws:events:eu-west-1:123456789012:archive/name", "arn:aws:events:eu-west-1:123456789012:event-bus/default",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:1", "cron(0 * * * ? *)", "rate(5 minutes)", "d-abcdefghijkl", "subnet-1234", "sg-1234",
    "p50", "ml.m5.large", "2026-01-02T03:04:05Z", "PT1H", "/path", "default", "x" * 12, "0" * 12, "a" * 16,
]


class Requests(fuzz.Fuzzer):
    """The fuzzer's answers turned into requests: strings keep to their patterns, lists and maps to their lengths."""

    whole_seconds = True

    def structure(self, shape, depth, nulls=False):
        names = list(shape.members)
        if getattr(shape, "is_tagged_union", False):
            names = [self.rng.choice(names)]
        value = {}
        for name in names:
            if name in shape.required_members or len(names) == 1 or self.rng.random() < (0.9, 0.8, 0.6, 0.4)[min(depth, 3)]:
                try:
                    value[name] = self.value(shape.members[name], depth + 1)
                except LookupError:
                    if name in shape.required_members:
                        raise
        return value

    def text(self, shape):
        candidates = [fuzz.Fuzzer.text(self, shape) for _ in range(4)] + self.rng.sample(EXAMPLES, len(EXAMPLES))
        for candidate in candidates:
            if self.valid(shape, candidate):
                return candidate
        for length in range(1, 70):
            for letter in "a1A":
                if self.valid(shape, letter * length):
                    return letter * length
        raise LookupError(f"no example for {shape.name}: {shape.metadata.get('pattern')}")

    def value(self, shape, depth):
        for _ in range(50):
            value = super().value(shape, depth)
            if shape.type_name in ("structure", "string") or self.valid(shape, value):
                return value
        minimum = int(shape.metadata.get("min") or 0)
        if shape.type_name == "list":
            return [self.value(shape.member, depth + 1) for _ in range(minimum)]
        return {f"k{i}": self.value(shape.value, depth + 1) for i in range(minimum)}

    @staticmethod
    def valid(shape, value):
        problems = checks.Problems()
        checks.check(shape, value, "", problems)
        return not problems and (not isinstance(value, str) or not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", value))


def tidy(value):
    """Leaves out nulls and turns bytes into base64."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def make(seed, operation, service):
    """A valid input, and the problems of the last one tried where none was found."""
    for attempt in range(200):
        requests = Requests(random.Random(f"{seed} {service} {operation.name} {attempt}"), {}, 1767323045)
        value = requests.structure(operation.input_shape, 1)
        # strict_aws takes no token that it has not given; global endpoints are left out of the clients.
        for member in ("NextToken", "nextToken", "EndpointId"):
            value.pop(member, None)
        # Any text is valid by the model, but HTTP stacks take media types only.
        if "ContentType" in value:
            value["ContentType"] = "text/csv"
        problems = checks.Problems()
        checks.check(operation.input_shape, value, "", problems)
        if not problems:
            break
    return value, problems


def main():
    catalog = Catalog()
    for line in sys.stdin:
        service, name = line.split()
        if service not in catalog.models:
            continue
        operation = catalog.op(service, name)
        for round in range(int(sys.argv[3])):
            value, problems = make(f"{sys.argv[2]} {round}", operation, service) if operation.input_shape else ({}, [])
            print(json.dumps({"operation": name, "input": tidy(value), "problems": list(problems)}))


if __name__ == "__main__":
    main()
