using System.Management.Automation;
using System.Reflection;
using MlMonitor.Commands;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Watching;

/// <summary>Knows the commands of this module and their parameters, from their code.</summary>
internal sealed class CommandCatalogue : IWatchCatalogue
{
    /// <summary>What a run gives itself, and what makes of a finding something else.</summary>
    private static readonly string[] NotForWatches = ["Region", "ProfileName", "Credential", "EndpointUrl", "InputObject", "Quiet", "Tag"];

    private static readonly Dictionary<string, Type> Types = typeof(MlCommand).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(PSCmdlet)))
        .Select(t => (Type: t, Attribute: t.GetCustomAttribute<CmdletAttribute>()!))
        .ToDictionary(t => $"{t.Attribute.VerbName}-{t.Attribute.NounName}", t => t.Type, StringComparer.OrdinalIgnoreCase);

    public static CommandCatalogue Instance { get; } = new();

    /// <summary>The commands that watches run, by name.</summary>
    public static IEnumerable<KeyValuePair<string, Type>> Commands => Types.Where(t => t.Key is "Get-MlEndpoint" || WatchKind.All.Any(k => k.Command == t.Key || k.Feeder == t.Key));

    /// <summary>Whether a parameter of a command takes a span of time, which a configuration gives as text.</summary>
    public static bool TakesSpan(string command, string parameter) =>
        Types[command].GetProperty(parameter, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType is { } type
        && (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Parameters(WatchKind kind) => [.. ParametersOf(kind).Select(p => p.Name)
        .Where(name => !NotForWatches.Contains(name, StringComparer.Ordinal) && (kind.Feeder is not null || !kind.Fixed.ContainsKey(name)))];

    /// <inheritdoc/>
    public string? WhyNot(WatchKind kind, string parameter, object? value)
    {
        var property = ParametersOf(kind).First(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase));
        var wanted = property.PropertyType == typeof(SwitchParameter) ? typeof(bool) : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (wanted == typeof(TimeSpan) && value is int or double or string && (value is not string text || ConfigDuration.Parse(text) is not null))
            return null;
        // PowerShell makes a Boolean of any text, and 'false' would be true.
        var fits = wanted == typeof(bool) ? value is bool : wanted != typeof(TimeSpan) && LanguagePrimitives.TryConvertTo(value, wanted, out _);
        if (!fits)
            return $"-{property.Name} of {kind.Command} takes {Said(wanted)}, and not '{value}'.";
        return property.GetCustomAttribute<ValidateRangeAttribute>() is { } range && value is IComparable && !InRange(range, value)
            ? $"-{property.Name} of {kind.Command} takes {range.MinRange} to {range.MaxRange}, and not {value}."
            : null;
    }

    private static bool InRange(ValidateRangeAttribute range, object value) =>
        LanguagePrimitives.Compare(value, range.MinRange) >= 0 && LanguagePrimitives.Compare(value, range.MaxRange) <= 0;

    private static IEnumerable<PropertyInfo> ParametersOf(WatchKind kind) => Types[kind.Command].GetProperties()
        .Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: true));

    private static string Said(Type type)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        var name = one.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(one))}"
            : one == typeof(bool) ? "$true or $false"
            : one == typeof(TimeSpan) ? "a span of time such as 15m or 04:00:00"
            : one == typeof(DateTime) ? "a time"
            : one == typeof(string) ? "text" : "a number";
        return type.IsArray ? $"a list, each {name}" : name;
    }
}
