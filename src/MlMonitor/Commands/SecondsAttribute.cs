using System.Globalization;
using System.Management.Automation;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Commands;

/// <summary>
/// Takes a bare number as seconds, as Wait-Job and Start-Sleep do, and 15m, 4h, 1d as configurations do. PowerShell by itself would take
/// 30 for so many ticks, a few millionths of a second, and '30' for so many days.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        double? seconds = given switch
        {
            short or int or long or double or decimal => Convert.ToDouble(given, CultureInfo.InvariantCulture),
            string text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        if (given is string worded && ConfigDuration.Parse(worded) is { } span)
            return span;
        return seconds is >= 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds.Value) : inputData;
    }
}

/// <summary>Keeps a time span within bounds.</summary>
/// <param name="shortest">The shortest in seconds.</param>
/// <param name="longest">The longest in seconds.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateSecondsAttribute(double shortest, double longest) : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan span && (span.TotalSeconds < shortest || span.TotalSeconds > longest))
            throw new ValidationMetadataException($"{span} is not between {TimeSpan.FromSeconds(shortest)} and {TimeSpan.FromSeconds(longest)}.");
    }
}
