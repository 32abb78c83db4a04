using Microsoft.CodeAnalysis.CSharp;

namespace MlMonitor.AwsClients.Generator;

/// <summary>C# literals.</summary>
internal static class Literal
{
    public static string Of(string? text) => text == null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Utf8(string text) => Of(text) + "u8";
}
