using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Numbers put aside until they are sorted, outside the collected heap: a profile of many rows is mostly this, and it must be
/// gone the moment it is sorted, not when a collection of the oldest generation comes by.
/// </summary>
internal sealed class NumberBlock : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int _capacity;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">For how many numbers.</param>
    public NumberBlock(int capacity)
        : base(ownsHandle: true)
    {
        _capacity = capacity;
        SetHandle(Marshal.AllocHGlobal((nint)capacity * sizeof(double)));
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; private set; }

    /// <summary>The numbers. Not to be held longer than the block.</summary>
    public Span<double> Values => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<double>(), handle), Length);

    /// <summary>How many more numbers fit.</summary>
    public int Room => _capacity - Length;

    /// <summary>Puts numbers aside.</summary>
    /// <param name="values">The numbers, no more than there is room for; copied.</param>
    public void Append(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Room);
        Length += values.Length;
        values.CopyTo(Values[^values.Length..]);
    }

    /// <summary>Takes all its room for numbers, whatever they are.</summary>
    /// <returns>This block, full.</returns>
    public NumberBlock Filled()
    {
        Length = _capacity;
        return this;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
