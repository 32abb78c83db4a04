using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace MlMonitor.HelpBuilder;

/// <summary>What the engine itself knows of a compiled cmdlet, so that no page has to repeat it.</summary>
internal sealed record CompiledCmdlet(
    string Name, string Verb, string Noun, IReadOnlyList<string> OutputTypes, IReadOnlyList<ParameterSet> Sets)
{
    /// <summary>Every parameter once, as the default set has it where it is in that; required where any set requires it.</summary>
    public IReadOnlyList<CompiledParameter> Parameters { get; } =
    [
        .. Sets.OrderByDescending(s => s.IsDefault).SelectMany(s => s.Parameters).GroupBy(p => p.Name, StringComparer.Ordinal)
            .Select(same => same.First() with { IsMandatory = same.Any(p => p.IsMandatory) }),
    ];

    public static IReadOnlyList<CompiledCmdlet> Read(string assemblyFile)
    {
        // From the folder of the build, where everything the module references stands beside it.
        var types = Assembly.LoadFrom(Path.GetFullPath(assemblyFile)).GetExportedTypes()
            .Where(t => !t.IsAbstract && t.IsDefined(typeof(CmdletAttribute), inherit: false))
            .ToDictionary(t => t.GetCustomAttribute<CmdletAttribute>() is { } c ? $"{c.VerbName}-{c.NounName}" : "", StringComparer.OrdinalIgnoreCase);

        var state = InitialSessionState.Create();
        foreach (var (name, type) in types)
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        var commands = runspace.SessionStateProxy.InvokeCommand;
        return [.. types.Keys.Order(StringComparer.Ordinal).Select(name => Of((CmdletInfo)commands.GetCommand(name, CommandTypes.Cmdlet)))];
    }

    private static CompiledCmdlet Of(CmdletInfo command)
    {
        var instance = Activator.CreateInstance(command.ImplementingType)!;
        return new CompiledCmdlet(
            command.Name, command.Verb, command.Noun,
            [.. command.ImplementingType.GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(t => t.Type?.FullName ?? t.Name).Distinct()],
            [.. command.ParameterSets.Select(set => new ParameterSet(set.IsDefault, InSyntaxOrder(set).Select(p => CompiledParameter.Of(p, instance)).ToList()))]);
    }

    /// <summary>The order of Get-Command -Syntax: by position, then what is mandatory, then the rest; -WhatIf and -Confirm last.</summary>
    private static IEnumerable<CommandParameterInfo> InSyntaxOrder(CommandParameterSetInfo set) => set.Parameters
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
        .OrderBy(p => p.Position == int.MinValue)
        .ThenBy(p => p.Position)
        .ThenBy(p => !p.IsMandatory)
        .ThenBy(p => Cmdlet.OptionalCommonParameters.Contains(p.Name));
}

/// <summary>The parameters of one way to call a cmdlet.</summary>
internal sealed record ParameterSet(bool IsDefault, IReadOnlyList<CompiledParameter> Parameters);

/// <summary>One parameter as one parameter set has it.</summary>
internal sealed record CompiledParameter(string Name, string TypeName)
{
    public required string FullTypeName { get; init; }

    public required bool IsSwitch { get; init; }

    public required bool TakesMany { get; init; }

    public required bool IsMandatory { get; init; }

    public required bool TakesWildcards { get; init; }

    /// <summary>A number, or <c>Named</c>.</summary>
    public required string Position { get; init; }

    /// <summary>Such as <c>True (ByValue, ByPropertyName)</c>.</summary>
    public required string PipelineInput { get; init; }

    public required string Aliases { get; init; }

    public required string DefaultValue { get; init; }

    /// <summary>The values to choose from; empty where any will do.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    public static CompiledParameter Of(CommandParameterInfo parameter, object instance)
    {
        var property = instance.GetType().GetProperty(parameter.Name);
        var element = Element(parameter.ParameterType);
        var isSwitch = element == typeof(SwitchParameter);
        return new CompiledParameter(parameter.Name, ShortName(parameter.ParameterType))
        {
            FullTypeName = (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).FullName!,
            IsSwitch = isSwitch,
            TakesMany = parameter.ParameterType.IsArray,
            IsMandatory = parameter.IsMandatory,
            TakesWildcards = property?.IsDefined(typeof(SupportsWildcardsAttribute), inherit: true) ?? false,
            Position = parameter.Position == int.MinValue ? "Named" : parameter.Position.ToString(CultureInfo.InvariantCulture),
            PipelineInput = Pipeline(parameter),
            Aliases = parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases),
            // What the property holds before anything is bound; -WhatIf and -Confirm are the engine's and have none here.
            DefaultValue = isSwitch ? "False" : parameter.IsMandatory ? "None" : property?.GetValue(instance)?.ToString() ?? "None",
            Choices = element.IsEnum ? Enum.GetNames(element)
                : parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues] : [],
        };
    }

    private static Type Element(Type type) => type.IsArray ? Element(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    private static string ShortName(Type type) => type.IsArray ? ShortName(type.GetElementType()!) + "[]" : Element(type).Name;

    private static string Pipeline(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
