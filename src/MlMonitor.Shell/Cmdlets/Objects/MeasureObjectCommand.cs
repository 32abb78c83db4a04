using System.Globalization;
using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Counts objects; adds up, averages and ranges their numbers.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null) _items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (Property.Length == 0)
        {
            WriteMeasure(null, [.. _items]);
            return;
        }

        foreach (PropertySelector selector in PropertySelector.From(Property))
        {
            PSNoteProperty[] found = [.. _items.Select(item => selector.Select(item).FirstOrDefault()).OfType<PSNoteProperty>()];
            WriteMeasure(found.FirstOrDefault()?.Name, [.. found.Where(property => property.Value is not null).Select(property => property.Value)]);
        }
    }

    private void WriteMeasure(string? name, object[] values)
    {
        double[] numbers = Sum || Average ? [.. values.Select(ToNumber)] : [];
        var measure = new PSObject();
        // The engine has a list view for this name.
        measure.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        Add("Count", values.Length);
        Add("Average", Average && numbers.Length > 0 ? numbers.Average() : null);
        Add("Sum", Sum && numbers.Length > 0 ? numbers.Sum() : null);
        Add("Maximum", Maximum ? values.Max(ValueComparer.Instance) : null);
        Add("Minimum", Minimum ? values.Min(ValueComparer.Instance) : null);
        Add("Property", name);
        WriteObject(measure);

        void Add(string property, object? value) => measure.Properties.Add(new PSNoteProperty(property, value));
    }

    private static double ToNumber(object value) => (double)LanguagePrimitives.ConvertTo(value, typeof(double), CultureInfo.InvariantCulture);
}
