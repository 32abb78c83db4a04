using System.Globalization;

namespace MlMonitor.Core.Attribution;

/// <summary>Counts explanations that do not add up.</summary>
public sealed class AdditivityTally
{
    private long _off;
    private double _most;

    /// <summary>How many explanations there were.</summary>
    public long Count { get; private set; }

    /// <summary>Takes an explanation.</summary>
    /// <param name="explanation">The explanation.</param>
    public void Add(MlExplanation explanation)
    {
        Count++;
        if (explanation.IsAdditive != false)
            return;
        _off++;
        _most = Math.Max(_most, Math.Abs(explanation.AdditivityGap ?? 0));
    }

    /// <summary>What there is to say; null where all add up, or it cannot be told of any that it does not.</summary>
    /// <param name="what">What was explained.</param>
    public string? Warning(string what) => _off == 0 ? null : string.Create(CultureInfo.InvariantCulture,
        $"{_off} of {Count} explanations of {what} do not add up to prediction minus expected value; the largest gap is {_most:0.######}. The baseline may be of another model, or in another unit.");
}
