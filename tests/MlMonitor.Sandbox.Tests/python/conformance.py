"""Drives a sandbox with botocore and holds every raw reply to the service model.

Usage: conformance.py ENDPOINT ACCESS_KEY SECRET
"""
import json
import sys
import time

import botocore.session
from botocore.exceptions import ClientError

from shapes import called, check, problems

endpoint, access_key, secret = sys.argv[1:4]
session = botocore.session.Session()


def client(service, region="eu-west-1"):
    made = session.create_client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id=access_key, aws_secret_access_key=secret)
    made.meta.events.register("after-call.*.*", check)
    return made


def expect(condition, what):
    if not condition:
        problems.append(what)


def expect_error(code, call, **arguments):
    try:
        call(**arguments)
        problems.append(f"{call.__name__}{arguments}: no {code}")
    except ClientError as error:
        expect(error.response["Error"]["Code"] == code, f"{call.__name__}{arguments}: {error}")


def pages(made, operation, key, size, **arguments):
    paginator = made.get_paginator(operation)
    found = [item for page in paginator.paginate(**arguments, PaginationConfig={"PageSize": size}) for item in page[key]]
    whole = getattr(made, operation)(**arguments)[key]
    expect(found[:len(whole)] == whole, f"{operation}{arguments}: pages of {size} differ from the whole")
    return found


def codepipeline(region):
    made = client("codepipeline", region)
    for pipeline in pages(made, "list_pipelines", "pipelines", 4):
        name = pipeline["name"]
        made.get_pipeline(name=name)
        made.get_pipeline_state(name=name)
        runs = pages(made, "list_pipeline_executions", "pipelineExecutionSummaries", 7, pipelineName=name)
        actions = pages(made, "list_action_executions", "actionExecutionDetails", 60, pipelineName=name)
        expect({run["pipelineExecutionId"] for run in runs} == {action["pipelineExecutionId"] for action in actions}, f"{name}: runs")
        for run in runs:
            made.get_pipeline_execution(pipelineName=name, pipelineExecutionId=run["pipelineExecutionId"])
    expect_error("PipelineNotFoundException", made.get_pipeline_state, name="no-such")
    expect_error("InvalidNextTokenException", made.list_pipelines, nextToken="bent")


def sns(region):
    made = client("sns", region)
    topic = made.create_topic(Name="conformance")["TopicArn"]
    fifo = made.create_topic(Name="conformance.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})["TopicArn"]
    for number in range(105):
        made.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{region}:123456789012:queue-{number}")
    found = made.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic).build_full_result()["Subscriptions"]
    expect(len(found) == 105, f"{len(found)} subscriptions")
    expect(topic in [each["TopicArn"] for each in made.list_topics()["Topics"]], "the topic is not listed")
    made.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="ML <alerts> & more")
    attributes = made.get_topic_attributes(TopicArn=topic)["Attributes"]
    expect(attributes["DisplayName"] == "ML <alerts> & more", f"{attributes}")
    made.publish(
        TopicArn=topic, Subject="subject", Message="a+b & ü=%",
        MessageAttributes={
            "severity": {"DataType": "String", "StringValue": "Critical"},
            "blob": {"DataType": "Binary", "BinaryValue": b"\x00\x01"},
        })
    sent = made.publish(TopicArn=fifo, Message="m", MessageGroupId="g")
    expect(len(sent["SequenceNumber"]) == 20, f"{sent}")
    batch = made.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[
        {"Id": "1", "Message": "m"}, {"Id": "2", "Message": "m", "Subject": "two\nlines"}])
    expect([len(batch["Successful"]), len(batch["Failed"])] == [1, 1], f"{batch}")
    for code, entries in (
            ("EmptyBatchRequest", []),
            ("TooManyEntriesInBatchRequest", [{"Id": str(number), "Message": "m"} for number in range(11)]),
            ("BatchEntryIdsNotDistinct", [{"Id": "1", "Message": "m"}] * 2),
            ("InvalidBatchEntryId", [{"Id": "a b", "Message": "m"}]),
            ("BatchRequestTooLong", [{"Id": str(number), "Message": "m" * 200_000} for number in range(2)])):
        expect_error(code, made.publish_batch, TopicArn=topic, PublishBatchRequestEntries=entries)
    expect_error("NotFound", made.publish, TopicArn=topic + "x", Message="m")
    expect_error("InvalidParameter", made.publish, TopicArn=topic, Message='{"email":"m"}', MessageStructure="json")


