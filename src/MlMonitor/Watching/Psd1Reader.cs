using System.Management.Automation.Language;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Watching;

/// <summary>
/// Reads a configuration in PowerShell's data language from its syntax tree. Nothing of it is ever run: what is no constant, table
/// or list is a mistake.
/// </summary>
internal static class Psd1Reader
{
    public static ConfigNode? Read(string text, ConfigMistakes mistakes)
    {
        var script = Parser.ParseInput(text, out _, out var all);
        // What stands there twice is told later, with both lines.
        var errors = all.Where(e => e.ErrorId != "DuplicateKeyInHashLiteral").ToArray();
        // Those after the first are most often its consequences.
        foreach (var error in errors.Take(1))
            mistakes.Wrong(error.Extent.StartLineNumber, "file", $"PowerShell cannot read this: {error.Message}", "Mind quotes, brackets and @ signs on this line and the one before.");
        if (errors.Length > 0)
            return null;
        if (script.ParamBlock is null && script.BeginBlock is null && script.ProcessBlock is null && script.EndBlock?.Statements is [var only])
            return Statement(only, "file", mistakes);
        mistakes.Wrong(script.EndBlock?.Statements is { Count: > 1 } many ? many[1].Extent.StartLineNumber : script.Extent.StartLineNumber, "file",
            "The file is not one table.", "Begin with @{ and end with }, and put nothing beside it.");
        return null;
    }

    private static ConfigNode Statement(StatementAst statement, string setting, ConfigMistakes mistakes) =>
        statement is PipelineAst { PipelineElements: [CommandExpressionAst { Redirections.Count: 0 } only] }
            ? Expression(only.Expression, setting, mistakes)
            : Refuse(statement, setting, mistakes);

    private static ConfigNode Expression(ExpressionAst expression, string setting, ConfigMistakes mistakes)
    {
        var line = expression.Extent.StartLineNumber;
        return expression switch
        {
            HashtableAst table => Table(table, setting, mistakes),
            ArrayLiteralAst list => new ConfigList(line, [.. list.Elements.Select((e, i) => Expression(e, $"{setting}[{i}]", mistakes))]),
            ArrayExpressionAst { SubExpression: { Traps: null or { Count: 0 } } block } => new ConfigList(line, [.. block.Statements.Select((s, i) => Statement(s, IsList(s) ? setting : $"{setting}[{i}]", mistakes)).SelectMany(Flat)]),
            StringConstantExpressionAst text => new ConfigValue(line, text.Value),
            ConstantExpressionAst constant => new ConfigValue(line, constant.Value),
            VariableExpressionAst { Splatted: false } variable when Constant(variable) is { } named => named,
            _ => Refuse(expression, setting, mistakes),
        };
    }

    private static ConfigTable Table(HashtableAst table, string setting, ConfigMistakes mistakes)
    {
        var entries = new List<ConfigEntry>();
        foreach (var (key, value) in table.KeyValuePairs)
        {
            if (key is not StringConstantExpressionAst name)
                Refuse(key, setting, mistakes);
            else
                entries.Add(new ConfigEntry(key.Extent.StartLineNumber, name.Value, Statement(value, setting == "file" ? name.Value : $"{setting}.{name.Value}", mistakes)));
        }

        return new ConfigTable(table.Extent.StartLineNumber, entries);
    }

    // The list in @( 'a', 'b' ) is one statement, and @( @{ } @{ } ) on lines of their own are many.
    private static IEnumerable<ConfigNode> Flat(ConfigNode node) => node is ConfigList list ? list.Items : [node];

    private static bool IsList(StatementAst statement) => statement is PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ArrayLiteralAst or ArrayExpressionAst }] };

    private static ConfigValue? Constant(VariableExpressionAst variable) => variable.VariablePath.UserPath.ToUpperInvariant() switch
    {
        "TRUE" => new ConfigValue(variable.Extent.StartLineNumber, true),
        "FALSE" => new ConfigValue(variable.Extent.StartLineNumber, false),
        "NULL" => new ConfigValue(variable.Extent.StartLineNumber, null),
        _ => null,
    };

    private static ConfigRefused Refuse(Ast ast, string setting, ConfigMistakes mistakes)
    {
        var text = ast.Extent.Text.Split('\n')[0].Trim();
        mistakes.Wrong(ast.Extent.StartLineNumber, setting, $"'{(text.Length > 40 ? text[..37] + "..." : text)}' is no constant, and nothing in a configuration is run.",
            "Write text in single quotes, a number, $true or $false, a table or a list.");
        return new ConfigRefused(ast.Extent.StartLineNumber);
    }
}
