using System.Globalization;
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
    public static IEnumerable<KeyValuePair<string, Type>> Commands => Types.Where(t => WatchKind.All.Any(k => t.Key == k.Command || t.Key == k.Feeder || t.Key == k.TagFeeder));

    /// <summary>Whether a parameter of a command takes a span of time, which a configuration gives as text.</summary>
    public static bool TakesSpan(string command, string parameter) =>
        Types[command].GetProperty(parameter, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType is { } type
        && (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Parameters(WatchKind kind) => [.. ParametersOf(kind).Where(p => IsOpen(kind, p)).Select(p => p.Name)];

    /// <inheritdoc/>
    public (string Reason, string Suggestion)? WhyNot(WatchKind kind, string parameter, object? value)
    {
        var property = Property(kind, parameter);
        var (wanted, named) = (Wanted(property), $"-{property.Name} of {kind.Command}");
        if (value is null or "" or object[] { Length: 0 })
            return ($"{named} takes {Said(wanted)}, and this is nothing.", $"Write something, or leave {property.Name} out.");
        if (wanted == typeof(TimeSpan))
            return Span(value) is not { } span ? ($"{named} takes {Said(wanted)}, and not '{value}'.", ConfigDuration.Suggest(value) ?? ConfigDuration.Form)
                : property.GetCustomAttribute<ValidateSecondsAttribute>()?.WhyNot(span) is { } why ? ($"{named}: {why}", "Write a span between them.") : null;
        // PowerShell makes a Boolean of any text, and 'false' would be true.
        if (wanted == typeof(bool) ? value is not bool : !LanguagePrimitives.TryConvertTo(value, wanted, out _))
            return ($"{named} takes {Said(wanted)}, and not '{(value is object[] list ? string.Join("', '", list) : value)}'.", Meant(value, wanted));
        return property.GetCustomAttribute<ValidateRangeAttribute>() is { } range && LanguagePrimitives.TryConvertTo(value, wanted, out var number) && !InRange(range, number)
            ? ($"{named} takes {range.MinRange} to {range.MaxRange}, and not {value}.", "")
            : null;
    }

    private static string Meant(object value, Type wanted)
    {
        var one = wanted.IsArray ? wanted.GetElementType()! : wanted;
        if (one.IsEnum)
            return (value as object[] ?? [value]).OfType<string>().FirstOrDefault(text => !Enum.TryParse(one, text, ignoreCase: true, out _)) is { } wrong
                && NearestName.Of(wrong, Enum.GetNames(one)) is { } near ? $"Write {near}." : "";
        if (one == typeof(bool))
            return value is string word && bool.TryParse(word, out var flag) ? $"Write ${(flag ? "true" : "false")}, in JSON {(flag ? "true" : "false")}." : "Write $true or $false, in JSON true or false.";
        if (one == typeof(DateTime))
            return "Write one such as 2026-11-28T22:00:00Z.";
        // A share is given in percent where its name says so, and as a part of one elsewhere.
        return one != typeof(string) && value is string text && double.TryParse(text.TrimEnd(' ', '%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"Write {number}, or {number / 100} where it is a part of one.") : "";
    }

    private static bool InRange(ValidateRangeAttribute range, object value) =>
        LanguagePrimitives.Compare(value, range.MinRange) >= 0 && LanguagePrimitives.Compare(value, range.MaxRange) <= 0;

    // As the commands take it: a bare number is seconds.
    private static TimeSpan? Span(object value) => value switch
    {
        string text => ConfigDuration.Parse(text),
        int and >= 0 or double and >= 0 and < int.MaxValue => TimeSpan.FromSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static PropertyInfo Property(WatchKind kind, string parameter) => ParametersOf(kind).First(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase));

    private static Type Wanted(PropertyInfo property) =>
        property.PropertyType == typeof(SwitchParameter) ? typeof(bool) : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static IEnumerable<PropertyInfo> ParametersOf(WatchKind kind) => Types[kind.Command].GetProperties()
        .Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: true));

    /// <summary>Whether a watch may give it: not what the run gives, nor what comes from the command before it, nor what excludes the names.</summary>
    private static bool IsOpen(WatchKind kind, PropertyInfo property)
    {
        var sets = SetsOf(property);
        return !NotForWatches.Contains(property.Name, StringComparer.Ordinal)
            && (kind.Feeder is not null
                ? !property.GetCustomAttributes<ParameterAttribute>().Any(p => p.ValueFromPipelineByPropertyName)
                : property.Name != kind.NameParameter && !kind.Fixed.ContainsKey(property.Name)
                    && (sets.Contains(ParameterAttribute.AllParameterSets) || sets.Overlaps(SetsOf(Property(kind, kind.NameParameter))) || SetsOf(Property(kind, kind.NameParameter)).Contains(ParameterAttribute.AllParameterSets)));
    }

    private static HashSet<string> SetsOf(PropertyInfo property) =>
        [.. property.GetCustomAttributes<ParameterAttribute>().Select(p => p.ParameterSetName ?? ParameterAttribute.AllParameterSets)];

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
