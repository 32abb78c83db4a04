using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Sorts objects, keeping the order of equal ones.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null) _items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        IReadOnlyList<PropertySelector> selectors = PropertySelector.From(Property);
        // Each value is read once: a script block may be slow, or have effects.
        var rows = _items.Select(item => (Item: item, Keys: KeysOf(item, selectors))).ToList();
        IEnumerable<(PSObject Item, object?[] Keys)> sorted = rows.Order(Comparer<(PSObject Item, object?[] Keys)>.Create(
            (left, right) => Compare(left.Keys, right.Keys, selectors)));

        object?[]? previous = null;
        foreach ((PSObject item, object?[] keys) in sorted)
        {
            if (Unique && previous is not null && ValueComparer.Instance.SameAll(previous, keys)) continue;
            previous = keys;
            WriteObject(item);
        }
    }

    private static object?[] KeysOf(PSObject item, IReadOnlyList<PropertySelector> selectors) =>
        selectors.Count == 0 ? [item] : [.. selectors.Select(selector => selector.GetValue(item))];

    private int Compare(object?[] left, object?[] right, IReadOnlyList<PropertySelector> selectors)
    {
        for (int i = 0; i < left.Length; i++)
        {
            int order = ValueComparer.Instance.Compare(left[i], right[i]);
            bool descending = i < selectors.Count && selectors[i].Descending is { } own ? own : Descending;
            if (order != 0) return descending ? -order : order;
        }

        return 0;
    }
}
