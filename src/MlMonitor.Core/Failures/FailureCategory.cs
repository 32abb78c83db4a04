using System.Text.RegularExpressions;

namespace MlMonitor.Core.Failures;

/// <summary>Tells from a failure's words, and the end of its log, what kind of failure it is.</summary>
internal static partial class FailureCategory
{
    /// <summary>
    /// The most telling first: a program that runs out of memory throws an exception too, and a denied bucket looks like data
    /// that is not there.
    /// </summary>
    private static readonly (MlFailureKind Kind, Regex Words)[] Kinds =
    [
        (MlFailureKind.OutOfMemory, OutOfMemory()),
        (MlFailureKind.DiskFull, DiskFull()),
        (MlFailureKind.Capacity, Capacity()),
        (MlFailureKind.ImagePull, ImagePull()),
        (MlFailureKind.Permission, Permission()),
        (MlFailureKind.DataNotFound, DataNotFound()),
        (MlFailureKind.Timeout, Timeout()),
        (MlFailureKind.Exception, ProgramException()),
    ];

    /// <summary>The kind that the reason tells; where it tells none but an exception, or nothing, the log's end may.</summary>
    public static MlFailureKind Of(string reason, IReadOnlyList<MlLogLine> log)
    {
        var told = Match(reason);
        if (told is not (MlFailureKind.Other or MlFailureKind.Exception))
            return told;
        var logged = Match(string.Join('\n', log));
        return logged == MlFailureKind.Other ? told : logged;
    }

    private static MlFailureKind Match(string text) => Kinds.FirstOrDefault(k => k.Words.IsMatch(text)).Kind;

    [GeneratedRegex(@"out of memory|OutOfMemory|MemoryError|Cannot allocate memory|Unable to allocate|more memory|\bOOM\b|OOM-?kill|exit code:? 137|\bKilled\b", RegexOptions.IgnoreCase)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex("No space left on device|disk (is )?full|DiskFull|insufficient disk", RegexOptions.IgnoreCase)]
    private static partial Regex DiskFull();

    [GeneratedRegex("CapacityError|InsufficientInstanceCapacity|Unable to provision requested ML compute capacity|ResourceLimitExceeded|capacity (is )?not available", RegexOptions.IgnoreCase)]
    private static partial Regex Capacity();

    [GeneratedRegex("Cannot pull|CannotPullContainer|pull access denied|manifest unknown|image .{0,200}(does not exist|not found)|Failed to pull", RegexOptions.IgnoreCase)]
    private static partial Regex ImagePull();

    [GeneratedRegex("AccessDenied|Access Denied|not authorized to perform|UnauthorizedOperation|403 Forbidden|(does not|doesn't) have the permissions|KMS.{0,80}denied", RegexOptions.IgnoreCase)]
    private static partial Regex Permission();

    [GeneratedRegex("NoSuchKey|NoSuchBucket|No S3 objects found|S3 URL.{0,200}not|FileNotFoundError|No such file or directory|could not find .{0,80}data", RegexOptions.IgnoreCase)]
    private static partial Regex DataNotFound();

    [GeneratedRegex("MaxRuntimeExceeded|MaxWaitTimeExceeded|timed out|TimeoutError|States\\.Timeout|exceeded the maximum", RegexOptions.IgnoreCase)]
    private static partial Regex Timeout();

    [GeneratedRegex(@"Traceback \(most recent call last\)|AlgorithmError|ExecuteUserScriptError|\b\w+(Error|Exception): ")]
    private static partial Regex ProgramException();
}
