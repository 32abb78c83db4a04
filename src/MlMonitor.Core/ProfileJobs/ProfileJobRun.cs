using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>What one instance of a profile job does: profiles the captured requests it was given, and writes the profile.</summary>
/// <param name="folders">Its folders.</param>
/// <param name="log">Gets a line of what is said.</param>
public sealed class ProfileJobRun(ProfileJobFolders folders, Action<string> log)
{
    /// <summary>All went well.</summary>
    public const int Succeeded = 0;

    /// <summary>Something could not be read or written. The job fails, so that no profile is taken for the whole that is not.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are not understood.</summary>
    public const int NotUnderstood = 2;

    /// <summary>As much of a message as SageMaker keeps (ExitMessage of DescribeProcessingJob, 1024 characters).</summary>
    private const int LongestMessage = 1024;

    private const double MaxBadShare = 0.01;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What it was told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProfileJobArguments told;
        try
        {
            told = ProfileJobArguments.Parse(arguments);
        }
        catch (ArgumentException e)
        {
            return End(NotUnderstood, e.Message);
        }

        try
        {
            return await RunAsync(told, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or MlMonitorException)
        {
            return End(Failed, e.Message);
        }
    }

    private async Task<int> RunAsync(ProfileJobArguments told, CancellationToken cancellationToken)
    {
        var host = folders.Host();
        var sink = new LogSink(log);
        var processors = Math.Max(1, Environment.ProcessorCount);
        var options = new HourlyOptions
        {
            Profile = ProfileOptions.Default with { MemoryLimit = told.MemoryLimit, ModelName = told.ModelName },
            // Files of another variant are on no list; in a container, folders do not tell which it is.
            Capture = new CaptureOptions { Workers = processors },
        };
        // Where there are more instances than files, some get nothing: their profile has no rows, and tells that they were there.
        var (profile, read) = Directory.Exists(folders.Input)
            ? await CaptureHours.ReadAtOnceAsync(CaptureSource.OfPath(folders.Input), told.Window, options, sink, cancellationToken).ConfigureAwait(false)
            : (new DatasetProfile { Columns = [] }, new CaptureSummary());
        if (sink.Problems.FirstOrDefault() is { } problem)
            return End(Failed, problem.Message);
        if (read.Problem is { Id: not (ProblemId.CaptureNotFound or ProblemId.CaptureEmpty) } unlisted)
            return End(Failed, unlisted.Message);
        profile = profile with { EndpointName = told.EndpointName, VariantName = told.VariantName, ModelName = told.ModelName, Window = told.Window, Sources = [host] };
        if (!new BaselineWriter(sink).WriteProfile(profile, folders.ProfileOf(host)))
            return End(Failed, sink.Problems.First().Message);
        var done = string.Create(CultureInfo.InvariantCulture, $"{host}: {read.Records} records and {read.Rows} rows of {read.Files} files, {read.Bytes} bytes.");
        return End(Succeeded, read.Damage(MaxBadShare) is { } damage ? $"{done} {damage}" : done);
    }

    private int End(int code, string message)
    {
        log(message);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folders.Message)!);
            File.WriteAllText(folders.Message, message.Length <= LongestMessage ? message : message[..LongestMessage]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in the log.
            log($"{folders.Message} cannot be written: {e.Message}");
        }

        return code;
    }
}
