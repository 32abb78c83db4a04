using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The schema that ships says of configurations what Test-MlMonitorConfig says of them.</summary>
public sealed class ConfigSchemaTests(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    private const string Watch = """ "Watch": { "Name": "a", "Test": "EndpointHealth" } """;
    private const string Arn = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";
    private static readonly string Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository.ModuleManifest)!, "mlmonitor.schema.json");
    private static readonly JsonNode Tree = JsonNode.Parse(File.ReadAllText(Path))!;
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path));
    private static readonly JsonDocumentOptions AsPeopleWrite = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    [Fact]
    public void It_is_a_schema_of_a_draft_that_editors_know_and_says_something_of_every_member()
    {
        Assert.Equal("http://json-schema.org/draft-07/schema#", (string?)Tree["$schema"]);
        Assert.True(MetaSchemas.Draft7.Evaluate(Tree).IsValid);
        Assert.Empty(Undescribed(Tree, "schema"));

        static IEnumerable<string> Undescribed(JsonNode? node, string at) => node switch
        {
            JsonObject table => table.SelectMany(member => (member.Key == "properties" && !at.EndsWith("if", StringComparison.Ordinal) && !at.EndsWith("then", StringComparison.Ordinal)
                ? member.Value!.AsObject().Where(p => string.IsNullOrWhiteSpace((string?)p.Value!["description"])).Select(p => $"{at}.{p.Key}") : [])
                .Concat(Undescribed(member.Value, $"{at}.{member.Key}"))),
            JsonArray list => list.SelectMany((item, i) => Undescribed(item, $"{at}[{i}]")),
            _ => [],
        };
    }

    // A name that is near to none gets all there are for an answer.
    [Theory]
    [InlineData(""" "Qqqqqqqqqqqq": 1 """, null)]
    [InlineData(""" "Route": { "Qqqqqqqqqqqq": 1 } """, "route")]
    [InlineData(""" "QuietHours": { "Qqqqqqqqqqqq": 1 } """, "quietHours")]
    [InlineData(""" "Maintenance": { "Qqqqqqqqqqqq": 1 } """, "maintenance")]
    public void Every_setting_that_the_binder_takes_is_in_the_schema_and_the_reverse(string setting, string? definition)
    {
        var suggestion = Run($"Test-MlMonitorConfig '{Write($$"""{ {{Watch}}, {{setting}} }""")}' | Where-Object Setting -like '*Qqqqqqqqqqqq' | ForEach-Object Suggestion").Single.ToString();

        Assert.Equal(suggestion["Write one of: ".Length..^1].Split(", ").Order(), NamesOf(definition is null ? Tree : Tree["definitions"]![definition]!));
    }

    [Fact]
    public void Every_kind_its_settings_and_its_parameters_are_those_of_the_code()
    {
        var catalogue = Catalogue.Of(Host);
        var watch = Tree["definitions"]!["watch"]!;

        Assert.Equal(catalogue.Kinds.Order(), watch["properties"]!["Test"]!["enum"]!.AsArray().Select(n => (string)n!).Order());
        Assert.All(catalogue.Kinds, kind =>
        {
            var then = watch["allOf"]!.AsArray().Single(one => (string?)one!["if"]!["properties"]!["Test"]!["const"] == kind)!["then"]!["properties"]!.AsObject();
            var refused = then.Where(p => p.Value is JsonValue).Select(p => p.Key).ToHashSet();
            var settings = Run($"Test-MlMonitorConfig '{Write($$"""{ "Watch": { "Name": "a", "Test": "{{kind}}", "Qqqqqqqqqqqqqqqqqq": 1 } }""")}' | ForEach-Object Suggestion").Single.ToString();
            Assert.Equal(settings["Write one of: ".Length..^1].Split(", ").Order(), NamesOf(watch).Where(name => !refused.Contains(name)));

            var parameters = Tree["definitions"]![kind]!;
            Assert.Equal(catalogue.Parameters(kind).Order(), NamesOf(parameters));
            // A schema does not know how long a span is; the bounds of spans are the binder's alone.
            foreach (var (name, schema) in parameters["properties"]!.AsObject().Where(p => !p.Value!.ToJsonString().Contains("duration", StringComparison.Ordinal)))
                foreach (var value in Candidates)
                    // What the schema takes the binder takes; a schema takes no text for a number.
                    Assert.True(!JsonSchema.FromText(WithDefinitions(schema!)).Evaluate(JsonNode.Parse(value)).IsValid || catalogue.WhyNot(kind, name, value) is null, $"{kind}: {name} = {value}: {catalogue.WhyNot(kind, name, value)}");
            Assert.All(parameters["properties"]!.AsObject(), p => Assert.Contains(Candidates.Concat(Words(p.Value!)), value => JsonSchema.FromText(WithDefinitions(p.Value!)).Evaluate(JsonNode.Parse(value)).IsValid && catalogue.WhyNot(kind, p.Key, value) is null));
            Assert.All(parameters["properties"]!.AsObject(), p => Assert.Equal(catalogue.Words(kind, p.Key), Words(p.Value!).Select(w => w.Trim('"'))));
        });
    }

    private static readonly string[] Candidates = ["0", "1", "7", "-1", "0.5", "101", "1e6", "3000000000", "true", "\"\"", "\"x\"", "\"2026-11-27\"", "\"90s\"", "\"4h\"", "\"04:00:00\"", "\"1d\"", "\"true\"", "[]", "[\"x\"]", "{}", "{\"a\":1}", "null"];

    [Theory]
    [InlineData("Region = 'eu-west-1'; ProfileName = 'a', 'b'; StatePath = './x'; GroupBy = 'None'; Format = 'Json'; MaxInMessage = 3; FlapChanges = 0; FlapWindow = '1h'; NotifyResolved = $true; RepeatInterval = '1.00:00:00'")]
    [InlineData("QuietHours = @( @{ Name = 'n'; From = '22:00'; To = '06:00'; Day = 'Monday', 'Friday'; TimeZone = 'Europe/Berlin'; Severity = 'Critical'; Source = 'Endpoint' } )")]
    [InlineData("Maintenance = @{ Name = 'n'; Starts = '2036-11-27T10:00:00Z'; Ends = '2036-11-27T12:00:00+01:00'; Resource = 'x*'; Watch = 'w'; Key = '*' }")]
    public void What_the_binder_takes_the_schema_takes(string settings)
    {
        var psd1 = $"@{{ Watch = @( @{{ Name = 'w'; Test = 'EndpointHealth'; EndpointName = 'a', 'b*'; Tag = @{{ team = 'x' }}; Every = 'Run'; For = '10m'; Severity = @{{ NoData = 'Ok' }}; Parameter = @{{ CpuWarningPercent = 80; Window = '30m' }} }} ); Route = @{{ TopicArn = '{Arn}' }}; {settings} }}";

        Assert.Empty(Run($"Test-MlMonitorConfig '{Write(psd1, ".psd1")}' | Where-Object Severity -EQ Critical").Output);
        AssertTaken(psd1);
    }

    [Fact]
    public void Every_sample_is_taken() =>
        Assert.All(Directory.GetFiles(System.IO.Path.GetDirectoryName(Repository.Find(System.IO.Path.Combine("samples", "mlmonitor.psd1")))!, "*.psd1"), path => AssertTaken(File.ReadAllText(path)));

    [Fact]
    public void What_New_MlMonitorConfig_writes_is_taken()
    {
        var file = System.IO.Path.Combine(_folder, "new", "mlmonitor.json");
        Assert.Empty(Run($"New-MlMonitorConfig '{file}' -Region eu-west-1, us-east-1").Errors);

        Assert.True(Schema.Evaluate(JsonNode.Parse(File.ReadAllText(file), null, AsPeopleWrite)).IsValid);
        Assert.Equal(File.ReadAllText(Path), File.ReadAllText(System.IO.Path.Combine(_folder, "new", "mlmonitor.schema.json")));
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("""{ "Watch": [] }""")]
    [InlineData("""{ "Watch": { "Name": "a" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHelth" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "JobName": "x" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "MonitorExecution", "Tag": { "a": "b" } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Every": "hourly" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Every": 60 } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Severity": "Critical" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Severity": { "Warning": "High" } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Parameter": { "Threshold": 1 } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointHealth", "Parameter": { "CpuWarningPercent": 101 } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointDrift", "Parameter": { "Baseline": "" } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointDrift", "Parameter": { "Capture": "s3://b/c" } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "EndpointDrift", "Parameter": { "Method": "Wassersten" } } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "Route": { "Severity": "Critical" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "Route": { "TopicArn": "ml-alerts" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "GroupBy": "Sourc" }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "MaxInMessage": 0 }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "NotifyResolved": "yes" }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "QuietHours": { "Name": "n", "From": "9pm", "To": "06:00" } }""")]
    [InlineData("""{ "Watch": { "Name": "a", "Test": "Posture" }, "Maintenance": { "Name": "n", "Starts": "tomorrow", "Ends": "2026-11-27T10:00:00Z" } }""")]
    [InlineData("""{ "Watches": { "Name": "a", "Test": "Posture" } }""")]
    public void What_the_binder_refuses_the_schema_refuses(string json)
    {
        Assert.Contains("Critical", Run($"Test-MlMonitorConfig '{Write(json)}'").Values("Severity").Select(s => $"{s}"));
        Assert.False(Schema.Evaluate(JsonNode.Parse(json)).IsValid);
    }

    void IDisposable.Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Dispose();
    }

    private static void AssertTaken(string psd1)
    {
        var table = ((HashtableAst)Parser.ParseInput(psd1, out _, out _).Find(a => a is HashtableAst, searchNestedScriptBlocks: false)).SafeGetValue();
        var result = Schema.Evaluate(ToNode(table), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join("; ", result.Details.Where(d => d.HasErrors).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}")));
    }

    private static JsonNode? ToNode(object? value) => value switch
    {
        PSObject wrapped => ToNode(wrapped.BaseObject),
        IDictionary table => new JsonObject(table.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, ToNode(table[key])))),
        object[] list => new JsonArray([.. list.Select(ToNode)]),
        null => null,
        _ => JsonSerializer.SerializeToNode(value),
    };

    private string Write(string text, string extension = ".json")
    {
        var path = System.IO.Path.Combine(_folder, "config" + extension);
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<string> NamesOf(JsonNode schema) => schema["properties"]!.AsObject().Select(p => p.Key).Order();

    private static string WithDefinitions(JsonNode schema)
    {
        var copy = schema.DeepClone().AsObject();
        copy["$schema"] = "http://json-schema.org/draft-07/schema#";
        copy["definitions"] = new JsonObject { ["duration"] = Tree["definitions"]!["duration"]!.DeepClone(), ["names"] = Tree["definitions"]!["names"]!.DeepClone() };
        return copy.ToJsonString();
    }

    private static string[] Words(JsonNode schema) =>
        [.. (schema["enum"] ?? schema["anyOf"]?[0]?["enum"])?.AsArray().Select(n => n!.ToJsonString()) ?? []];

    /// <summary>The catalogue of the packed module: its types are in a load context of their own.</summary>
    private sealed class Catalogue(object instance, MethodInfo parameters, MethodInfo whyNot, IReadOnlyDictionary<string, object> kinds, Func<object, string, Type> typeOf)
    {
        public IEnumerable<string> Kinds => kinds.Keys;

        public static Catalogue Of(ModuleHost host)
        {
            var assembly = ((Type)host.Run("(Get-Command Test-MlMonitorConfig).ImplementingType").Single.BaseObject).Assembly;
            var type = assembly.GetType("MlMonitor.Watching.CommandCatalogue")!;
            var parameters = type.GetMethod("Parameters")!;
            var kind = parameters.GetParameters()[0].ParameterType;
            var all = ((IEnumerable)kind.GetProperty("All")!.GetValue(null)!).Cast<object>().ToDictionary(k => (string)kind.GetProperty("Name")!.GetValue(k)!);
            var commands = ((IEnumerable<KeyValuePair<string, Type>>)type.GetProperty("Commands")!.GetValue(null)!).ToDictionary(c => c.Key, c => c.Value);
            return new Catalogue(type.GetProperty("Instance")!.GetValue(null)!, parameters, type.GetMethod("WhyNot")!, all,
                (k, name) => commands[(string)kind.GetProperty("Command")!.GetValue(k)!].GetProperty(name)!.PropertyType);
        }

        public IEnumerable<string> Parameters(string kind) => (IEnumerable<string>)parameters.Invoke(instance, [kinds[kind]])!;

        public string? WhyNot(string kind, string name, string json) => whyNot.Invoke(instance, [kinds[kind], name, Value(JsonNode.Parse(json))])?.ToString();

        public string[] Words(string kind, string name)
        {
            var type = typeOf(kinds[kind], name);
            var one = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
            return one.IsEnum ? Enum.GetNames(one) : [];
        }

        // As the reader of configurations makes them.
        private static object? Value(JsonNode? node) => node switch
        {
            null => null,
            JsonArray list => list.Select(Value).ToArray(),
            JsonObject table => new Hashtable(table.ToDictionary(p => p.Key, p => Value(p.Value))),
            _ => node.GetValueKind() switch
            {
                JsonValueKind.String => (string?)node,
                JsonValueKind.True or JsonValueKind.False => (bool)node,
                _ => node.AsValue().TryGetValue<int>(out var whole) ? whole : (object)(double)node,
            },
        };
    }
}
