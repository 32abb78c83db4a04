namespace MlMonitor.Core.Watching.Configuration;

/// <summary>A value of a configuration file, and the line it stands on, whatever the language of the file.</summary>
/// <param name="Line">The line, the first being 1.</param>
public abstract record ConfigNode(int Line)
{
    /// <summary>What it is, in words.</summary>
    public abstract string Kind { get; }

    /// <summary>The value as PowerShell has it: text, number, Boolean, array or hashtable.</summary>
    /// <returns>The value.</returns>
    public abstract object? ToObject();

    /// <summary>Whether it, or something in it, was refused.</summary>
    public bool IsRefused => this switch
    {
        ConfigRefused => true,
        ConfigList list => list.Items.Any(item => item.IsRefused),
        ConfigTable table => table.Entries.Any(entry => entry.Value.IsRefused),
        _ => false,
    };
}

/// <summary>A text, a number, a Boolean, or nothing.</summary>
/// <param name="Line">The line.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigValue(int Line, object? Value) : ConfigNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => Value switch { null => "nothing", string => "text", bool => "a Boolean", _ => "a number" };

    /// <inheritdoc/>
    public override object? ToObject() => Value;
}

/// <summary>Something that was no value and has been told of: what it is for is not said to be missing too.</summary>
/// <param name="Line">The line.</param>
public sealed record ConfigRefused(int Line) : ConfigNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => "no constant";

    /// <inheritdoc/>
    public override object? ToObject() => null;
}

/// <summary>A list.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Items">What is in it.</param>
public sealed record ConfigList(int Line, IReadOnlyList<ConfigNode> Items) : ConfigNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a list";

    /// <inheritdoc/>
    public override object ToObject() => Items.Select(item => item.ToObject()).ToArray();
}

/// <summary>A table of names and values.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Entries">What is in it, in the order of the file.</param>
public sealed record ConfigTable(int Line, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a table";

    /// <inheritdoc/>
    public override object ToObject()
    {
        var table = new System.Collections.Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in Entries)
            table[entry.Name] = entry.Value.ToObject();
        return table;
    }
}

/// <summary>A name and its value.</summary>
/// <param name="Line">The line of the name.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigEntry(int Line, string Name, ConfigNode Value);
