using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Picks objects, and properties of them.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _last = new();
    private readonly List<object?[]> _written = [];
    private IReadOnlyList<PropertySelector> _selectors = [];
    private WildcardPattern[] _excluded = [];
    private int _seen;
    private int _taken;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public string[] ExcludeProperty { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    private bool HasFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    protected override void BeginProcessing()
    {
        // -ExcludeProperty alone means: all but these.
        object[] properties = Property.Length == 0 && ExcludeProperty.Length > 0 ? ["*"] : Property;
        _selectors = PropertySelector.From(properties);
        _excluded = [.. ExcludeProperty.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        if (Last > 0)
        {
            _last.Enqueue(InputObject);
            if (_last.Count > Last + Skip) _last.Dequeue();
            return;
        }

        if (_seen++ < Skip) return;
        if (!HasFirst || _taken < First)
        {
            _taken++;
            WriteSelected(InputObject);
        }

        if (HasFirst && _taken >= First) throw UpstreamStop.For(this);
    }

    protected override void EndProcessing()
    {
        // -Skip with -Last leaves out the newest ones.
        foreach (PSObject item in _last.Take(Math.Max(0, _last.Count - Skip))) WriteSelected(item);
    }

    private void WriteSelected(PSObject item)
    {
        PSObject selected = _selectors.Count == 0 ? item : Project(item);
        if (ExpandProperty is not null)
        {
            Expand(item);
            return;
        }

        if (!Unique || IsNew(selected)) WriteObject(selected);
    }

    private PSObject Project(PSObject item)
    {
        var selected = new PSObject();
        selected.TypeNames.Insert(0, "Selected." + item.TypeNames.FirstOrDefault());
        foreach (PSNoteProperty property in _selectors.SelectMany(selector => selector.Select(item)))
        {
            bool wanted = !_excluded.Any(pattern => pattern.IsMatch(property.Name)) && selected.Properties[property.Name] is null;
            if (wanted) selected.Properties.Add(property);
        }

        return selected;
    }

    private void Expand(PSObject item)
    {
        PSPropertyInfo? property = item.Properties[ExpandProperty];
        if (property is null)
        {
            var cause = new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found.");
            WriteError(new ErrorRecord(cause, "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
            return;
        }

        foreach (object? value in Enumerate(property.Value))
        {
            if (!Unique || IsNew(PSObject.AsPSObject(value))) WriteObject(value);
        }
    }

    private static IEnumerable<object?> Enumerate(object? value) =>
        LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? (value is null ? [] : [value]);

    private bool IsNew(PSObject item)
    {
        object?[] values = item.BaseObject is PSCustomObject ? [.. item.Properties.Select(property => property.Value)] : [item];
        if (_written.Any(other => ValueComparer.Instance.SameAll(other, values))) return false;
        _written.Add(values);
        return true;
    }
}
