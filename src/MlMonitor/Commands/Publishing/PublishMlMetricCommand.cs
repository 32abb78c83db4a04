using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Publishing;

namespace MlMonitor.Commands;

/// <summary>Writes the numbers of findings and of runs as custom metrics of CloudWatch.</summary>
[Cmdlet(VerbsData.Publish, "MlMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlMetricPublication), typeof(IMlMeasurable))]
public sealed class PublishMlMetricCommand : MlAwsCommand
{
    private readonly DateTimeOffset _began = Clock.GetUtcNow();
    private readonly Dictionary<(string Region, string Profile), GatheredMetrics> _gathered = [];

    /// <summary>What to publish the numbers of.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The namespace.</summary>
    [Parameter]
    public string Namespace { get; set; } = MetricNamespace.Usual;

    /// <summary>The dimensions to have beside the usual ones. Each of their values is a metric more to pay for.</summary>
    [Parameter]
    [ValidateSet("Account", "ErrorId", "FacetValue", "FeatureName", "JobName", "LabelName", "MetricName", "PartName", "Region", "ResourceName", "StatePath", "Target")]
    public string[] Dimension { get; set; } = [];

    /// <summary>Of when the numbers are, instead of the time each tells.</summary>
    [Parameter]
    public DateTime? Timestamp { get; set; }

    /// <summary>Passes the piped objects on, instead of what became of their numbers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The regions to send to. Not taken from piped objects: without it the numbers of each go to its own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Region { get; set; }

    /// <summary>The credential profiles. Not taken from piped objects: without it each is sent with the profile it was read with.</summary>
    [Parameter]
    [Alias("AWSProfileName", "StoredCredentials")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public override string[]? ProfileName { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (MetricNamespace.Check(Namespace) is { } problem)
            ThrowTerminatingError(Streams.Errors.Record(problem));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var given in InputObject)
            if (Measurement.Of(given, this) is { } measurement)
            {
                foreach (var region in Region ?? [measurement.Region])
                    foreach (var profile in ProfileName ?? [measurement.ProfileName ?? ""])
                        Gathered(region, profile).Add(measurement);
                if (PassThru)
                    WriteObject(given);
            }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // All at once: the fewer calls the better, and what belongs to one metric comes from several objects.
        foreach (var ((region, profile), metrics) in _gathered)
        {
            foreach (var problem in metrics.Refused())
                Sink.Report(problem);
            Sink.Flush();
            if (metrics.NotFinite + metrics.OutOfRange > 0)
                Sink.WriteDetail($"Left out: {metrics.NotFinite} numbers that are not finite, {metrics.OutOfRange} that are larger than CloudWatch takes.");
            foreach (var published in Publish(metrics, region, profile))
                if (!PassThru)
                    WriteObject(published);
        }

        base.EndProcessing();
    }

    private GatheredMetrics Gathered(string region, string profile)
    {
        if (!_gathered.TryGetValue((region, profile), out var metrics))
        {
            var time = Timestamp is { } given ? new DateTimeOffset(given.ToUniversalTime()) : (DateTimeOffset?)null;
            _gathered[(region, profile)] = metrics = new GatheredMetrics(Dimension, time, _began);
        }

        return metrics;
    }

    private IEnumerable<MlMetricPublication> Publish(GatheredMetrics metrics, string region, string profile)
    {
        var place = region.Length > 0 ? $"{Namespace} in {region}" : Namespace;
        var what = $"Publish {metrics.Points} points of {metrics.Metric.Count} metrics";
        if (metrics.Points == 0 || !ShouldProcess(place, what))
            return [MetricPublisher.Result(metrics, Namespace, region, profile.Length > 0 ? profile : null)];
        ProfileName = profile.Length > 0 ? [profile] : null;
        return Connect(region.Length > 0 ? [region] : null).Select(to => Await(() => new MetricPublisher(to, Namespace).PublishAsync(metrics, Sink, StopToken)));
    }
}
