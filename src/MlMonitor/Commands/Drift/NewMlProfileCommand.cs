using System.Management.Automation;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Profiles a data set or captured requests in one pass: counts, types, moments and distributions of their columns.</summary>
[Cmdlet(VerbsCommon.New, "MlProfile", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(MlProfile))]
public sealed partial class NewMlProfileCommand : MlProfileCommand
{
    private const string ByPath = "Path";
    private const string ByCapture = "Capture";

    /// <summary>The data sets: files, folders, s3:// addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Where to write the profile.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The names of the columns of CSV without a header, and of captured requests.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The columns that the model answered.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string[]? OutputColumn { get; set; }

    /// <summary>The model that was trained on the data, or that answered.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ModelName { get; set; }

    /// <summary>How many bytes the profile may take before columns are summarised.</summary>
    [Parameter]
    [ValidateRange(1L << 20, long.MaxValue)]
    public long MemoryLimit { get; set; } = ProfileOptions.Default.MemoryLimit;

    private readonly List<DatasetProfile> _profiles = [];
    private ColumnMap _map = ColumnMap.None;
    private string? _output;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _output = ResolveOutput(OutputPath);
        _map = new ColumnMap { InputPath = FeaturesAttribute, OutputPath = InferenceAttribute };
        if (_map.Check() is { } problem)
            ThrowTerminatingError(Errors.Record(problem));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByCapture)
        {
            foreach (var path in Capture)
                if (ReadCapture(path) is { } captured)
                    Take(captured);
            Sink.Flush();
            return;
        }

        var dataset = new DatasetOptions { Header = Header ?? [] };
        var options = new ProfileOptions { MemoryLimit = MemoryLimit, ModelName = NameOf(ModelName), OutputColumns = OutputColumn ?? [] };
        foreach (var path in Path.Select(Resolve))
        {
            if (ReaderOf(path) is { } reader && Await(() => reader.ReadDatasetAsync(path, dataset, options, StopToken)) is { } profile)
                Take(profile);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // One file holds one profile: what was read of several paths is one data set.
        if (_output is not null && _profiles.Count > 0)
        {
            var merged = DatasetProfile.Merge(_profiles, new ProfileOptions { MemoryLimit = MemoryLimit });
            var isWritten = ShouldProcess(_output, $"Write the profile of {merged.RowCount} rows") && new BaselineWriter(Sink).WriteProfile(merged, _output);
            Sink.Flush();
            WriteObject(ProfileView.Show(merged, isWritten ? _output : null));
        }

        base.EndProcessing();
    }

    private void Take(DatasetProfile profile)
    {
        if (_output is null)
            WriteObject(ProfileView.Show(profile, null));
        else
            _profiles.Add(profile);
    }
}
