using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlMonitor.AwsClients.Generator;

/// <summary>Turns each trimmed service model among the additional files into an AWS client.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AwsClientGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The text is the only input, so an edit elsewhere in the project generates nothing anew.
        var models = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancellation) => file.GetText(cancellation)?.ToString() ?? "");
        context.RegisterSourceOutput(models, static (production, json) =>
        {
            var model = ServiceModel.Parse(json);
            foreach (var file in Emit(model))
            {
                production.CancellationToken.ThrowIfCancellationRequested();
                production.AddSource($"{model.Namespace}.{file.Name}.g.cs", SourceText.From(file.Source, Encoding.UTF8));
            }
        });
    }

    private static IEnumerable<(string Name, string Source)> Emit(ServiceModel model)
    {
        yield return ("Client", ClientEmitter.Emit(model));
        yield return ("Enumerations", EnumerationEmitter.Emit(model));
        yield return ("Model", ModelEmitter.Emit(model));
        yield return ("Exceptions", ExceptionEmitter.Emit(model));
        yield return ("Wire", model.Protocol == Protocol.Query ? QueryEmitter.Emit(model) : JsonEmitter.Emit(model));
    }
}
