using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Attribution;

namespace MlMonitor.Commands;

/// <summary>What is held against what, and how strictly.</summary>
public sealed partial class TestMlAttributionDriftCommand
{
    /// <summary>The endpoints to test.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Captured requests: files or folders, or addresses in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string[] Capture { get; set; } = [];

    /// <summary>Explanations, as Get-MlExplanation gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByExplanation, ValueFromPipeline = true)]
    [OnlyOfType(typeof(MlExplanation))]
    [ValidateNotNull]
    public MlExplanation[] InputObject { get; set; } = [];

    /// <summary>What they are held against: an analysis.json of Clarify.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter(ParameterSetName = ByEndpoint)]
    [Parameter(ParameterSetName = ByCapture)]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter(ParameterSetName = ByEndpoint)]
    [Parameter(ParameterSetName = ByCapture)]
    public DateTime? Before { get; set; }

    /// <summary>Below which score the order has drifted.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = AttributionOptions.Usual.Threshold;

    /// <summary>The fewest explained predictions that are judged.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumSample { get; set; } = AttributionOptions.Usual.MinimumSample;

    /// <summary>Gives one Boolean for each endpoint instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }
}
