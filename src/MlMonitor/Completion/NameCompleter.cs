using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MlMonitor.Completion;

/// <summary>Completes names from memory: never a call to AWS, never an error, quotes where the name needs them.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase);
        try
        {
            return [.. Names().Where(pattern.IsMatch).Order(StringComparer.OrdinalIgnoreCase).Select(name =>
                new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    /// <summary>The names there are to choose from.</summary>
    /// <returns>The names, in any order.</returns>
    protected abstract IEnumerable<string> Names();

    private static string Quote(string name) =>
        name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/') ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
