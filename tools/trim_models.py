#!/usr/bin/env python3
"""Writes the trimmed service models that the AWS clients are generated from.

    python tools/trim_models.py            write every model of tools/aws-clients.json
    python tools/trim_models.py --check    change nothing; fail when a model in the repository is out of date

Needs a Python with botocore, whose data folder holds AWS's published service models. What is kept of a model: the listed
operations, and every structure, enumeration and error reachable from them, with wire names. What goes: prose, limits and
patterns, everything else.

A member's type is written as an expression: string, integer, long, double, float, boolean, timestamp, blob, epochMillis
(a long that the SDK shows as a time), the name of another shape, [element] for a list, {value} for a map with string keys.
"""
import argparse
import json
import pathlib
import sys

import botocore
import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCALARS = {"integer", "long", "double", "float", "boolean", "timestamp", "blob"}


class Trimmer:
    def __init__(self, entry, loader):
        self.entry = entry
        self.model = loader.load_service_model(entry["model"], "service-2")
        self.rules = loader.load_service_model(entry["model"], "endpoint-rule-set-1")
        self.partitions = loader.load_data("partitions")
        self.shapes = {}

    def trim(self):
        operations = {name: self.operation(self.model["operations"][name]) for name in sorted(self.entry["operations"])}
        return {"service": self.service(), "operations": operations, "shapes": dict(sorted(self.shapes.items()))}

    def service(self):
        metadata = self.model["metadata"]
        # CloudWatch lists several protocols; AWS JSON is the one that every client and test server speaks.
        protocol = "json" if "json" in metadata["protocols"] else metadata["protocol"]
        service = {
            "namespace": self.entry["namespace"],
            "serviceId": metadata["serviceId"],
            "apiVersion": metadata["apiVersion"],
            "protocol": protocol,
            "endpointPrefix": metadata["endpointPrefix"],
            "signingName": metadata.get("signingName", metadata["endpointPrefix"]),
        }
        if protocol == "json":
            service["jsonVersion"] = metadata["jsonVersion"]
            service["targetPrefix"] = metadata["targetPrefix"]
        if "awsQueryCompatible" in metadata:
            service["queryCompatible"] = True
        irregular = self.irregular_endpoints(metadata["endpointPrefix"])
        if irregular:
            service["endpoints"] = irregular
        return service

    def irregular_endpoints(self, prefix):
        """The hosts that differ from prefix[-fips].region.suffix, by region or partition and variant."""
        provider = EndpointProvider(self.rules, self.partitions)
        found = {}
        for partition in self.partitions["partitions"]:
            outputs = partition["outputs"]
            regions = [r for r in partition["regions"] if not r.endswith("-global")]
            for variant in ("", " fips", " dualstack", " fips dualstack"):
                fips, dual = "fips" in variant, "dualstack" in variant
                suffix = outputs["dualStackDnsSuffix" if dual else "dnsSuffix"]
                templates = {}
                for region in regions:
                    try:
                        url = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual).url
                    except EndpointProviderError:
                        continue
                    if url != f"https://{prefix}{'-fips' if fips else ''}.{region}.{suffix}":
                        templates[region] = url.replace(region, "{region}")
                if len(templates) == len(regions) and len(set(templates.values())) == 1:
                    found[partition["id"] + variant] = next(iter(templates.values()))
                else:
                    found.update({region + variant: template for region, template in templates.items()})
        return found

    def operation(self, operation):
        trimmed = {}
        http = operation["http"]["method"] + " " + operation["http"]["requestUri"]
        if http != "POST /":
            trimmed["http"] = http
        for direction in ("input", "output"):
            if direction in operation:
                trimmed[direction] = operation[direction]["shape"]
                self.keep(operation[direction]["shape"])
                if "resultWrapper" in operation[direction] and self.model["metadata"]["protocol"] == "query":
                    trimmed["resultWrapper"] = operation[direction]["resultWrapper"]
        errors = [error["shape"] for error in operation.get("errors", [])]
        if errors:
            trimmed["errors"] = errors
            for error in errors:
                self.keep(error)
        return trimmed

    def keep(self, name):
        """Keeps a structure, an enumeration or a map with wire names of its own, and all that it refers to."""
        if name in self.shapes:
            return
        shape = self.model["shapes"][name]
        trimmed = self.shapes[name] = {}
        if shape["type"] == "string":
            trimmed["enum"] = shape["enum"]
        elif shape["type"] == "map":
            trimmed["map"] = self.expression(shape["value"]["shape"])
            trimmed["key"] = shape["key"]["locationName"]
            trimmed["value"] = shape["value"]["locationName"]
        else:
            self.keep_structure(name, shape, trimmed)

    def keep_structure(self, name, shape, trimmed):
        if shape.get("eventstream") or shape.get("document"):
            sys.exit(f"{self.entry['model']}: {name} is an event stream or a document, which the clients do not speak")
        if shape.get("exception"):
            trimmed["error"] = shape.get("error", {}).get("code", name)
        if "payload" in shape:
            trimmed["payload"] = shape["payload"]
        if shape.get("required"):
            trimmed["required"] = shape["required"]
        wanted = self.entry.get("keep", {}).get(name, shape["members"])
        unwanted = self.entry.get("drop", {}).get(name, [])
        trimmed["members"] = {
            member: self.member(name, member, reference)
            for member, reference in shape["members"].items()
            if member in wanted and member not in unwanted
        }

    def member(self, owner, name, reference):
        target = self.model["shapes"][reference["shape"]]
        kind = self.expression(reference["shape"])
        if f"{owner}.{name}" in self.entry.get("epochMillis", []):
            kind = "epochMillis"
        extras = {}
        if "location" in reference:
            extras["in"] = reference["location"]
            extras["name"] = reference.get("locationName", name)
        if reference.get("idempotencyToken"):
            extras["token"] = True
        if reference.get("deprecated") or target.get("deprecated"):
            extras["deprecated"] = True
        if "timestampFormat" in {**target, **reference}:
            sys.exit(f"{self.entry['model']}: {owner}.{name} has a time format of its own, which the clients do not write")
        return {"type": kind, **extras} if extras else kind

    def expression(self, name):
        shape = self.model["shapes"][name]
        if shape["type"] in SCALARS:
            return shape["type"]
        if shape["type"] == "string" and "enum" not in shape:
            return "string"
        if shape["type"] == "list":
            return "[" + self.expression(shape["member"]["shape"]) + "]"
        if shape["type"] == "map" and "locationName" not in shape["key"]:
            return "{" + self.expression(shape["value"]["shape"]) + "}"
        self.keep(name)
        return name


