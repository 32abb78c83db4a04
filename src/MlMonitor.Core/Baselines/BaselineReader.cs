using System.Runtime.CompilerServices;
using System.Text.Json;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>
/// Reads whatever there is to hold data against: a profile, statistics.json of Model Monitor with constraints.json beside it, or a data
/// set, on a disk or in S3. Which it is, is told by what is in it. What fails is reported, and gives null.
/// </summary>
/// <param name="connection">Where <c>s3://</c> addresses are read; null where there are none.</param>
/// <param name="sink">Hears of problems and progress.</param>
public sealed class BaselineReader(AwsConnection? connection, IMonitorSink sink)
{
    private const string Statistics = "statistics.json";
    private const string ProfileEnding = ".mlprofile";
    private const string ConstraintsName = "constraints.json";

    private readonly DataFiles _files = new(connection is null ? null : new AwsCaller(connection, sink), sink);

    /// <summary>Where the constraints of a profile are: beside it.</summary>
    /// <param name="path">The profile's path.</param>
    /// <returns>The path of its constraints.</returns>
    public static string ConstraintsPathOf(string path) => Path.ChangeExtension(path, ConstraintsName);

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">A file, a folder or an <c>s3://</c> address.</param>
    /// <param name="dataset">How it is read where it is a data set.</param>
    /// <param name="options">How it is profiled where it is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The baseline; null where it cannot be read, which has then been reported.</returns>
    public async Task<Baseline?> ReadAsync(string path, DatasetOptions dataset, ProfileOptions options, CancellationToken cancellationToken)
    {
        if (await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        if (found.FirstOrDefault(f => f.Name == Statistics) is { } statistics)
            return await ReadModelMonitorAsync(path, statistics, cancellationToken).ConfigureAwait(false);
        if (found is [{ } file])
        {
            if (await IsProfileAsync(file, cancellationToken).ConfigureAwait(false))
                return await ReadProfileAsync(path, file, cancellationToken).ConfigureAwait(false);
            if (file.Name == ConstraintsName && await _files.BesideAsync(file, Statistics, cancellationToken).ConfigureAwait(false) is { } beside)
                return await ReadModelMonitorAsync(path, beside, cancellationToken).ConfigureAwait(false);
            if (file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && await IsStatisticsAsync(file, cancellationToken).ConfigureAwait(false))
                return await ReadModelMonitorAsync(path, file, cancellationToken).ConfigureAwait(false);
        }

        return await ReadDatasetAsync(path, found, dataset, options, cancellationToken).ConfigureAwait(false) is { } read
            ? new Baseline
            {
                Profile = read.Profile,
                Constraints = Constraints.Suggest(read.Profile),
                AreConstraintsSuggested = true,
                Kind = BaselineKind.Dataset,
                Source = path,
                Created = read.Reading.Written,
            }
            : null;
    }

    /// <summary>Profiles a data set.</summary>
    /// <param name="path">A file, a folder or an <c>s3://</c> address.</param>
    /// <param name="dataset">How it is read.</param>
    /// <param name="options">How it is profiled.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile; null where it cannot be read, which has then been reported.</returns>
    public async Task<DatasetProfile?> ReadDatasetAsync(string path, DatasetOptions dataset, ProfileOptions options, CancellationToken cancellationToken) =>
        await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } found
        && await ReadDatasetAsync(path, found, dataset, options, cancellationToken).ConfigureAwait(false) is { } read
            ? read.Profile
            : null;

