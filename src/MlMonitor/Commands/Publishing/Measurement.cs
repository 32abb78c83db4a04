using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Gets the numbers out of what was piped.</summary>
internal static class Measurement
{
    /// <summary>The numbers of an object; null where it tells none, which is an error.</summary>
    /// <param name="given">The object.</param>
    /// <param name="cmdlet">The command, for the error.</param>
    public static MlMeasurement? Of(PSObject given, Cmdlet cmdlet)
    {
        if (given.BaseObject is IMlMeasurable measurable)
            return measurable.ToMeasurement();
        cmdlet.WriteError(Errors.Record(Problem.Of(ProblemId.NotMeasurable,
            $"A {given.BaseObject.GetType().Name} tells no numbers to publish: '{given}'.", given.BaseObject,
            "Pipe objects of this module as they come, such as those of a Test- command, without Select-Object or Format-Table in between.")));
        return null;
    }
}