def codebuild(region):
    made = client("codebuild", region)
    projects = made.get_paginator("list_projects").paginate(sortBy="NAME", sortOrder="DESCENDING").build_full_result()["projects"]
    for first in range(0, len(projects), 100):
        made.batch_get_projects(names=projects[first:first + 100])
    for project in projects[:25]:
        ids = made.list_builds_for_project(projectName=project)["ids"]
        oldest = made.list_builds_for_project(projectName=project, sortOrder="ASCENDING")["ids"]
        expect(len(ids) == 100 or ids == oldest[::-1], f"{project}: orders differ")
        builds = made.batch_get_builds(ids=ids)["builds"] if ids else []
        made.list_build_batches_for_project(projectName=project)
        expect([build["id"] for build in builds] == ids, f"{project}: builds")
        for build in builds:
            made.batch_get_reports(reportArns=build["reportArns"] + ["arn:x/none-tests:1"])
            for arn in build["reportArns"][:1]:
                group = made.batch_get_reports(reportArns=[arn])["reports"][0]["reportGroupArn"]
                expect(arn in made.list_reports_for_report_group(reportGroupArn=group)["reports"], f"{arn} is not listed")
    made.list_builds()
    missing = made.batch_get_builds(ids=["no-such:1"])
    expect(missing["buildsNotFound"] == ["no-such:1"], f"{missing}")
    expect(made.batch_get_build_batches(ids=["x"])["buildBatchesNotFound"] == ["x"], "batches")
    expect_error("ResourceNotFoundException", made.list_builds_for_project, projectName="no-such")
    expect_error("InvalidInputException", made.list_projects, nextToken="bent")


def stepfunctions(region):
    made = client("stepfunctions", region)
    for machine in pages(made, "list_state_machines", "stateMachines", 3):
        arn = machine["stateMachineArn"]
        json.loads(made.describe_state_machine(stateMachineArn=arn)["definition"])
        if machine["type"] == "EXPRESS":
            expect_error("StateMachineTypeNotSupported", made.list_executions, stateMachineArn=arn)
            continue
        for number, execution in enumerate(pages(made, "list_executions", "executions", 7, stateMachineArn=arn)):
            if number > 5:
                break
            its = {"executionArn": execution["executionArn"]}
            made.describe_execution(**its)
            made.describe_state_machine_for_execution(**its)
            made.get_execution_history(**its, includeExecutionData=False)
            events = pages(made, "get_execution_history", "events", 4, **its)
            expect([event["id"] for event in events] == list(range(1, len(events) + 1)), f"{its}: ids")
            expect(all(event["previousEventId"] < event["id"] for event in events), f"{its}: previous ids")
            back = made.get_execution_history(**its, reverseOrder=True, maxResults=1000)["events"]
            expect(back == events[::-1], f"{its}: reverse order")
            for run in made.list_map_runs(**its)["mapRuns"]:
                made.describe_map_run(mapRunArn=run["mapRunArn"])
                made.list_executions(mapRunArn=run["mapRunArn"])
    machine = f"arn:aws:states:{region}:123456789012:stateMachine:no-such"
    expect_error("StateMachineDoesNotExist", made.list_executions, stateMachineArn=machine)
    expect_error("ExecutionDoesNotExist", made.describe_execution, executionArn=machine.replace("stateMachine", "execution") + ":x")
    expect_error("InvalidArn", made.describe_execution, executionArn="bent")
    expect_error("InvalidToken", made.list_state_machines, nextToken="bent")


