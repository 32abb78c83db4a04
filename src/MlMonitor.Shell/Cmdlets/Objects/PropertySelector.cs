using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>One value of -Property: a name with wildcards, a script block, or a table such as @{ Name = 'n'; Expression = { } }.</summary>
internal sealed class PropertySelector
{
    private readonly PSPropertyExpression _expression;
    private readonly string? _label;

    private PropertySelector(PSPropertyExpression expression, string? label, bool? descending)
    {
        _expression = expression;
        _label = label;
        Descending = descending;
    }

    /// <summary>The order asked for in the table; null where it leaves that to the command.</summary>
    public bool? Descending { get; }

    public static IReadOnlyList<PropertySelector> From(object[] properties) => [.. properties.Select(From)];

    /// <summary>The matching properties of an item; one of value null where nothing matches, so that columns stay whole.</summary>
    public IEnumerable<PSNoteProperty> Select(PSObject item)
    {
        List<PSPropertyExpressionResult> found = _expression.GetValues(item);
        if (found.Count == 0 && !_expression.HasWildCardCharacters) yield return new PSNoteProperty(_label ?? _expression.ToString(), null);
        foreach (PSPropertyExpressionResult result in found)
        {
            yield return new PSNoteProperty(_label ?? result.ResolvedExpression.ToString(), result.Result);
        }
    }

    public object? GetValue(PSObject item) => Select(item).FirstOrDefault()?.Value;

    private static PropertySelector From(object property)
    {
        object value = property is PSObject wrapped ? wrapped.BaseObject : property;
        return value switch
        {
            IDictionary table => FromTable(table),
            ScriptBlock script => new PropertySelector(new PSPropertyExpression(script), script.ToString().Trim(), descending: null),
            _ => new PropertySelector(new PSPropertyExpression(value.ToString()), label: null, descending: null),
        };
    }

    private static PropertySelector FromTable(IDictionary table)
    {
        object? label = null, expression = null, descending = null;
        foreach (DictionaryEntry entry in table)
        {
            // Any unambiguous beginning of a key is enough in PowerShell: N, L and E are common.
            string key = entry.Key.ToString()!.ToUpperInvariant();
            if ("NAME".StartsWith(key, StringComparison.Ordinal) || "LABEL".StartsWith(key, StringComparison.Ordinal)) label = entry.Value;
            else if ("EXPRESSION".StartsWith(key, StringComparison.Ordinal)) expression = entry.Value;
            else if ("DESCENDING".StartsWith(key, StringComparison.Ordinal)) descending = entry.Value;
            else if ("ASCENDING".StartsWith(key, StringComparison.Ordinal)) descending = !LanguagePrimitives.IsTrue(entry.Value);
            else throw new PSArgumentException($"The key '{entry.Key}' is not known; use Name and Expression.");
        }

        if (expression is PSObject wrapped) expression = wrapped.BaseObject;
        PSPropertyExpression made = expression is ScriptBlock script
            ? new PSPropertyExpression(script)
            : new PSPropertyExpression((expression ?? label)?.ToString());
        return new PropertySelector(made, label?.ToString(), descending is null ? null : LanguagePrimitives.IsTrue(descending));
    }
}
