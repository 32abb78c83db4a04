using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Makes the window of time of -After and -Before.</summary>
internal static class MlWindowParameters
{
    /// <summary>The window that begins at <paramref name="after"/>, or as long before its end as is usual.</summary>
    /// <param name="cmdlet">The command, for the error.</param>
    /// <param name="after">The beginning; null for the usual one. A time without a zone is local, as everywhere in PowerShell.</param>
    /// <param name="before">The end; null for now.</param>
    /// <param name="usual">How long the window is where only its end is given.</param>
    /// <param name="now">The present.</param>
    public static MlWindow Window(this Cmdlet cmdlet, DateTime? after, DateTime? before, TimeSpan usual, DateTimeOffset now)
    {
        var end = before is { } b ? new DateTimeOffset(b.ToUniversalTime()) : now.ToUniversalTime();
        var begin = after is { } a ? new DateTimeOffset(a.ToUniversalTime()) : end - usual;
        if (begin >= end)
            cmdlet.ThrowTerminatingError(Errors.Record(Problem.Of(ProblemId.WindowInvalid,
                $"The window ends before it begins: -After {begin:u}, -Before {end:u}.", "After", "Give -After a time before -Before, or before now.")));
        return new MlWindow(begin, end);
    }
}
