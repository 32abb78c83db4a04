using System.Collections.Concurrent;
using Amazon.SageMaker.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints.Alarms;
using MlMonitor.Core.Endpoints.Monitoring;
using MlMonitor.Core.Storage;

namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>
/// Reads through one connection who watches endpoints. Alarms and schedules are listed once for all; a bucket that may not be
/// read is said once, and every row that it concerns tells it.
/// </summary>
internal sealed class PostureReader
{
    /// <summary>The tag of an endpoint that says where its baseline is.</summary>
    public const string BaselineTag = "mlmonitor:baseline";

    /// <summary>The tag of an endpoint that says where its labels are.</summary>
    public const string LabelTag = "mlmonitor:labels";

    private readonly AwsCaller _caller;
    private readonly EndpointConfigs _configs;
    private readonly MonitorSchedules _schedules;
    private readonly MonitorReader _monitor;
    private readonly JobDefinitions _definitions;
    private readonly S3Newest _newest;
    private readonly ConcurrentDictionary<(ProblemId, string), byte> _told = new();
    private readonly Lazy<Task<EndpointAlarms>> _alarms;
    private readonly Lazy<Task<(IReadOnlyList<MonitoringScheduleSummary> Schedules, Problem? Problem)>> _listed;

    public PostureReader(AwsCaller caller, EndpointConfigs configs, TimeProvider clock, CancellationToken cancellationToken)
    {
        _caller = caller;
        _configs = configs;
        _schedules = new MonitorSchedules(caller, caller.Clients.ListPace(caller.Connection, clock));
        var s3 = new S3Reader(caller);
        _monitor = new MonitorReader(caller, _schedules, s3, Report);
        _definitions = new JobDefinitions(caller);
        _newest = new S3Newest(s3);
        _alarms = new(() => EndpointAlarms.ReadAsync(caller, cancellationToken));
        _listed = new(() => _schedules.ListAsync(null, null, cancellationToken));
    }

    /// <summary>All there is to know of who watches an endpoint.</summary>
    public async Task<PostureFacts> ReadAsync(MlEndpoint endpoint, CancellationToken cancellationToken)
    {
        var alarms = await _alarms.Value.ConfigureAwait(false);
        var (all, problem) = await _listed.Value.ConfigureAwait(false);
        var schedules = all.Where(s => s.EndpointName == endpoint.EndpointName).ToList();
        var config = await _configs.OfAsync(endpoint.EndpointConfigName, cancellationToken).ConfigureAwait(false);
        var (executions, described) = (new List<MlMonitorExecution>(), new List<DescribeMonitoringScheduleResponse>());
        foreach (var schedule in schedules)
            if (await _schedules.DescribeAsync(schedule.MonitoringScheduleName, p => problem ??= p, cancellationToken).ConfigureAwait(false) is { } told)
            {
                described.Add(told);
                executions.Add(await _monitor.NewestAsync(schedule, told, cancellationToken).ConfigureAwait(false));
            }

        var (baseline, labels) = await PlacesAsync(endpoint, described, p => problem ??= p, cancellationToken).ConfigureAwait(false);
        return new PostureFacts(endpoint)
        {
            ModelDeployed = AwsTime.Utc(config?.CreationTime),
            Capture = endpoint.DataCapture is { IsEnabled: true, Destination: { } destination }
                ? await FindAsync(destination, endpoint.EndpointName, cancellationToken).ConfigureAwait(false)
                : default,
            BaselineUri = baseline,
            Baseline = baseline is null ? default : await FindAsync(baseline, null, cancellationToken).ConfigureAwait(false),
            LabelUri = labels,
            Label = labels is null ? default : await FindAsync(labels, null, cancellationToken).ConfigureAwait(false),
            Executions = executions,
            MonitorProblem = problem,
            Alarms = alarms.Of(endpoint),
            AlarmProblem = alarms.Failure,
        };
    }

    /// <summary>Where baseline and labels are: by tag, or by the schedule that watches data, or any other.</summary>
    private async Task<(string? Baseline, string? Labels)> PlacesAsync(
        MlEndpoint endpoint, List<DescribeMonitoringScheduleResponse> schedules, Action<Problem> failed, CancellationToken cancellationToken)
    {
        var baseline = endpoint.Tag.GetValueOrDefault(BaselineTag);
        var labels = endpoint.Tag.GetValueOrDefault(LabelTag);
        foreach (var schedule in schedules.OrderBy(s => MonitorWords.TypeOf(s.MonitoringType?.Value)))
        {
            if (baseline is not null && labels is not null)
                break;
            var (itsBaseline, itsLabels) = await _definitions.ReadAsync(schedule, failed, cancellationToken).ConfigureAwait(false);
            (baseline, labels) = (baseline ?? itsBaseline, labels ?? itsLabels);
        }

        return (baseline, labels);
    }

    private async Task<S3Answer<S3Item>> FindAsync(string uri, string? below, CancellationToken cancellationToken)
    {
        // Profiles are kept in files, too: what is not in S3 is not seen from here.
        var bad = S3Location.TryParse(uri, out var location);
        var answer = bad is not null
            ? new S3Answer<S3Item>(null, bad)
            : await _newest.FindAsync(below is null ? location! : location!.Below(below + "/"), cancellationToken).ConfigureAwait(false);
        if (answer is { IsAbsent: false, Problem: { } problem })
            Report(problem);
        return answer;
    }

    private void Report(Problem problem)
    {
        var place = S3Location.TryParse(problem.Target as string, out var location) is null ? location!.Bucket : $"{problem.Target}";
        if (problem.Id is ProblemId.AccessDenied or ProblemId.BucketNotFound && !_told.TryAdd((problem.Id, place), 0))
            _caller.Sink.Detail(problem.Message);
        else
            _caller.Report(problem);
    }
}
