using System.Globalization;

namespace MlMonitor.Core.Drift;

/// <summary>What a test of one feature came to, before it is known how many others were tested.</summary>
/// <param name="Finding">The finding as it is where nothing is wrong.</param>
/// <param name="Alarm">What it becomes where something is.</param>
/// <param name="IsBeyond">Whether the value is beyond its threshold.</param>
internal sealed record Suspicion(MlDriftFinding Finding, Alarm Alarm, bool IsBeyond)
{
    /// <summary>The verdict.</summary>
    /// <param name="adjusted">The adjusted p-value; null where nothing was tested, so that the threshold alone decides.</param>
    /// <param name="significance">The largest one that is an alarm.</param>
    /// <returns>The finding.</returns>
    public MlDriftFinding Settle(double? adjusted, double significance)
    {
        var finding = Finding with { AdjustedPValue = adjusted };
        return IsBeyond && (adjusted is null || adjusted <= significance)
            ? finding with { Severity = Alarm.Severity, Reason = Alarm.Reason }
            : IsBeyond && finding.Severity == MlSeverity.Ok
                ? finding with { Reason = string.Create(CultureInfo.InvariantCulture, $"May be chance (adjusted p {adjusted:0.###}): {finding.Value:0.###} of {finding.Threshold:0.###}") }
                : finding;
    }
}

/// <summary>What is said where something is wrong.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Reason">What is wrong, in words.</param>
internal readonly record struct Alarm(MlSeverity Severity, string Reason);
