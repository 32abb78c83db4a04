using Amazon.SageMaker;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>One page of a list of jobs.</summary>
internal sealed record JobPage(IEnumerable<MlJob> Jobs, string? NextToken);

/// <summary>How to read one kind of job. Lists are newest first and a hundred a page.</summary>
internal abstract class JobKind(AwsConnection connection, TimeProvider clock)
{
    protected const int PerPage = 100;

    public abstract MlJobType Type { get; }

    /// <summary>The IAM action of listing, such as <c>sagemaker:ListTrainingJobs</c>.</summary>
    public abstract string ListAction { get; }

    /// <summary>The IAM action of describing.</summary>
    public abstract string DescribeAction { get; }

    /// <summary>Whether what a list tells of a job leaves out why it failed or how far it is.</summary>
    public virtual bool ListLacksReason => false;

    protected IAmazonSageMaker Client => connection.Clients.SageMaker(connection);

    public abstract Task<JobPage> ListAsync(JobQuery query, string? token, CancellationToken cancellationToken);

    public abstract Task<MlJob> DescribeAsync(string name, CancellationToken cancellationToken);

    /// <summary>What every kind has: its name, times, links.</summary>
    protected MlJob Job(string? named, string? arn, MlStatus status, string? raw, DateTime? created, DateTime? started, DateTime? ended, string console, string? logGroup)
    {
        var name = named ?? "";
        var region = connection.Region;
        var begun = AwsTime.Utc(created);
        var over = status.IsTerminal() ? AwsTime.Utc(ended) : null;
        return new MlJob
        {
            JobName = name,
            Type = Type,
            Status = status,
            RawStatus = raw,
            Created = begun,
            Started = AwsTime.Utc(started),
            Ended = over,
            DurationSeconds = begun is null || (over is null && status.IsTerminal()) ? null : ((over ?? clock.GetUtcNow()) - begun.Value).TotalSeconds,
            Parent = ExecutionOf(name),
            LogGroup = logGroup,
            LogLink = logGroup is null ? null : new Uri($"{AwsPartition.ConsoleOf(region)}/cloudwatch/home?region={region}#logsV2:log-groups/log-group/{logGroup.Replace("/", "$252F", StringComparison.Ordinal)}$3FlogStreamNameFilter$3D{Uri.EscapeDataString(name)}"),
            ConsoleLink = new Uri($"{AwsPartition.ConsoleOf(region)}/sagemaker/{console}{Uri.EscapeDataString(name)}".Replace("{region}", region, StringComparison.Ordinal)),
            Arn = arn,
            Region = region,
            Account = AwsArn.AccountOf(arn),
            ProfileName = connection.ProfileName,
        };
    }

    /// <summary>A job that a pipeline ran is named <c>pipelines-{execution}-{step}-{suffix}</c>.</summary>
    private static string? ExecutionOf(string name) =>
        name.StartsWith("pipelines-", StringComparison.Ordinal) && name.Split('-') is [_, { Length: 12 } execution, _, ..] ? execution : null;
}
