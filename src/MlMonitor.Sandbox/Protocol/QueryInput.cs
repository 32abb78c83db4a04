namespace MlMonitor.Sandbox.Protocol;

/// <summary>The members of a Query input: "A.member.1.B" is reached as Members("A.member")[0]["B"].</summary>
internal sealed class QueryInput(IReadOnlyDictionary<string, string> members)
{
    public string? this[string name] => members.GetValueOrDefault(name);

    /// <summary>A required member; its absence is answered as AWS does.</summary>
    public string Required(string name) => this[name] ?? throw new AwsError(
        "ValidationError",
        $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");

    /// <summary>The numbered entries under a prefix, such as "Tags.member" or "Attributes.entry".</summary>
    public IReadOnlyList<QueryInput> Members(string prefix)
    {
        var entries = new List<QueryInput>();
        for (var number = 1; ; number++)
        {
            var lead = $"{prefix}.{number}.";
            var entry = members
                .Where(pair => pair.Key.StartsWith(lead, StringComparison.Ordinal))
                .ToDictionary(pair => pair.Key[lead.Length..], pair => pair.Value);
            if (entry.Count == 0)
                return entries;
            entries.Add(new QueryInput(entry));
        }
    }

    /// <summary>A map of strings, such as Attributes.entry.1.key and .value.</summary>
    public Dictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>();
        foreach (var entry in Members(name + ".entry"))
            map[entry["key"] ?? ""] = entry["value"] ?? "";
        return map;
    }
}
