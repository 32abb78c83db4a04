namespace MlMonitor.Core.Profiles;

/// <summary>One level of a KLL sketch: numbers that all weigh the same.</summary>
internal sealed class KllLevel
{
    private double[] _values = new double[16];
    private int _used;

    /// <summary>The numbers, in no order.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, _used);

    /// <summary>How many numbers there is room for.</summary>
    public int Capacity => _values.Length;

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number.</param>
    public void Add(double value)
    {
        if (_used == _values.Length)
            Array.Resize(ref _values, _used * 2);
        _values[_used++] = value;
    }

    /// <summary>Sorts the level and moves every other number up; an odd one out stays, so that no weight is lost.</summary>
    /// <param name="next">The level above.</param>
    /// <param name="odd">Whether the second of each pair moves up, or the first.</param>
    /// <returns>How many numbers fewer are held.</returns>
    public int PromoteTo(KllLevel next, bool odd)
    {
        NumberSort.Sort(_values.AsSpan(0, _used));
        var pairs = _used / 2;
        for (var i = 0; i < pairs; i++)
            next.Add(_values[(2 * i) + (odd ? 1 : 0)]);
        // The odd one out keeps its weight, so which one it is adds no error.
        if (int.IsOddInteger(_used))
            _values[0] = _values[_used - 1];
        _used &= 1;
        return pairs;
    }
}
