using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlMonitor.AwsClients.Generator;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>
/// Clients for SSM and SQS, which have official packages here: made by the same generator on the same runtime, in memory, as
/// their names are those of the official types.
/// </summary>
internal static class GeneratedAssembly
{
    private static readonly Lazy<Assembly> Lazily = new(Compile);

    public static Assembly Instance => Lazily.Value;

    /// <summary>Runs the generator over models.</summary>
    public static GeneratorDriverRunResult Generate(params string[] models) => Run(models, out _);

    private static GeneratorDriverRunResult Run(IEnumerable<string> models, out Compilation compilation)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);
        var driver = CSharpGeneratorDriver.Create(
            [new AwsClientGenerator().AsSourceGenerator()],
            models.Select(m => new Model(m)).ToImmutableArray<AdditionalText>(),
            options);
        var empty = CSharpCompilation.Create(
            "MlMonitor.AwsClients.Fidelity",
            references: References(),
            // CS1701: the runtime under the tests is newer than the one that the shipped assembly is built for.
            options: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));
        return driver.RunGeneratorsAndUpdateCompilation(empty, out compilation, out _).GetRunResult();
    }

    private static Assembly Compile()
    {
        var models = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Models"), "*.json").Select(File.ReadAllText);
        Assert.Empty(Run(models, out var compilation).Diagnostics);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "AWSSDK.Core.dll" or "MlMonitor.AwsClients.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));

    private sealed class Model(string json) : AdditionalText
    {
        public override string Path => "model.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(json, Encoding.UTF8);
    }
}