def sagemaker(region):
    made = client("sagemaker", region)
    jobs = {"TrainingJob": made.describe_training_job, "ProcessingJob": made.describe_processing_job, "TransformJob": made.describe_transform_job}
    for pipeline in pages(made, "list_pipelines", "PipelineSummaries", 4, SortBy="Name", SortOrder="Ascending"):
        name = pipeline["PipelineName"]
        json.loads(made.describe_pipeline(PipelineName=name)["PipelineDefinition"])
        for execution in pages(made, "list_pipeline_executions", "PipelineExecutionSummaries", 7, PipelineName=name):
            its = {"PipelineExecutionArn": execution["PipelineExecutionArn"]}
            made.describe_pipeline_execution(**its)
            pages(made, "list_pipeline_parameters_for_execution", "PipelineParameters", 2, **its)
            for step in pages(made, "list_pipeline_execution_steps", "PipelineExecutionSteps", 3, **its):
                for kind, job in step["Metadata"].items():
                    if kind in jobs:
                        found = jobs[kind](**{kind + "Name": job["Arn"].split("/")[1]})
                        expect(found.get("FailureReason") == step.get("FailureReason"), f"{job}: failure reasons differ")
    made.list_pipelines(PipelineNamePrefix="fraud", CreatedAfter=1.5e9)
    expect_error("ResourceNotFound", made.describe_pipeline, PipelineName="no-such")
    expect_error("ResourceNotFound", made.list_pipeline_execution_steps,
                 PipelineExecutionArn=f"arn:aws:sagemaker:{region}:123456789012:pipeline/no-such/execution/abcdefghijkl")
    expect_error("ValidationException", made.describe_training_job, TrainingJobName="no-such")


def jobs(region):
    made = client("sagemaker", region)
    kinds = {
        "TrainingJob": (made.list_training_jobs, "TrainingJobSummaries", made.describe_training_job),
        "ProcessingJob": (made.list_processing_jobs, "ProcessingJobSummaries", made.describe_processing_job),
        "TransformJob": (made.list_transform_jobs, "TransformJobSummaries", made.describe_transform_job),
        "HyperParameterTuningJob": (
            made.list_hyper_parameter_tuning_jobs, "HyperParameterTuningJobSummaries", made.describe_hyper_parameter_tuning_job),
        "LabelingJob": (made.list_labeling_jobs, "LabelingJobSummaryList", made.describe_labeling_job),
        "AutoMLJob": (made.list_auto_ml_jobs, "AutoMLJobSummaries", made.describe_auto_ml_job_v2),
    }
    since = time.time() - 86400
    for kind, (listed, key, describe) in kinds.items():
        time.sleep(0.5)
        found = listed(MaxResults=100, SortBy="CreationTime", SortOrder="Descending", CreationTimeAfter=since)[key]
        times = [job["CreationTime"] for job in found]
        expect(times == sorted(times, reverse=True), f"{kind}: order")
        for job in found:
            whole = describe(**{kind + "Name": job[kind + "Name"]})
            for member in set(job) & set(whole) - {"LabelCounters"}:
                expect(job[member] == whole[member], f"{job[kind + 'Name']}: {member} differs")
            made.list_tags(ResourceArn=job[kind + "Arn"])
        expect_error("ValidationException", describe, **{kind + "Name": "no-such"})
        if kind not in ("TrainingJob", "HyperParameterTuningJob"):
            continue
        search = {"Resource": kind, "SortBy": "CreationTime", "SearchExpression": {"Filters": [
            {"Name": "CreationTime", "Operator": "GreaterThan", "Value": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(since))}]}}
        records = [each[kind] for each in pages(made, "search", "Results", 9, **search)]
        expect([job[kind + "Name"] for job in records[:100]] == [job[kind + "Name"] for job in found], f"{kind}: search differs from the list")
        expect(made.search(**search)["TotalHits"]["Value"] == len(records), f"{kind}: hits")
        for name, operator, value in (
                (kind + "Name", "Contains", "CHURN"), (kind + "Status", "In", "Failed,Stopped"), (kind + "Status", "NotEquals", "Completed"),
                ("Tags.team", "Equals", "churn"), ("HyperParameters.max_depth", "Exists", None)):
            filters = [{"Name": name, "Operator": operator} | ({"Value": value} if value else {})]
            made.search(Resource=kind, SearchExpression={"Filters": filters}, MaxResults=100)
    for tuning in records:
        its = {"HyperParameterTuningJobName": tuning["HyperParameterTuningJobName"]}
        trials = pages(made, "list_training_jobs_for_hyper_parameter_tuning_job", "TrainingJobSummaries", 7, **its,
                       SortBy="FinalObjectiveMetricValue", SortOrder="Descending")
        expect(trials[0]["TrainingJobName"] == tuning["BestTrainingJob"]["TrainingJobName"], f"{its}: best")
        for trial in trials:
            whole = made.describe_training_job(TrainingJobName=trial["TrainingJobName"])
            expect(whole["TuningJobArn"] == tuning["HyperParameterTuningJobArn"], f"{trial}: parent")
    expect(made.search(Resource="ModelCard")["Results"] == [], "model cards")
    expect_error("ValidationException", made.search, Resource="TrainingJob", SearchExpression={"Filters": [{"Name": "Colour", "Value": "red"}]})


