using System.Management.Automation;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Commands;

/// <summary>Merges profiles: hours to a day, shards to a whole.</summary>
[Cmdlet(VerbsData.Merge, "MlProfile", SupportsShouldProcess = true)]
[OutputType(typeof(MlProfile))]
public sealed class MergeMlProfileCommand : MlProfileCommand
{
    /// <summary>The profiles' files or s3:// addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Where to write the merged profile.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>How many bytes the profile may take before columns are summarised.</summary>
    [Parameter]
    [ValidateRange(1L << 20, long.MaxValue)]
    public long MemoryLimit { get; set; } = ProfileOptions.Default.MemoryLimit;

    private DatasetProfile? _merged;
    private string? _output;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _output = ResolveOutput(OutputPath);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.Select(Resolve))
        {
            if (ReaderOf(path) is not { } reader || Await(() => reader.ReadProfileAsync(path, StopToken)) is not { } profile)
                continue;
            // One after the other: only the sum is kept.
            _merged = DatasetProfile.Merge(_merged is null ? [profile] : [_merged, profile], new ProfileOptions { MemoryLimit = MemoryLimit });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_merged is not null)
        {
            var isWritten = _output is not null && ShouldProcess(_output, $"Write the profile of {_merged.RowCount} rows") && new BaselineWriter(Sink).WriteProfile(_merged, _output);
            Sink.Flush();
            WriteObject(ProfileView.Show(_merged, isWritten ? _output : null));
        }

        base.EndProcessing();
    }
}
