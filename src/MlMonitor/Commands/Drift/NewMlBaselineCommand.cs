using System.Management.Automation;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Commands;

/// <summary>Makes a baseline of what there is, with constraints, and writes it as a profile or as Model Monitor does.</summary>
[Cmdlet(VerbsCommon.New, "MlBaseline", SupportsShouldProcess = true)]
[OutputType(typeof(MlBaseline))]
public sealed class NewMlBaselineCommand : MlProfileCommand
{
    /// <summary>A data set, a profile, or statistics.json of Model Monitor: a file, a folder, an s3:// address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Where to write the baseline.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The form to write it in.</summary>
    [Parameter]
    public MlBaselineFormat As { get; set; }

    /// <summary>The names of the columns of CSV without a header.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The columns that the model answered.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? OutputColumn { get; set; }

    /// <summary>The model the baseline is of.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ModelName { get; set; }

    /// <summary>How many bytes the profile may take before columns are summarised.</summary>
    [Parameter]
    [ValidateRange(1L << 20, long.MaxValue)]
    public long MemoryLimit { get; set; } = ProfileOptions.Default.MemoryLimit;

    private string? _output;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _output = ResolveOutput(OutputPath);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = Resolve(Path);
        var dataset = new DatasetOptions { Header = Header ?? [] };
        var options = new ProfileOptions { MemoryLimit = MemoryLimit, OutputColumns = OutputColumn ?? [] };
        if (ReaderOf(path) is not { } reader || Await(() => reader.ReadAsync(path, dataset, options, StopToken)) is not { } baseline)
            return;
        if (NameOf(ModelName) is { } model)
            baseline = baseline with { Profile = baseline.Profile with { ModelName = model } };
        var isWritten = _output is not null && ShouldProcess(_output, $"Write the baseline of {baseline.Profile.RowCount} rows as {As}") && Write(baseline, _output);
        Sink.Flush();
        WriteObject(ProfileView.Show(baseline, As, isWritten ? _output : null));
    }

    private bool Write(Baseline baseline, string output)
    {
        var writer = new BaselineWriter(Sink);
        return As == MlBaselineFormat.ModelMonitor ? writer.WriteModelMonitor(baseline, output) : writer.WriteProfile(baseline, output);
    }
}