def endpoints(region):
    made = client("sagemaker", region)
    since = time.time() - 900 * 86400
    found = pages(made, "list_endpoints", "Endpoints", 3, SortBy="CreationTime", SortOrder="Descending", CreationTimeAfter=since, MaxResults=100)
    times = [each["CreationTime"] for each in found]
    expect(times == sorted(times, reverse=True), "endpoints: order")
    configs = {each["EndpointConfigName"] for each in pages(made, "list_endpoint_configs", "EndpointConfigs", 5)}
    models = {each["ModelName"] for each in pages(made, "list_models", "Models", 4, SortBy="Name", SortOrder="Ascending")}
    components = pages(made, "list_inference_components", "InferenceComponents", 1)
    for summary in found:
        name = summary["EndpointName"]
        whole = made.describe_endpoint(EndpointName=name)
        expect(all(whole[member] == summary[member] for member in summary), f"{name}: list and description differ")
        pending = whole.get("PendingDeploymentSummary")
        for config_name in [whole["EndpointConfigName"]] + ([pending["EndpointConfigName"]] if pending else []):
            expect(config_name in configs, f"{name}: its configuration is not listed")
            config = made.describe_endpoint_config(EndpointConfigName=config_name)
            for variant in config["ProductionVariants"] + config.get("ShadowProductionVariants", []):
                expect(variant.get("ModelName") in models or name in [each["EndpointName"] for each in components], f"{name}: its model is not listed")
                if "ModelName" in variant:
                    made.describe_model(ModelName=variant["ModelName"])
        for kind in ("Endpoint", "EndpointConfig"):
            arn = (whole if kind == "Endpoint" else config)[kind + "Arn"]
            expect(made.list_tags(ResourceArn=arn)["Tags"] is not None, f"{arn}: tags")
    for component in components:
        whole = made.describe_inference_component(InferenceComponentName=component["InferenceComponentName"])
        expect(all(whole[member] == component[member] for member in component), f"{component}: list and description differ")
        expect(whole["Specification"]["ModelName"] in models, f"{component}: its model is not listed")
    for resource, names in (("Endpoint", {each["EndpointName"] for each in found}), ("Model", models)):
        records = [each[resource] for each in pages(made, "search", "Results", 7, Resource=resource, SortBy="CreationTime")]
        records = [each["Model"] if resource == "Model" else each for each in records]
        expect({each[resource + "Name"] for each in records} == names, f"{resource}: search differs from the list")
        for name, operator, value in (
                (resource + "Name", "In", ",".join(sorted(names)[:2]) or "x"), ("Tags.owner", "Exists", None), ("CreationTime", "LessThan", "2020-01-01T00:00:00")):
            filters = [{"Name": name, "Operator": operator} | ({"Value": value} if value else {})]
            hits = made.search(Resource=resource, SearchExpression={"Filters": filters}, MaxResults=100)["TotalHits"]["Value"]
            expect(operator != "In" or hits == len(sorted(names)[:2]), f"{resource}: {hits} of two names")
    for status in {each["EndpointStatus"] for each in found}:
        expect(made.list_endpoints(StatusEquals=status, MaxResults=100)["Endpoints"] == [
            each for each in found if each["EndpointStatus"] == status], f"{status}: filter")
    for call, key in ((made.describe_endpoint, "EndpointName"), (made.describe_endpoint_config, "EndpointConfigName"),
                      (made.describe_model, "ModelName"), (made.describe_inference_component, "InferenceComponentName")):
        expect_error("ValidationException", call, **{key: "no-such"})
    expect_error("ValidationException", made.list_endpoints, NextToken="bent")


