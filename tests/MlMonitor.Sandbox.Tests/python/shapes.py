"""Holds raw replies to the service model that botocore brings along.

A parser drops members that it does not know, so the raw bodies are compared: each key must be in the model, each value of
the declared type, within its enumeration and length, and each required member present.
"""
import json
import re
import xml.etree.ElementTree as ElementTree

problems = []
called = {}


def check(http_response, parsed, model, **_):
    operation = f"{model.service_model.service_name}.{model.name}"
    called[operation] = called.get(operation, 0) + 1
    if http_response.status_code != 200:
        return
    if model.service_model.metadata["protocol"] == "rest-xml":
        check_rest_xml(model, http_response, operation)
    elif model.service_model.metadata["protocol"] == "query":
        check_query(model, http_response.content, operation)
    elif model.output_shape is None:
        if json.loads(http_response.content) != {}:
            problems.append(f"{operation}: something instead of nothing")
    else:
        check_json(model.output_shape, json.loads(http_response.content), operation)


def check_query(model, content, where):
    root = ElementTree.fromstring(content)
    namespace = re.match(r"\{(.*)\}", root.tag).group(1)
    if namespace != model.service_model.metadata["xmlNamespace"]:
        problems.append(f"{where}: namespace {namespace}")
    strip = f"{{{namespace}}}"
    tags = [child.tag.removeprefix(strip) for child in root]
    wrapper = (model.output_shape.serialization.get("resultWrapper") if model.output_shape else None)
    expected = ([wrapper] if wrapper else []) + ["ResponseMetadata"]
    if root.tag != f"{strip}{model.name}Response" or tags != expected:
        problems.append(f"{where}: {root.tag} with {tags}, not {expected}")
    if wrapper:
        check_xml(model.output_shape, root[0], strip, where)


def check_rest_xml(model, http_response, where):
    if not http_response.headers.get("x-amz-request-id"):
        problems.append(f"{where}: no x-amz-request-id")
    shape = model.output_shape
    in_body = [name for name, member in shape.members.items() if "location" not in member.serialization] if shape else []
    if not in_body or shape.serialization.get("payload"):
        # A stream, or nothing but headers.
        return
    root = ElementTree.fromstring(http_response.content)
    strip = "{http://s3.amazonaws.com/doc/2006-03-01/}"
    if root.tag != strip + root_of(model):
        problems.append(f"{where}: {root.tag}")
    if model.name == "GetBucketLocation":
        # Its one member is the text of the root itself.
        check_text(shape.members["LocationConstraint"], root.text or "eu-west-1", where)
    else:
        check_plain_xml(shape, root, strip, where)


def root_of(model):
    return {"ListObjectsV2": "ListBucketResult", "ListBuckets": "ListAllMyBucketsResult", "GetBucketLocation": "LocationConstraint"}[model.name]


def check_plain_xml(shape, element, strip, where):
    """Elements are named by the member's locationName; items of a flattened list stand in the structure itself."""
    names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
    for child in element:
        name = child.tag.removeprefix(strip)
        if name not in names:
            problems.append(f"{where}: {name} is not in {shape.name}")
            continue
        member = names[name]
        if member.type_name == "list" and member.serialization.get("flattened"):
            member = member.member
        if member.type_name == "structure":
            check_plain_xml(member, child, strip, f"{where}.{name}")
        elif member.type_name == "list":
            for item in child:
                if item.tag.removeprefix(strip) != member.member.serialization.get("name", "member"):
                    problems.append(f"{where}.{name}: list item {item.tag}")
                check_plain_xml(member.member, item, strip, f"{where}.{name}[]")
        else:
            check_text(member, child.text or "", f"{where}.{name}")


def check_xml(shape, element, strip, where):
    children = [(child.tag.removeprefix(strip), child) for child in element]
    if shape.type_name == "structure":
        check_members(shape, [name for name, _ in children], where)
        for name, child in children:
            if name in shape.members:
                check_xml(shape.members[name], child, strip, f"{where}.{name}")
    elif shape.type_name == "list":
        for name, child in children:
            if name != "member":
                problems.append(f"{where}: list item {name}")
            check_xml(shape.member, child, strip, f"{where}[]")
    elif shape.type_name == "map":
        for name, child in children:
            if [each.tag.removeprefix(strip) for each in child] != ["key", "value"]:
                problems.append(f"{where}: map entry {name}")
    else:
        if children:
            problems.append(f"{where}: elements in a {shape.type_name}")
        check_text(shape, element.text or "", where)


def check_json(shape, value, where):
    kinds = {
        "structure": dict, "map": dict, "list": list, "string": str, "boolean": bool, "integer": int, "long": int,
        "timestamp": (int, float), "double": (int, float), "float": (int, float),
    }
    if not isinstance(value, kinds[shape.type_name]):
        problems.append(f"{where}: {value!r} is no {shape.type_name}")
    elif shape.type_name == "structure":
        check_members(shape, value, where)
        for name in set(value) & set(shape.members):
            check_json(shape.members[name], value[name], f"{where}.{name}")
    elif shape.type_name == "list":
        for item in value:
            check_json(shape.member, item, f"{where}[]")
    elif shape.type_name == "map":
        for item in value.values():
            check_json(shape.value, item, f"{where}{{}}")
    elif shape.type_name == "string":
        check_text(shape, value, where)


def check_members(shape, names, where):
    for name in set(names) - set(shape.members):
        problems.append(f"{where}: {name} is not in {shape.name}")
    for name in set(shape.required_members) - set(names):
        problems.append(f"{where}: {name} of {shape.name} is missing")


def check_text(shape, text, where):
    if getattr(shape, "enum", None) and text not in shape.enum:
        problems.append(f"{where}: {text!r} is not one of {shape.enum}")
    limits = shape.metadata
    if not limits.get("min", 0) <= len(text) <= limits.get("max", len(text)):
        problems.append(f"{where}: {len(text)} characters")
    # The models count in UTF-16, where what lies above it takes two.
    pattern = limits.get("pattern", "").replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
    # Python has no classes of letters such as \p{L}.
    if pattern and "\\p" not in pattern and not re.fullmatch(pattern, text):
        problems.append(f"{where}: {text!r} does not match {pattern}")