    /// <summary>Reads a profile.</summary>
    /// <param name="path">Its file or <c>s3://</c> address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile; null where it cannot be read, which has then been reported.</returns>
    public async Task<DatasetProfile?> ReadProfileAsync(string path, CancellationToken cancellationToken) =>
        await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) is { } found
            ? await LoadAsync(found[0], cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Reads the profiles at a path: the one that a file holds, or all that lie below a folder.</summary>
    /// <param name="path">A file, a folder or an <c>s3://</c> address. Of a folder with several files those that end in <c>.mlprofile</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profiles, in the order of their names; what cannot be read has been reported.</returns>
    public async IAsyncEnumerable<DatasetProfile> ReadProfilesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await _files.FindAsync(path, cancellationToken).ConfigureAwait(false) ?? [];
        // The one file of a path may be called anything.
        var profiles = found is [_] ? found : [.. found.Where(file => file.Name.EndsWith(ProfileEnding, StringComparison.OrdinalIgnoreCase))];
        if (found.Count > 0 && profiles.Count == 0)
            sink.Report(Problem.Of(ProblemId.PathNotFound, $"None of the {found.Count} files in {path} ends in {ProfileEnding}.", path, "Give a folder of profiles, or a profile."));
        foreach (var file in profiles)
            if (await LoadAsync(file, cancellationToken).ConfigureAwait(false) is { } profile)
                yield return profile;
    }

    private async Task<(DatasetProfile Profile, DatasetReading Reading)?> ReadDatasetAsync(
        string path, IReadOnlyList<DataFile> found, DatasetOptions dataset, ProfileOptions options, CancellationToken cancellationToken)
    {
        var builder = new ProfileBuilder(options with { Source = path });
        var reading = await new DatasetReader(_files, sink).ReadAsync(found, dataset, builder, cancellationToken).ConfigureAwait(false);
        if (reading is null)
            return null;
        if (reading.DamagedCount > 0)
            sink.Warn($"{reading.DamagedCount} rows of {path} could not be read. {string.Join(". ", reading.FirstDamaged)}.");
        if (reading.RowCount == 0)
        {
            sink.Report(Problem.Of(ProblemId.DatasetEmpty, $"There is no row in {path} that could be read.", path,
                "Check that it is CSV, JSON Lines or Parquet, and give -Header where CSV has none."));
            return null;
        }

        builder.BadRecordCount = reading.DamagedCount;
        var profile = builder.Build();
        if (Mistaken(profile, path) is { } problem)
        {
            sink.Report(problem);
            return null;
        }

        return (profile, reading);
    }

    // Read as it is, either would be a baseline that no column fits.
    private static Problem? Mistaken(DatasetProfile profile, string path) =>
        profile.Columns.Any(column => column.Name.StartsWith("captureData.", StringComparison.Ordinal))
            ? Problem.Of(ProblemId.FileNotUnderstood, $"{path} has captured requests, and is no data set.", path, "New-MlProfile -Capture makes a profile of it.")
        : profile.Columns is [{ Name: var name }] && name.AsSpan().IndexOfAny(';', '\t') >= 0
            ? Problem.Of(ProblemId.FileNotUnderstood, $"The columns of {path} are separated by {(name.Contains(';', StringComparison.Ordinal) ? "semicolons" : "tabs")}.", path, "Write it with commas.")
        : null;

    private async Task<Baseline?> ReadModelMonitorAsync(string path, DataFile statistics, CancellationToken cancellationToken)
    {
        var profile = await ParseAsync(statistics, root => StatisticsFile.Read(root, statistics.Path), cancellationToken).ConfigureAwait(false);
        if (profile is null)
            return null;
        Constraints? constraints = null;
        if (await _files.BesideAsync(statistics, ConstraintsName, cancellationToken).ConfigureAwait(false) is { } beside)
        {
            constraints = await ParseAsync(beside, ConstraintsFile.Read, cancellationToken).ConfigureAwait(false);
            if (constraints is null)
                return null;
        }

        return Make(path, statistics, profile, constraints, BaselineKind.ModelMonitor);
    }

    private async Task<Baseline?> ReadProfileAsync(string path, DataFile file, CancellationToken cancellationToken)
    {
        if (await LoadAsync(file, cancellationToken).ConfigureAwait(false) is not { } profile)
            return null;
        Constraints? constraints = null;
        if (await _files.BesideAsync(file, ConstraintsPathOf(file.Name), cancellationToken).ConfigureAwait(false) is { } beside)
        {
            constraints = await ParseAsync(beside, ConstraintsFile.Read, cancellationToken).ConfigureAwait(false);
            if (constraints is null)
                return null;
        }

        return Make(path, file, profile, constraints, BaselineKind.Profile);
    }

    private static Baseline Make(string path, DataFile file, DatasetProfile profile, Constraints? constraints, BaselineKind kind) => new()
    {
        Profile = profile,
        Constraints = constraints ?? Constraints.Suggest(profile),
        AreConstraintsSuggested = constraints is null,
        Kind = kind,
        Source = path,
        Created = file.Written,
    };

    private async Task<DatasetProfile?> LoadAsync(DataFile file, CancellationToken cancellationToken)
    {
        var content = await BytesAsync(file, int.MaxValue, cancellationToken).ConfigureAwait(false);
        try
        {
            return content is null ? null : ProfileFile.Load(content, file.Path);
        }
        catch (MlMonitorException e)
        {
            sink.Report(new Problem(ProblemId.FileNotUnderstood, e, file.Path, "Give a file that New-MlProfile or Merge-MlProfile wrote."));
            return null;
        }
    }

    private async Task<bool> IsProfileAsync(DataFile file, CancellationToken cancellationToken) =>
        await BytesAsync(file, 4, cancellationToken, quietly: true).ConfigureAwait(false) is { } head && head.ToArray().AsSpan().SequenceEqual("PK\u0003\u0004"u8);

    private async Task<bool> IsStatisticsAsync(DataFile file, CancellationToken cancellationToken)
    {
        try
        {
            if (await BytesAsync(file, int.MaxValue, cancellationToken).ConfigureAwait(false) is not { } content)
                return false;
            using var json = await LenientJson.ParseAsync(content, cancellationToken).ConfigureAwait(false);
            return StatisticsFile.IsMeantBy(json.RootElement);
        }
        catch (JsonException)
        {
            // JSON Lines may be called so too.
            return false;
        }
    }

    private async Task<T?> ParseAsync<T>(DataFile file, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        if (await BytesAsync(file, int.MaxValue, cancellationToken).ConfigureAwait(false) is not { } content)
            return null;
        Exception? why = null;
        try
        {
            using var json = await LenientJson.ParseAsync(content, cancellationToken).ConfigureAwait(false);
            if (read(json.RootElement) is { } value)
                return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            why = e;
        }

        sink.Report(new Problem(ProblemId.FileNotUnderstood, new MlMonitorException($"{file.Path} is not what Model Monitor writes{(why is null ? "" : $": {why.Message}")}", why!),
            file.Path, "Give a statistics.json or constraints.json of the data quality monitor."));
        return null;
    }

    private async Task<MemoryStream?> BytesAsync(DataFile file, int most, CancellationToken cancellationToken, bool quietly = false)
    {
        if (await _files.OpenAsync(file, cancellationToken).ConfigureAwait(false) is not { } stream)
            return null;
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                if (most == int.MaxValue)
                {
                    var all = new MemoryStream();
                    await stream.CopyToAsync(all, cancellationToken).ConfigureAwait(false);
                    all.Position = 0;
                    return all;
                }

                var head = new byte[most];
                return new MemoryStream(head, 0, await stream.ReadAtLeastAsync(head, most, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (DataFiles.IsReadFailure(e, cancellationToken))
        {
            if (!quietly)
                _files.ReportUnreadable(file.Path, e);
            return null;
        }
    }
}