def compact(model):
    """JSON with one line an operation, a member and an enumeration, so that differences can be read."""
    lines = ["{"]
    sections = list(model.items())
    for section, content in sections:
        lines.append(f'  "{section}": {{')
        items = list(content.items())
        for key, value in items:
            comma = "," if key != items[-1][0] else ""
            if isinstance(value, dict) and "members" in value and value["members"]:
                head = "".join(f'"{k}": {json.dumps(v)}, ' for k, v in value.items() if k != "members")
                lines.append(f'    "{key}": {{ {head}"members": {{')
                members = list(value["members"].items())
                lines += [f'      "{k}": {json.dumps(v)}{"," if k != members[-1][0] else ""}' for k, v in members]
                lines.append("    }}" + comma)
            else:
                lines.append(f'    "{key}": {json.dumps(value)}{comma}')
        lines.append("  }" + ("," if section != sections[-1][0] else ""))
    return "\n".join(lines + ["}", ""])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="change nothing; fail when a model is out of date")
    check = arguments.parse_args().check
    loader = botocore.session.get_session().get_component("data_loader")
    stale = []
    for entry in json.loads((ROOT / "tools/aws-clients.json").read_text())["services"]:
        path = ROOT / entry["folder"] / f"{entry['model']}.json"
        text = compact(Trimmer(entry, loader).trim())
        if check:
            if not path.exists() or path.read_text() != text:
                stale.append(str(path.relative_to(ROOT)))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"{path.relative_to(ROOT)}: {len(text) // 1024} kB")
    if stale:
        sys.exit(f"out of date with botocore {botocore.__version__}: " + ", ".join(stale))


if __name__ == "__main__":
    main()
