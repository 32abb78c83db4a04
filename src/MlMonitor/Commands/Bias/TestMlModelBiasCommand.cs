using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Bias;
using MlMonitor.Core.Labels;

namespace MlMonitor.Commands;

/// <summary>Looks for groups that models treat worse than all others.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlModelBias", DefaultParameterSetName = "Endpoint")]
[OutputType(typeof(MlBiasFinding), typeof(bool))]
public sealed class TestMlModelBiasCommand : MlModelCommand
{
    private BiasQuery _query = new();

    /// <summary>The columns that make the groups: names, or tables of names and values, or of names and '>threshold'.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] Facet { get; set; } = [];

    /// <summary>The column within whose values groups are compared, for CDDL and CDDPL.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? GroupColumn { get; set; }

    /// <summary>Above which number labels are positive, strictly.</summary>
    [Parameter]
    public double? LabelThreshold { get; set; }

    /// <summary>Whose verdicts are wanted.</summary>
    [Parameter]
    public MlBiasCompatibility Compatibility { get; set; }

    /// <inheritdoc/>
    protected override string OwnTag => "mlmonitor:bias-baseline";

    /// <inheritdoc/>
    protected override bool CanDoWithoutLabels => true;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _query = new BiasQuery
        {
            Prediction = Answers,
            LabelThreshold = LabelThreshold,
            Facets = [.. Facet.SelectMany(Rules)],
            GroupColumn = GroupColumn,
            Metrics = Metric,
            Limits = Limits(),
            MinimumGroup = MinimumSample,
            Resampling = Draws,
            Compatibility = Compatibility,
        };
    }

    internal override void Test(CapturedRequests requests, Func<Func<string, Task<string?>>, string?> baseline, ModelReports reports, MlEndpoint? endpoint, AwsConnection? connection)
    {
        var query = _query;
        if (baseline(path => reports.FindBiasAsync(path, StopToken)) is { } found)
        {
            if (Await(() => reports.ReadBiasAsync(FullPath(found), StopToken)) is not { } read)
                return;
            query = query with { Baseline = read };
        }

        var (findings, summary) = Await(() => CapturedBias.TestAsync(requests, query, Sink, StopToken));
        Tell(summary);
        Write([.. findings.Select(finding => Place(finding, endpoint, connection) with { EndpointName = endpoint?.EndpointName ?? finding.EndpointName })]);
    }

    private static IEnumerable<FacetRule> Rules(object facet)
    {
        facet = facet is PSObject wrapped ? wrapped.BaseObject : facet;
        return facet is IDictionary table
            ? table.Cast<DictionaryEntry>().Select(entry => Rule($"{entry.Key}", entry.Value))
            : [FacetRule.Of(Text(facet))];
    }

    private static FacetRule Rule(string name, object? value)
    {
        string[] values = [.. (LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value]).Select(Text)];
        return values is [['>', .. var above]] && double.TryParse(above, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold)
            ? FacetRule.Above(name, threshold)
            : FacetRule.Of(name, values);
    }

    private static string Text(object? value) => Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? "";
}
