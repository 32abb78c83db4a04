using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>The numbers that a receiver gave to columns, by their places and by the numbers of their names.</summary>
internal sealed class ReceiverColumns
{
    private readonly List<string> _names = [];
    // One more than the number, so that 0 is one not asked for.
    private int[] _placed = [];
    private int[] _named = [];

    /// <summary>The names given to the receiver.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The number of a column; below zero where the receiver was not asked yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(int column)
    {
        var known = column >= 0 ? _placed : _named;
        var at = column >= 0 ? column : ~column;
        return (uint)at < (uint)known.Length ? known[at] - 1 : -1;
    }

    /// <summary>Asks the receiver.</summary>
    public int Add(IRowReceiver receiver, int column, string name)
    {
        ref var known = ref column >= 0 ? ref _placed : ref _named;
        var at = column >= 0 ? column : ~column;
        if (at >= known.Length)
            Array.Resize(ref known, (at + 1) * 2);
        _names.Add(name);
        var number = receiver.Column(name);
        known[at] = number + 1;
        return number;
    }
}
