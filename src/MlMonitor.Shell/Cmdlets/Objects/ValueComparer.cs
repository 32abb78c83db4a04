using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Compares any two values as PowerShell's operators do, and as text where they do not compare.</summary>
internal sealed class ValueComparer : IComparer<object?>
{
    public static ValueComparer Instance { get; } = new();

    public int Compare(object? x, object? y) =>
        LanguagePrimitives.TryCompare(x, y, ignoreCase: true, out int order)
            ? order
            : StringComparer.CurrentCultureIgnoreCase.Compare(PSObject.AsPSObject(x).ToString(), PSObject.AsPSObject(y).ToString());

    public bool SameAll(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count) return false;
        for (int i = 0; i < left.Count; i++)
        {
            if (Compare(left[i], right[i]) != 0) return false;
        }

        return true;
    }
}