def logs(region):
    made = client("logs", region)
    groups = made.get_paginator("describe_log_groups").paginate(PaginationConfig={"PageSize": 9}).build_full_result()["logGroups"]
    for group in groups[::4]:
        name = {"logGroupName": group["logGroupName"]}
        made.describe_log_streams(**name, orderBy="LastEventTime", descending=True, limit=5)
        stream = made.describe_log_streams(**name, limit=1)["logStreams"][0]
        its = {**name, "logStreamName": stream["logStreamName"]}
        # A stream that grows is read up to one moment.
        its["endTime"] = int(time.time() * 1000)
        whole = made.get_log_events(**its, startFromHead=True)["events"]
        for head, token in ((True, "nextForwardToken"), (False, "nextBackwardToken")):
            found, page = [], made.get_log_events(**its, startFromHead=head, limit=10)
            while True:
                found = found + page["events"] if head else page["events"] + found
                given = page[token]
                page = made.get_log_events(**its, startFromHead=head, limit=10, nextToken=given)
                if page[token] == given:
                    break
            expect(found == whole, f"{its}: {token} misses events")
        made.filter_log_events(**name, logStreamNames=[stream["logStreamName"]], filterPattern="ERROR", limit=5)
    expect_error("ResourceNotFoundException", made.get_log_events, logGroupName="/no/such", logStreamName="x")


def cloudwatch(region):
    made = client("cloudwatch", region)
    metrics = made.get_paginator("list_metrics").paginate().build_full_result()["Metrics"]
    names = {"Dimensions", "MetricName", "Namespace"}
    expect(all(set(metric) == names for metric in metrics), "metrics")
    now = int(time.time())
    span = {"StartTime": now - 86400, "EndTime": now}
    for first in range(0, len(metrics), 40):
        queries = [{"Id": f"m{number}", "MetricStat": {"Metric": metric, "Period": 300, "Stat": "Average"}}
                   for number, metric in enumerate(metrics[first:first + 40])]
        for scan in ("TimestampAscending", "TimestampDescending"):
            found = {}
            for page in made.get_paginator("get_metric_data").paginate(MetricDataQueries=queries, ScanBy=scan, **span):
                for result in page["MetricDataResults"]:
                    found.setdefault(result["Id"], []).extend(result["Timestamps"])
            expect(all(times == sorted(times, reverse=scan.endswith("Descending")) for times in found.values()), f"{scan}: order")
            expect(len(found) == len(queries), "a query is not answered")
    stored = {"MetricName": "score", "Dimensions": [{"Name": "b", "Value": "1"}, {"Name": "a", "Value": "2"}]}
    made.put_metric_data(Namespace="MlMonitor", MetricData=[
        {**stored, "Timestamp": now - 60 * number, "Values": [1.0, 2.0, 9.0], "Counts": [1.0, 2.0, 1.0]} for number in range(5)])
    for statistic, value in (("Average", 3.5), ("Sum", 14.0), ("Minimum", 1.0), ("Maximum", 9.0), ("SampleCount", 4.0), ("p50", 2.0), ("p99.9", 9.0)):
        read = made.get_metric_data(MetricDataQueries=[{"Id": "a", "MetricStat": {
            "Metric": {"Namespace": "MlMonitor", **stored}, "Period": 60, "Stat": statistic}}], StartTime=now - 3600, EndTime=now + 60)
        expect(read["MetricDataResults"][0]["Values"] == [value] * 5, f"{statistic}: {read['MetricDataResults']}")
    expect(made.list_metrics(Namespace="MlMonitor", RecentlyActive="PT3H")["Metrics"][0]["MetricName"] == "score", "what was put is not listed")
    made.put_metric_data(Namespace="MlMonitor", MetricData=[  # so many that botocore compresses them
        {"MetricName": "many", "Timestamp": now - number, "Value": 1.0} for number in range(1000)])
    alarms = made.get_paginator("describe_alarms").paginate(
        AlarmTypes=["MetricAlarm", "CompositeAlarm"], PaginationConfig={"PageSize": 3}).build_full_result()
    names = [each["AlarmName"] for each in alarms.get("MetricAlarms", [])]
    expect([each["AlarmName"] for each in made.describe_alarms(MaxRecords=100)["MetricAlarms"]] == names, "alarms: pages differ from the whole")
    expect(made.describe_alarms()["CompositeAlarms"] == [], "composite alarms that nobody asked for")
    expect({each["AlarmName"] for each in made.describe_alarms(StateValue="OK")["MetricAlarms"]} == {
        each["AlarmName"] for each in alarms.get("MetricAlarms", []) if each["StateValue"] == "OK"}, "alarms: states")
    for alarm in alarms.get("CompositeAlarms", []):
        children = made.describe_alarms(ChildrenOfAlarmName=alarm["AlarmName"])["MetricAlarms"]
        expect(children and {each["AlarmName"] for each in children} <= set(names), f"{alarm}: children")
        parents = made.describe_alarms(ParentsOfAlarmName=children[0]["AlarmName"])["CompositeAlarms"]
        expect([each["AlarmName"] for each in parents] == [alarm["AlarmName"]], f"{alarm}: parents")
    expect_error("InvalidNextToken", made.describe_alarms, NextToken="bent")
    expect_error("InvalidNextToken", made.get_metric_data, MetricDataQueries=queries if metrics else [{"Id": "a", "MetricStat": {
        "Metric": {"Namespace": "x", "MetricName": "y"}, "Period": 60, "Stat": "Sum"}}], NextToken="bent", **span)
    expect_error("InvalidParameterValue", made.put_metric_data, Namespace="x", MetricData=[{"MetricName": "y", "Value": 1, "Timestamp": 1e9}])


