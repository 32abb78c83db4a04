using System.Text.Json;

namespace MlMonitor.Core.Pipelines;

/// <summary>
/// What a failed task of Step Functions gives as its cause. Integrations that wait for their result (<c>.sync</c>) put the
/// whole description of what they ran into it, as JSON; others give plain words.
/// </summary>
/// <param name="Reason">The words a person wants to read.</param>
/// <param name="ExternalId">The ARN of what the task ran; null where the cause names none.</param>
internal sealed record TaskCause(string Reason, string? ExternalId)
{
    /// <summary>Where descriptions hold their reason: jobs of SageMaker, Lambda functions, nested state machines.</summary>
    private static readonly string[] ReasonMembers = ["FailureReason", "errorMessage", "ErrorMessage", "Cause", "StatusMessage", "message"];

    private static readonly string[] ArnMembers =
        ["TrainingJobArn", "ProcessingJobArn", "TransformJobArn", "HyperParameterTuningJobArn", "LabelingJobArn", "AutoMLJobArn", "ExecutionArn"];

    public static TaskCause Read(string? cause)
    {
        if (string.IsNullOrWhiteSpace(cause))
            return new TaskCause("", null);
        if (cause.TrimStart()[0] != '{')
            return new TaskCause(cause, null);
        try
        {
            using var description = JsonDocument.Parse(cause);
            var root = description.RootElement;
            if (root.TryGetProperty("Build", out var build) && build.ValueKind == JsonValueKind.Object)
                return new TaskCause($"Build {Text(build, "Id")} ended with {Text(build, "BuildStatus")}", Text(build, "Arn"));
            var reason = First(root, ReasonMembers);
            // A nested state machine's cause is again such a description.
            return new TaskCause(reason is null ? cause : Read(reason).Reason, First(root, ArnMembers));
        }
        catch (JsonException)
        {
            // Causes are cut at 32,768 characters, in the middle of their JSON.
            return new TaskCause(cause, null);
        }
    }

    private static string? First(JsonElement description, string[] members) =>
        members.Select(member => Text(description, member)).FirstOrDefault(text => text is { Length: > 0 });

    private static string? Text(JsonElement description, string member) =>
        description.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
