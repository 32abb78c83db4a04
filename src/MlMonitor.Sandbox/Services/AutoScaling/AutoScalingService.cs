using MlMonitor.Sandbox.Platform.Scaling;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.AutoScaling;

/// <summary>https://docs.aws.amazon.com/autoscaling/application/APIReference/</summary>
internal sealed class AutoScalingService : JsonService
{
    private const int MostListed = 50;

    // Its reference says so of policies alone.
    private const int MostPolicies = 10;

    private static readonly string[] Spaces =
    [
        "ecs", "elasticmapreduce", "ec2", "appstream", "dynamodb", "rds", "sagemaker", "custom-resource", "comprehend", "lambda", "cassandra",
        "kafka", "elasticache", "neptune", "workspaces",
    ];

    public AutoScalingService()
        : base("application-autoscaling", "application-autoscaling", "AnyScaleFrontendService")
    {
        Operation("DescribeScalableTargets", call =>
        {
            var targets = Targets(call, call.Input.OptionalStrings("ResourceIds", MostListed));
            var page = Paged(call, targets, MostListed);
            return new { ScalableTargets = page.Items.Select(Target), page.NextToken };
        });
        Operation("DescribeScalingPolicies", call =>
        {
            var names = call.Input.OptionalStrings("PolicyNames", MostListed);
            var targets = Targets(call, OneOf(call)).Where(target => names is null || names.Contains(target.PolicyName)).ToList();
            var page = Paged(call, targets, MostPolicies);
            return new { ScalingPolicies = page.Items.Select(Policy), page.NextToken };
        });
        Operation("DescribeScalingActivities", call =>
        {
            var refused = call.Input.OptionalBool("IncludeNotScaledActivities") ?? false;
            var activities = Targets(call, OneOf(call))
                .SelectMany(target => target.Activities().Select(activity => (Target: target, Activity: activity)))
                .Where(each => refused || each.Activity.Refused is null)
                .OrderByDescending(each => each.Activity.Start)
                .ToList();
            var page = Paged(call, activities, MostListed);
            return new { ScalingActivities = page.Items.Select(each => Activity(each.Target, each.Activity)), page.NextToken };
        });
    }

    private static IReadOnlyList<string>? OneOf(JsonCall call) => call.Input.OptionalString("ResourceId", 1600) is { } id ? [id] : null;

    private static List<ScalingTarget> Targets(JsonCall call, IReadOnlyList<string>? ids)
    {
        var space = call.Input.OptionalEnum("ServiceNamespace", Spaces) ?? throw call.Input.Invalid(null, "serviceNamespace", "Member must not be null");
        var dimension = call.Input.OptionalString("ScalableDimension");
        if (dimension is not null && ids is null)
            throw new AwsError("ValidationException", "A resource ID must be specified with a scalable dimension.");
        return ScalingCatalogue.Of(call.Platform)
            .Where(target => space == ScalingTarget.Space && (dimension ?? ScalingTarget.Dimension) == ScalingTarget.Dimension)
            .Where(target => ids is null || ids.Contains(target.ResourceId))
            .ToList();
    }

    private static Page<T> Paged<T>(JsonCall call, IReadOnlyList<T> items, int most) => Page.Of(
        items, $"{call.Region}/{call.Call.Operation}/{call.Input.OptionalString("ResourceId")}/{items.Count}", call.Input.OptionalString("NextToken"),
        Math.Min(most, call.Input.OptionalInt("MaxResults", 1, MostListed) ?? most),
        () => new AwsError("InvalidNextTokenException", "The next token is invalid."));

    private static object Target(ScalingTarget target) => new
    {
        ServiceNamespace = ScalingTarget.Space,
        target.ResourceId,
        ScalableDimension = ScalingTarget.Dimension,
        MinCapacity = target.Minimum,
        MaxCapacity = target.Maximum,
        RoleARN = $"arn:{target.Endpoint.Home.Partition}:iam::{Platform.SamplePlatform.Account}:role/aws-service-role/" +
            "sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
        CreationTime = target.Created,
        SuspendedState = new { DynamicScalingInSuspended = false, DynamicScalingOutSuspended = false, ScheduledScalingSuspended = false },
        ScalableTargetARN = target.Arn,
    };

    private static object Policy(ScalingTarget target) => new
    {
        PolicyARN = target.PolicyArn,
        target.PolicyName,
        ServiceNamespace = ScalingTarget.Space,
        target.ResourceId,
        ScalableDimension = ScalingTarget.Dimension,
        PolicyType = "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration = new
        {
            TargetValue = target.Goal,
            PredefinedMetricSpecification = new { PredefinedMetricType = "SageMakerVariantInvocationsPerInstance" },
            ScaleOutCooldown = 300,
            ScaleInCooldown = 600,
        },
        Alarms = new[] { target.HighAlarm, target.LowAlarm }
            .Select(name => new { AlarmName = name, AlarmARN = target.Endpoint.Home.Arn("cloudwatch", "alarm:" + name) }),
        CreationTime = target.Created,
    };

    private static object Activity(ScalingTarget target, ScalingActivity activity) => new
    {
        ActivityId = activity.Id,
        ServiceNamespace = ScalingTarget.Space,
        target.ResourceId,
        ScalableDimension = ScalingTarget.Dimension,
        Description = activity.Refused is null
            ? FormattableString.Invariant($"Setting desired instance count to {activity.Count}.")
            : "Attempting to scale due to alarm triggered",
        Cause = $"monitor alarm {activity.Alarm} in state ALARM triggered policy {target.PolicyName}",
        StartTime = activity.Start,
        EndTime = activity.Start + TimeSpan.FromMinutes(6),
        StatusCode = activity.Refused is null ? "Successful" : "Unfulfilled",
        StatusMessage = activity.Refused is null
            ? FormattableString.Invariant($"Successfully set desired instance count to {activity.Count}. Change successfully fulfilled by sagemaker.")
            : null,
        NotScaledReasons = activity.Refused is { } code
            ? new[] { new { Code = code, MinCapacity = target.Minimum, CurrentCapacity = activity.Count } }
            : null,
    };
}
