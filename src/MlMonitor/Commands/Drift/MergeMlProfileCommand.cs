using System.Management.Automation;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

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

    /// <summary>The names of columns that were told by their place.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    private ProfileSum? _sum;
    private string? _output;

    private ProfileSum Sum => _sum ??= new ProfileSum(new ProfileOptions { MemoryLimit = MemoryLimit });

    /// <inheritdoc/>
    protected override void BeginProcessing() => _output = ResolveOutput(OutputPath);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.Select(Resolve))
        {
            // One after the other: only sums are kept.
            if (ReaderOf(path) is { } reader)
                WriteEach(reader.ReadProfilesAsync(path, StopToken), Sum.Add);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Sum.Count > 0)
        {
            var merged = Header is null ? Sum.ToProfile() : ProfileColumns.Named(Sum.ToProfile(), Header);
            var isWritten = _output is not null && ShouldProcess(_output, $"Write the profile of {merged.RowCount} rows") && new BaselineWriter(Sink).WriteProfile(merged, _output);
            Sink.Flush();
            WriteObject(ProfileView.Show(merged, isWritten ? _output : null));
        }

        base.EndProcessing();
    }
}
