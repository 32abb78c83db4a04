using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Attribution;

namespace MlMonitor.Commands;

/// <summary>What is explained, and how.</summary>
public sealed partial class GetMlExplanationCommand
{
    private const int LongestInvocations = 1_000_000;

    /// <summary>The endpoints whose predictions are explained.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Captured requests: files or folders, or addresses in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string[] Capture { get; set; } = [];

    /// <summary>Captured requests, as Get-MlCapture gives them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRecord, ValueFromPipeline = true)]
    [OnlyOfType(typeof(MlCaptureRecord))]
    [ValidateNotNull]
    public MlCaptureRecord[] InputObject { get; set; } = [];

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>How many explanations are wanted.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>An analysis.json of Clarify, for what the model answers on average.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>Where explanations come from.</summary>
    [Parameter]
    public MlExplanationMethod Method { get; set; }

    /// <summary>A model to explain instead of an endpoint's: takes rows, gives one number for each.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [Parameter(ParameterSetName = ByRecord)]
    [ValidateNotNull]
    public ScriptBlock? Model { get; set; }

    /// <summary>The endpoint that is asked, where it is not the one that the requests name.</summary>
    [Parameter(ParameterSetName = ByCapture)]
    [Parameter(ParameterSetName = ByRecord)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    public string? TargetEndpoint { get; set; }

    /// <summary>The data set that says what is usual.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Background { get; set; }

    /// <summary>How many rows of the data set are taken.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int BackgroundCount { get; set; } = 20;

    /// <summary>Which number of an answer is explained.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    /// <summary>How often each endpoint may be called.</summary>
    [Parameter]
    [ValidateRange(1, LongestInvocations)]
    public int MaxInvocation { get; set; } = 100;

    /// <summary>How many rows go into one call.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int BatchSize { get; set; } = KernelShapOptions.Usual.BatchSize;

    /// <summary>Where random choices start.</summary>
    [Parameter]
    public int Seed { get; set; } = KernelShapOptions.Usual.Seed;
}
