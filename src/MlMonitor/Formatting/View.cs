using System.Globalization;
using System.Text;

namespace MlMonitor.Formatting;

/// <summary>The words and signs of the format views. Public because views are script and reach nothing else.</summary>
public static class View
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int SparkWidth = 16;
    private const string Reset = "\u001b[0m";

    /// <summary>A status in the colour of its severity. Hosts that show no colour strip it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="severity">How much it matters.</param>
    /// <returns>The status for a narrow column.</returns>
    public static string Status(MlStatus status, MlSeverity severity)
    {
        var word = status == MlStatus.SucceededWithWarnings ? "Warnings" : status.ToString();
        return severity switch
        {
            MlSeverity.Critical => $"\u001b[31;1m{word}{Reset}",
            MlSeverity.Warning or MlSeverity.NoData => $"\u001b[33;1m{word}{Reset}",
            _ => word,
        };
    }

    /// <summary>A time span in its largest unit: <c>45s</c>, <c>12m</c>, <c>7h</c>, <c>3d</c>.</summary>
    /// <param name="age">The time span.</param>
    /// <returns>At most four characters up to 999 days; nothing for nothing.</returns>
    public static string Age(TimeSpan? age) => age switch
    {
        null => "",
        { TotalMinutes: < 1 } a => $"{(int)a.TotalSeconds}s",
        { TotalHours: < 1 } a => $"{(int)a.TotalMinutes}m",
        { TotalDays: < 1 } a => $"{(int)a.TotalHours}h",
        { } a => $"{(int)a.TotalDays}d",
    };

    /// <summary>An engine in few letters.</summary>
    /// <param name="source">The engine.</param>
    /// <returns>At most thirteen characters.</returns>
    public static string Engine(MlPipelineSource source) =>
        source == MlPipelineSource.SageMakerPipeline ? "SageMaker" : source.ToString();

    /// <summary>What is wrong with a feature, in the few letters there are: what went where, rather than by how much, which is beside it.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>One line.</returns>
    public static string Drift(MlDriftFinding? finding) => finding is null ? "" : Line(
        finding is { Check: MlDriftCheck.Drift, Movement.Length: > 0, Severity: MlSeverity.Warning or MlSeverity.Critical } ? finding.Movement : finding.Reason);

    /// <summary>A severity in its colour.</summary>
    /// <param name="severity">The severity.</param>
    /// <returns>The severity for a narrow column.</returns>
    public static string Severity(MlSeverity severity) => severity switch
    {
        MlSeverity.Critical => $"\u001b[31;1m{severity}{Reset}",
        MlSeverity.Warning or MlSeverity.NoData => $"\u001b[33;1m{severity}{Reset}",
        _ => severity.ToString(),
    };

    /// <summary>The variants of an endpoint: name, instances there are and are to be, instance type; or memory where there are no instances.</summary>
    /// <param name="variants">The variants.</param>
    /// <returns>One line, such as <c>AllTraffic 2/3 ml.m5.xlarge</c>; a type that all share comes once.</returns>
    public static string Variants(IEnumerable<MlEndpointVariant>? variants)
    {
        MlEndpointVariant[] all = [.. variants ?? []];
        var shared = all.Select(v => v.InstanceType).Distinct().Count() == 1;
        return Line(string.Join(", ", all.Select((v, i) => string.Join(' ', new[]
        {
            v.VariantName,
            v.DesiredInstanceCount is { } desired ? $"{v.CurrentInstanceCount}/{desired}" : v.MemorySizeInMB is { } memory ? $"{memory} MB" : null,
            shared && i < all.Length - 1 ? null : v.InstanceType,
        }.Where(part => !string.IsNullOrEmpty(part))))));
    }

    /// <summary>An endpoint's kind in few letters.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>At most fourteen characters.</returns>
    public static string Kind(MlEndpointKind kind) => kind == MlEndpointKind.InferenceComponent ? "Components" : kind.ToString();

    /// <summary>What an endpoint captures: <c>off</c>, <c>stopped</c>, or how old the newest file is.</summary>
    /// <param name="posture">The endpoint's posture.</param>
    /// <returns>At most seven characters; a dash where no file was seen.</returns>
    public static string Capture(MlPosture? posture) => posture switch
    {
        null => "",
        { DataCapture: not { IsEnabled: true } } => "off",
        { DataCapture.IsRunning: false } => "stopped",
        _ => Since(posture.NewestCapture),
    };

    /// <summary>How long ago something was.</summary>
    /// <param name="time">When it was.</param>
    /// <returns>At most four characters up to 999 days; a dash where it is not known.</returns>
    public static string Since(DateTimeOffset? time) => time is { } t ? Age(TimeProvider.System.GetUtcNow() - t) : "-";

    /// <summary>A duration in its largest unit.</summary>
    /// <param name="seconds">The duration in seconds.</param>
    /// <returns>At most four characters up to 999 days; nothing for nothing.</returns>
    public static string Seconds(double? seconds) => Age(seconds is { } s ? TimeSpan.FromSeconds(s) : null);

    /// <summary>A number for a narrow column: four significant digits, other than those before the point.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number; nothing for nothing.</returns>
    public static string Number(double? value) => value switch
    {
        null => "",
        { } v when double.IsFinite(v) && Math.Abs(v) is >= 1000 and < 1e8 => v.ToString("0", CultureInfo.CurrentCulture),
        { } v => v.ToString("G4", CultureInfo.CurrentCulture),
    };

    /// <summary>Yes, no, or a dash where it is not known.</summary>
    public static string YesNo(bool? value) => value switch
    {
        true => "yes",
        false => "no",
        null => "-",
    };

    /// <summary>What moved a prediction, the most first.</summary>
    /// <param name="explanation">The explanation.</param>
    public static string Attributions(MlExplanation? explanation) => explanation is null ? "" : Line(
        string.Join(", ", explanation.Attributions.OrderByDescending(attribution => Math.Abs(attribution.Value))));

    /// <summary>A curve of sixteen characters. Each stands for the mean of its part of the points; the scale is the curve's own.</summary>
    /// <param name="points">The points, in order.</param>
    /// <returns>The curve; a blank where no number is.</returns>
    public static string Sparkline(IEnumerable<MlTrainingMetric>? points)
    {
        double[] values = [.. (points ?? []).Select(p => p.Value)];
        return Bar(Enumerable.Range(0, SparkWidth)
            // Fewer points than characters: each is as wide as it takes, rather than a curve with holes.
            .Select(i => (From: i * values.Length / SparkWidth, To: Math.Max((i * values.Length / SparkWidth) + 1, (i + 1) * values.Length / SparkWidth)))
            .Select(part => values.Skip(part.From).Take(part.To - part.From).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()));
    }

    /// <summary>A curve of sixteen characters over the window of a series. Each stands for the mean of its part of the time; the scale is the curve's own.</summary>
    /// <param name="series">The series.</param>
    /// <returns>The curve; a blank where there is no point.</returns>
    public static string Sparkline(MlEndpointSeries series)
    {
        var parts = series.Points
            .Where(p => double.IsFinite(p.Value))
            // A point is of a whole period, which may be longer than a character: it stands in all it covers.
            .SelectMany(p => Enumerable.Range(PlaceOf(series, p.Time), Math.Max(1, PlaceOf(series, p.Time.AddSeconds(p.PeriodSeconds)) - PlaceOf(series, p.Time))).Select(i => (Place: i, p.Value)))
            .ToLookup(p => p.Place, p => p.Value);
        return Bar(Enumerable.Range(0, SparkWidth).Select(i => parts[i].DefaultIfEmpty(double.NaN).Average()));
    }

    private static int PlaceOf(MlEndpointSeries series, DateTimeOffset time) =>
        (int)Math.Clamp((time - series.Window.After) / series.Window.Length * SparkWidth, 0, SparkWidth);

    private static string Bar(IEnumerable<double> means)
    {
        var parts = means.ToList();
        var (low, high) = (parts.Where(double.IsFinite).DefaultIfEmpty().Min(), parts.Where(double.IsFinite).DefaultIfEmpty().Max());
        return string.Concat(parts.Select(value => !double.IsFinite(value) ? ' '
            : high > low ? Bars[(int)Math.Round((value - low) / (high - low) * (Bars.Length - 1))]
            : Bars[Bars.Length / 2]));
    }

    /// <summary>
    /// Text of strangers on one line, without the control characters that could move the cursor or recolour the screen.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text on one line.</returns>
    public static string Line(string? text)
    {
        var line = new StringBuilder((text ?? "").Length);
        foreach (var c in text ?? "")
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else
            {
                line.Append(c);
            }

        return line.ToString().TrimEnd();
    }
}
