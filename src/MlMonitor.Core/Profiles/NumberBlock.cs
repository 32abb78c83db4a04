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

    /// <summary>Whether no more numbers fit.</summary>
    public bool IsFull => Length == _capacity;

    /// <summary>Puts numbers aside.</summary>
    /// <param name="values">The numbers, no more than there is room for; copied.</param>
    public void Append(double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, _capacity - Length);
        Marshal.Copy(values, 0, handle + (Length * sizeof(double)), values.Length);
        Length += values.Length;
    }

    /// <summary>Copies the numbers out.</summary>
    /// <param name="values">Where to.</param>
    /// <param name="start">From which place on.</param>
    public void CopyTo(double[] values, int start) => Marshal.Copy(handle, values, start, Length);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
