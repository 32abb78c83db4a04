using System.Runtime.CompilerServices;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Training.Jobs;

/// <summary>
/// Reads jobs through one connection, newest first. Search gives a hundred whole records a call for the two kinds it knows;
/// where the role may not search, lists and descriptions do.
/// </summary>
internal sealed class JobReader(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "SageMaker";
    private const int PerPage = 100;
    private const int DescribesAtOnce = 3;

    /// <summary>Jobs cannot be deleted, so a list without an end is a list of years.</summary>
    private const int MostPages = 100;

    private readonly CallPace _lists = caller.Clients.ListPace(caller.Connection, clock);
    private readonly TrainingJobs _training = new(caller.Connection, clock);
    private readonly TuningJobs _tuning = new(caller.Connection, clock);

    public IEnumerable<JobKind> Kinds() =>
    [
        _training, new ProcessingJobs(caller.Connection, clock), _tuning, new TransformJobs(caller.Connection, clock),
        new LabelingJobs(caller.Connection, clock), new AutoMLJobs(caller.Connection, clock),
    ];

    /// <summary>Gives the jobs of one kind that are wanted.</summary>
    public async IAsyncEnumerable<MlJob> ReadAsync(
        JobKind kind, JobQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var name in query.Names)
            if (await DescribeAsync(kind, name, cancellationToken, missing).ConfigureAwait(false) is { } job
                && (query.Statuses.Count == 0 || query.Statuses.Contains(job.Status))
                && await HasTagsAsync(kind, job, query, cancellationToken).ConfigureAwait(false))
                yield return job;
        if (query.Matches is null)
            yield break;

        var given = 0;
        var denied = new StrongBox<bool>();
        if (kind is TrainingJobs or TuningJobs)
        {
            await foreach (var job in SearchAsync(kind, query, denied, cancellationToken).ConfigureAwait(false))
            {
                if (!query.Wants(job) || query.Names.Contains(job.JobName))
                    continue;
                yield return job;
                if (++given == query.First)
                    yield break;
            }

            if (!denied.Value)
                yield break;
        }

        var listed = OrderedFanOut.SelectAsync(ListAsync(kind, query, cancellationToken), DescribesAtOnce, (job, token) => CompleteAsync(kind, job, token), cancellationToken);
        await foreach (var job in listed.ConfigureAwait(false))
        {
            if (job is null || !query.Wants(job) || !await HasTagsAsync(kind, job, query, cancellationToken).ConfigureAwait(false))
                continue;
            yield return job;
            if (++given == query.First)
                yield break;
        }
    }

    /// <summary>One job by its name; null where it is not there.</summary>
    public Task<MlJob?> DescribeAsync(JobKind kind, string name, CancellationToken cancellationToken, Action<string, Problem>? missing = null) =>
        caller.TryAsync(Service, kind.DescribeAction, name, t => kind.DescribeAsync(name, t), cancellationToken, Missing(kind, name, missing));

    /// <summary>The same by calls that may be made again; null where it is not there, or cannot be read for now.</summary>
    public Task<MlJob?> DescribeAsync(PatientCalls calls, MlJobType type, string name, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var kind = Kinds().First(k => k.Type == type);
        return calls.TryAsync(Service, kind.DescribeAction, name, t => kind.DescribeAsync(name, t), cancellationToken, Missing(kind, name, missing));
    }

    private Action<Exception, AwsCall> Missing(JobKind kind, string name, Action<string, Problem>? missing) => (e, call) =>
    {
        caller.Sink.Detail($"There is no {kind.Type} job {name} in {caller.Connection}.");
        missing?.Invoke(name, AwsProblems.NotFound(ProblemId.JobNotFound, $"There is no job '{name}' in {caller.Connection}, nor anywhere else looked in.", e, call, name,
            "Check the name, the -Type and the region; Get-MlJob without -Name lists the jobs of the last day."));
    };

    private async IAsyncEnumerable<MlJob> SearchAsync(JobKind kind, JobQuery query, StrongBox<bool> denied, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = 0;
        string? token = null;
        do
        {
            var request = Request(kind, query, token);
            SearchResponse page;
            try
            {
                page = await caller.Clients.SageMaker(caller.Connection).SearchAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (pages == 0 && AwsProblems.IsFailure(e, cancellationToken))
            {
                // The lists say what is wrong where it is more than this one permission.
                caller.Sink.Detail($"sagemaker:Search is not to be had in {caller.Connection} ({e.Message}); listing and describing instead.");
                denied.Value = true;
                yield break;
            }
            catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
            {
                caller.Sink.Report(AwsProblems.From(e, new AwsCall(Service, "sagemaker:Search", caller.Connection), caller.Connection.ToString()));
                yield break;
            }

            foreach (var record in page.Results ?? [])
                if (record.TrainingJob is { } training && kind == _training)
                    yield return _training.Found(training);
                else if (record.HyperParameterTuningJob is { } tuning && kind == _tuning)
                    yield return _tuning.Found(tuning);
            if (page.NextToken == token)
                yield break;
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token) && !IsEnough(++pages, kind));
    }

    private static SearchRequest Request(JobKind kind, JobQuery query, string? token)
    {
        var (resource, name, status) = kind is TrainingJobs
            ? (ResourceType.TrainingJob, "TrainingJobName", "TrainingJobStatus")
            : (ResourceType.HyperParameterTuningJob, "HyperParameterTuningJobName", "HyperParameterTuningJobStatus");
        var filters = new List<Filter>
        {
            new() { Name = "CreationTime", Operator = Operator.GreaterThanOrEqualTo, Value = query.After.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) },
        };
        if (query.NameContains is { } part)
            filters.Add(new Filter { Name = name, Operator = Operator.Contains, Value = part });
        if (JobStatusMap.Filter(query.Statuses) is { } raw)
            filters.Add(new Filter { Name = status, Operator = Operator.Equals, Value = raw });
        filters.AddRange(query.Tags.Select(tag => new Filter { Name = $"Tags.{tag.Key}", Operator = Operator.Equals, Value = tag.Value }));
        return new SearchRequest
        {
            Resource = resource,
            SearchExpression = new SearchExpression { Filters = filters, Operator = BooleanOperator.And },
            SortBy = "CreationTime",
            SortOrder = SearchSortOrder.Descending,
            MaxResults = PerPage,
            NextToken = token,
        };
    }

    private async IAsyncEnumerable<MlJob> ListAsync(JobKind kind, JobQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = 0;
        string? token = null;
        do
        {
            await _lists.WaitAsync(cancellationToken).ConfigureAwait(false);
            var after = token;
            var page = await caller.TryAsync(Service, kind.ListAction, caller.Connection.ToString(), t => kind.ListAsync(query, after, t), cancellationToken).ConfigureAwait(false);
            foreach (var job in page?.Jobs ?? [])
                // What is not wanted by what the list tells need not be described.
                if (query.Wants(job) && !query.Names.Contains(job.JobName))
                    yield return job;
            if (page?.NextToken == token)
                yield break;
            token = page?.NextToken;
            caller.Sink.Progress($"Listing {kind.Type} jobs in {caller.Connection}", ++pages * PerPage, null);
        }
        while (!string.IsNullOrEmpty(token) && !IsEnough(pages, kind));
    }

    private bool IsEnough(int pages, JobKind kind)
    {
        if (pages < MostPages)
            return false;
        caller.Sink.Warn($"Only the newest {MostPages * PerPage} {kind.Type} jobs of {caller.Connection} were read. Give -After a later time, or -Name or -First.");
        return true;
    }

    /// <summary>A list leaves out why a job failed and how far it is; one that vanished meanwhile is passed over.</summary>
    private Task<MlJob?> CompleteAsync(JobKind kind, MlJob job, CancellationToken cancellationToken) =>
        kind.ListLacksReason && (job.IsFailure || !job.IsTerminal) ? DescribeAsync(kind, job.JobName, cancellationToken) : Task.FromResult<MlJob?>(job);

    private async Task<bool> HasTagsAsync(JobKind kind, MlJob job, JobQuery query, CancellationToken cancellationToken)
    {
        if (query.Tags.Count == 0)
            return true;
        await _lists.WaitAsync(cancellationToken).ConfigureAwait(false);
        var reply = await caller.TryAsync(Service, "sagemaker:ListTags", job.JobName,
            t => caller.Clients.SageMaker(caller.Connection).ListTagsAsync(new ListTagsRequest { ResourceArn = job.Arn, MaxResults = PerPage }, t),
            cancellationToken, (_, _) => caller.Sink.Detail($"The {kind.Type} job {job.JobName} is gone.")).ConfigureAwait(false);
        return reply is not null && query.Tags.All(wanted => (reply.Tags ?? []).Any(t => t.Key == wanted.Key && t.Value == wanted.Value));
    }
}
