using System.Management.Automation;
using MlMonitor.Core.Publishing;

namespace MlMonitor.Commands;

/// <summary>Writes the numbers of findings and of runs as a text that Prometheus reads.</summary>
[Cmdlet(VerbsData.Export, "MlPrometheus", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string), typeof(IMlMeasurable))]
public sealed class ExportMlPrometheusCommand : MlCommand
{
    private readonly PrometheusText _text = new(Clock.GetUtcNow());

    /// <summary>What to write the numbers of; nothing makes a text that tells its time only.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The file; without it the text is the output, a string for each line.</summary>
    [Parameter(Position = 0)]
    [Alias("FilePath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>With a file, passes the piped objects on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var given in InputObject ?? [])
            if (given is not null && Measurement.Of(given, this) is { } measurement)
            {
                _text.Add(measurement);
                if (PassThru && Path is not null)
                    WriteObject(given);
            }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_text.Replaced > 0)
            Sink.WriteDetail($"{_text.Replaced} numbers were left out: later ones have the same name and labels.");
        if (Path is null)
        {
            WriteObject(_text.Lines(), enumerateCollection: true);
        }
        else
        {
            var path = GetUnresolvedProviderPathFromPSPath(Path);
            if (ShouldProcess(path, $"Write {_text.Samples} numbers"))
                new PrometheusFile(Sink).TryWrite(_text, path);
            Sink.Flush();
        }

        base.EndProcessing();
    }
}