def autoscaling(region):
    made, watched = client("application-autoscaling", region), client("cloudwatch", region)
    targets = pages(made, "describe_scalable_targets", "ScalableTargets", 1, ServiceNamespace="sagemaker")
    policies = pages(made, "describe_scaling_policies", "ScalingPolicies", 1, ServiceNamespace="sagemaker")
    expect({each["ResourceId"] for each in targets} == {each["ResourceId"] for each in policies}, "policies")
    for policy in policies:
        names = [alarm["AlarmName"] for alarm in policy["Alarms"]]
        expect(len(watched.describe_alarms(AlarmNames=names)["MetricAlarms"]) == 2, f"{names} are not there")
    for target in targets:
        its = {"ServiceNamespace": "sagemaker", "ScalableDimension": target["ScalableDimension"]}
        expect(made.describe_scalable_targets(**its, ResourceIds=[target["ResourceId"]])["ScalableTargets"] == [target], f"{target}")
        done = pages(made, "describe_scaling_activities", "ScalingActivities", 3, **its, ResourceId=target["ResourceId"])
        every = made.describe_scaling_activities(**its, ResourceId=target["ResourceId"], IncludeNotScaledActivities=True)["ScalingActivities"]
        expect(len(every) == len(done) + 1 and "NotScaledReasons" in every[-1], f"{target}: activities")
    expect(made.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"] == [], "targets of another service")
    expect_error("ValidationException", made.describe_scalable_targets, ServiceNamespace="sagemaker",
                 ScalableDimension="sagemaker:variant:DesiredInstanceCount")
    expect_error("InvalidNextTokenException", made.describe_scalable_targets, ServiceNamespace="sagemaker", NextToken="bent")


def sagemaker_metrics(region):
    jobs_of, made = client("sagemaker", region), client("sagemaker-metrics", region)
    for job in jobs_of.search(Resource="TrainingJob", MaxResults=50)["Results"]:
        job = job["TrainingJob"]
        for final in job.get("FinalMetricDataList", []):
            query = {"MetricName": final["MetricName"], "ResourceArn": job["TrainingJobArn"], "MetricStat": "Last", "Period": "IterationNumber",
                     "XAxisType": "IterationNumber"}
            result, timed, none = made.batch_get_metrics(MetricQueries=[
                query, query | {"XAxisType": "Timestamp", "Period": "OneMinute"}, query | {"ResourceArn": job["TrainingJobArn"] + "x"}])["MetricQueryResults"]
            expect(result["MetricValues"][-1] == final["Value"] == timed["MetricValues"][-1], f"{job['TrainingJobName']}: last value")
            expect(result["XAxisValues"] == list(range(1, len(result["XAxisValues"]) + 1)), f"{job['TrainingJobName']}: iterations")
            expect(none["Status"] == "ValidationError", f"{none}")
    try:
        made.batch_get_metrics(MetricQueries=[{"MetricName": "x", "ResourceArn": "arn:aws:sagemaker:x:123456789012:training-job/x", "MetricStat": "Sum",
                                               "Period": "OneMinute", "XAxisType": "Timestamp"}])
        problems.append("no ValidationException of the metrics service")
    except ClientError as error:
        expect(error.response["Error"]["Code"] == "ValidationException", f"{error}")


def cloudtrail(region):
    made = client("cloudtrail", region)
    for event in made.lookup_events(MaxResults=50)["Events"]:
        expect(json.loads(event["CloudTrailEvent"])["eventID"] == event["EventId"], f"{event}")
    made.lookup_events(LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": "fraud-scorer-train"}])


def s3(region):
    made = client("s3", region)
    if region == "ap-south-1":
        # botocore sees by the header where the bucket is, and goes there.
        expect(made.head_bucket(Bucket="ml-labels-123456789012")["BucketRegion"] == "eu-west-1", "region of a bucket")
        return
    bucket = {"Bucket": f"sagemaker-{region}-123456789012"}
    expect(bucket["Bucket"] in [each["Name"] for each in made.list_buckets()["Buckets"]], "the bucket is not listed")
    expect(made.get_bucket_location(**bucket)["LocationConstraint"] == (None if region == "us-east-1" else region), f"{region}: location")
    keys = ["a b", "a+b", "a/b=c", "a//b", "a%2Fb", "\u00fc/\u65e5\u672c\u8a9e", "a/.b/..c", "z/"]
    for key in keys:
        made.put_object(**bucket, Key=key, Body=key.encode(), Metadata={"Case": "Kept"})
    paginator = made.get_paginator("list_objects_v2")
    found = [each["Key"] for page in paginator.paginate(**bucket, PaginationConfig={"PageSize": 3}) for each in page.get("Contents", [])]
    expect(found == sorted(keys), f"{region}: keys {found}")
    page = made.list_objects_v2(**bucket, Delimiter="/", FetchOwner=False)
    expect([each["Prefix"] for each in page["CommonPrefixes"]] == ["a/", "z/", "\u00fc/"], f"{page['CommonPrefixes']}")
    for key in keys:
        read = made.get_object(**bucket, Key=key)
        expect(read["Body"].read() == key.encode() and read["Metadata"] == {"case": "Kept"}, f"{key!r} came back otherwise")
        head = made.head_object(**bucket, Key=key)
        expect(head["ETag"] == read["ETag"] and head["ContentLength"] == len(key.encode()), f"{key!r}: head")
        made.delete_object(**bucket, Key=key)
    expect(made.list_objects_v2(**bucket)["KeyCount"] == 0, "something is left")
    made.put_object(**bucket, Key="once", Body=b"1", IfNoneMatch="*")
    expect_error("PreconditionFailed", made.put_object, **bucket, Key="once", Body=b"1", IfNoneMatch="*")
    made.delete_object(**bucket, Key="once")
    expect_error("NoSuchKey", made.get_object, **bucket, Key="none")
    expect_error("404", made.head_object, **bucket, Key="none")
    expect_error("NotImplemented", made.list_objects, **bucket)
    if region == "eu-west-1":
        expect_error("AccessDenied", made.list_objects_v2, Bucket="ml-locked-123456789012")


def monitoring(region):
    made, store = client("sagemaker", region), client("s3", "eu-west-1")
    schedules = pages(made, "list_monitoring_schedules", "MonitoringScheduleSummaries", 2, SortBy="Name", SortOrder="Ascending")
    names = [each["MonitoringScheduleName"] for each in schedules]
    expect(names == sorted(names) and len(names) == (6 if region == "eu-west-1" else 0), f"{region}: schedules {names}")
    describe = {
        "DataQuality": made.describe_data_quality_job_definition, "ModelQuality": made.describe_model_quality_job_definition,
        "ModelBias": made.describe_model_bias_job_definition, "ModelExplainability": made.describe_model_explainability_job_definition}
    for schedule in schedules:
        its = {"MonitoringScheduleName": schedule["MonitoringScheduleName"]}
        whole = made.describe_monitoring_schedule(**its)
        for member in set(schedule) & set(whole):
            expect(schedule[member] == whole[member], f"{its}: {member} differs")
        definition = describe[schedule["MonitoringType"]](JobDefinitionName=schedule["MonitoringJobDefinitionName"])
        baseline = definition[schedule["MonitoringType"] + "BaselineConfig"]["ConstraintsResource"]["S3Uri"]
        json.load(store.get_object(Bucket=baseline.split("/")[2], Key=baseline.split("/", 3)[3])["Body"])
        executions = pages(made, "list_monitoring_executions", "MonitoringExecutionSummaries", 7, **its)
        expect(executions[0] == whole["LastMonitoringExecutionSummary"], f"{its}: last execution")
        for execution in executions[:3]:
            job = made.describe_processing_job(ProcessingJobName=execution["ProcessingJobArn"].split("/")[1])
            expect(job["MonitoringScheduleArn"] == schedule["MonitoringScheduleArn"], f"{its}: schedule of its job")
            report = job["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["S3Uri"]
            found = store.list_objects_v2(Bucket=report.split("/")[2], Prefix=report.split("/", 3)[3] + "/").get("Contents", [])
            violated = any("violations" in each["Key"] for each in found)
            expect(violated == (execution["MonitoringExecutionStatus"] == "CompletedWithViolations"), f"{its}: {found}")
            for each in found:
                json.load(store.get_object(Bucket=report.split("/")[2], Key=each["Key"])["Body"])
        made.list_monitoring_alerts(**its)
    expect_error("ResourceNotFound", made.describe_monitoring_schedule, MonitoringScheduleName="no-such")
    expect_error("ResourceNotFound", made.list_monitoring_executions, MonitoringScheduleName="no-such")
    expect_error("ResourceNotFound", made.describe_model_bias_job_definition, JobDefinitionName="no-such")
    expect_error("ValidationException", made.list_monitoring_schedules, NextToken="bent")


def tagging(region):
    made = client("resourcegroupstaggingapi", region)
    found = pages(made, "get_resources", "ResourceTagMappingList", 3)
    arns = [each["ResourceARN"] for each in found]
    pipelines, machines = client("codepipeline", region).list_pipelines()["pipelines"], client("stepfunctions", region).list_state_machines()["stateMachines"]
    models = client("sagemaker", region)
    expected = [f"arn:aws:codepipeline:{region}:123456789012:{each['name']}" for each in pipelines]
    expected += [each["stateMachineArn"] for each in machines] + [each["PipelineArn"] for each in models.list_pipelines(MaxResults=100)["PipelineSummaries"]]
    expect(sorted(arns) == sorted(expected), f"{region}: tagged {arns}")
    for each in found:
        tags = each["Tags"]
        if ":sagemaker:" in each["ResourceARN"]:
            expect(models.list_tags(ResourceArn=each["ResourceARN"])["Tags"] == tags, f"{each}: tags differ")
    for kind, part in (("codepipeline", ":codepipeline:"), ("states:stateMachine", ":stateMachine:"), ("sagemaker:pipeline", ":pipeline/")):
        its = pages(made, "get_resources", "ResourceTagMappingList", 2, ResourceTypeFilters=[kind], TagFilters=[{"Key": "team", "Values": ["fraud", "churn"]}, {"Key": "env"}])
        wanted = [each for each in found if part in each["ResourceARN"] and {"Key": "team", "Value": "fraud"} in each["Tags"] or
                  part in each["ResourceARN"] and {"Key": "team", "Value": "churn"} in each["Tags"]]
        expect(its == wanted, f"{region}: {kind}: {its}")
    expect(made.get_resources(ResourceTypeFilters=["codepipeline:pipeline"])["ResourceTagMappingList"] == [], "a type that no ARN has")
    expect_error("InvalidParameterException", made.get_resources, PaginationToken="bent")
    expect_error("InvalidParameterException", made.get_resources, ResourcesPerPage=101)
    expect_error("InvalidParameterException", made.get_resources, TagFilters=[{"Values": ["fraud"]}])
    expect_error("InvalidParameterException", made.get_resources, ResourceARNList=["arn:aws:x:::y"], ResourceTypeFilters=["codepipeline"])


def sts(region):
    expect(client("sts", region).get_caller_identity()["Account"] == "123456789012", "another account")


for each in ("eu-west-1", "us-east-1", "ap-south-1"):
    codepipeline(each)
    codebuild(each)
    stepfunctions(each)
    sagemaker(each)
    jobs(each)
    endpoints(each)
    logs(each)
    cloudtrail(each)
    cloudwatch(each)
    autoscaling(each)
    sagemaker_metrics(each)
    sns(each)
    s3(each)
    monitoring(each)
    tagging(each)
    sts(each)
for operation, count in sorted(called.items()):
    print(f"{operation}: {count} calls")
for problem in sorted(set(problems))[:50]:
    print(problem)
sys.exit(1 if problems else 0)
