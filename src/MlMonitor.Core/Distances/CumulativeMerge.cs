using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Distances;

/// <summary>Goes through the values of two distributions in rising order, each once, with how many there were up to it on either side.</summary>
/// <param name="baseline">What is held against.</param>
/// <param name="current">What is looked at.</param>
internal ref struct CumulativeMerge(NumericDistribution baseline, NumericDistribution current)
{
    private readonly ReadOnlySpan<double> _baselineValues = baseline.Values.Span;
    private readonly ReadOnlySpan<double> _currentValues = current.Values.Span;
    private readonly ReadOnlySpan<long> _baselineCounts = baseline.Counts.Span;
    private readonly ReadOnlySpan<long> _currentCounts = current.Counts.Span;
    private int _baselineAt;
    private int _currentAt;

    /// <summary>The value at hand.</summary>
    public double Value { get; private set; }

    /// <summary>How many values of the baseline are at most the one at hand.</summary>
    public long BaselineCount { get; private set; }

    /// <summary>How many current values are at most the one at hand.</summary>
    public long CurrentCount { get; private set; }

    /// <summary>Goes to the next value.</summary>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        // Past its end a side stands at NaN, before which no value comes and which comes before none.
        var baseline = _baselineAt < _baselineValues.Length ? _baselineValues[_baselineAt] : double.NaN;
        var current = _currentAt < _currentValues.Length ? _currentValues[_currentAt] : double.NaN;
        var takesBaseline = !(current < baseline) && !double.IsNaN(baseline);
        var takesCurrent = !(baseline < current) && !double.IsNaN(current);
        if (takesBaseline)
        {
            Value = baseline;
            BaselineCount += _baselineCounts[_baselineAt++];
        }
        if (takesCurrent)
        {
            Value = current;
            CurrentCount += _currentCounts[_currentAt++];
        }
        return takesBaseline | takesCurrent;
    }
}
