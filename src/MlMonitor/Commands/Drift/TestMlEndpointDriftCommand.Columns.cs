using System.Management.Automation;
using MlMonitor.Core.Capture;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Where in captured requests the columns are, and what they are called.</summary>
public sealed partial class TestMlEndpointDriftCommand
{
    /// <summary>The names of columns that have none; without them those of the baseline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The JMESPath of the inputs in requests of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FeaturesAttribute { get; set; }

    /// <summary>The JMESPath of the outputs in answers of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    private ColumnMap Map()
    {
        var map = new ColumnMap { Header = Header ?? [], InputPath = FeaturesAttribute, OutputPath = InferenceAttribute };
        if (map.Check() is { } problem)
            ThrowTerminatingError(Errors.Record(problem));
        return map;
    }
}
