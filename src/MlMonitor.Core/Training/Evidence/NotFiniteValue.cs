using System.Text.RegularExpressions;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>
/// Finds the values of one metric that are not finite in lines of a log. The job says by a regular expression how a metric is read off
/// a line; such expressions match digits, and so not <c>nan</c>. What stands in one before the number is what stands before
/// <c>nan</c> too. Where that cannot be taken out of it, the metric's name has to stand there.
/// </summary>
internal sealed partial class NotFiniteValue
{
    /// <summary>No sensible expression takes this long on one line.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Regex _line;

    private NotFiniteValue(Regex line) => _line = line;

    public static NotFiniteValue Of(string name, string? definition) =>
        new((definition is null ? null : Behind(Lead(definition))) ?? Behind(Named(name))!);

    /// <summary>The value in a line that is not finite; null where there is none.</summary>
    public double? In(string line)
    {
        // Few lines have one, and this is quicker than an expression of whoever wrote the job.
        if (!line.Contains("nan", StringComparison.OrdinalIgnoreCase) && !line.Contains("inf", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            if (_line.Match(line) is not { Success: true } match)
                return null;
            var value = match.Groups["notfinite"].Value;
            return value.Contains("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN
                : value[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Regex? Behind(string? lead)
    {
        if (lead is null)
            return null;
        try
        {
            return new Regex(
                $@"(?:{lead})[""'\s]*(?<notfinite>[-+]?(?:nan|inf(?:inity)?))(?![A-Za-z0-9_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException)
        {
            // The number stood in the middle of a group, or this is no expression of .NET.
            return null;
        }
    }

    /// <summary>What stands before the first group that captures; null where that is nothing which tells this metric from others.</summary>
    private static string? Lead(string definition)
    {
        var isClass = false;
        for (var i = 0; i < definition.Length; i++)
            switch (definition[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    isClass = true;
                    break;
                case ']':
                    isClass = false;
                    break;
                case '(' when !isClass && !NoCapture().IsMatch(definition.AsSpan(i)):
                    var lead = definition[..i];
                    return lead.Any(char.IsLetter) ? lead : null;
                default:
                    break;
            }

        return null;
    }

    /// <summary><c>train:loss</c> as <c>train-loss: </c>, <c>"train_loss"=</c> and the like.</summary>
    private static string Named(string name) =>
        $@"(?<![A-Za-z0-9]){string.Join("[^A-Za-z0-9]{1,3}", Separator().Split(name).Where(w => w.Length > 0).Select(Regex.Escape))}[""'\s:=]{{1,5}}";

    [GeneratedRegex(@"^\(\?(?!P?<[A-Za-z_]|'[A-Za-z_])")]
    private static partial Regex NoCapture();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separator();
}
