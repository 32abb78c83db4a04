using System.Globalization;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>What the program of a profile job is told: written into the job's request, and read by each of its instances.</summary>
public sealed record ProfileJobArguments
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>The endpoint the requests went through; null where it is not known.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The only variant that was asked for, of which all files are; null for any.</summary>
    public string? VariantName { get; init; }

    /// <summary>The model that answered; null where it is not known.</summary>
    public string? ModelName { get; init; }

    /// <summary>The window of requests; null for all that an instance is given.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>How many bytes the profile of an instance may take before columns are summarised.</summary>
    public long MemoryLimit { get; init; } = ProfileOptions.Default.MemoryLimit;

    /// <summary>Reads arguments.</summary>
    /// <param name="arguments">Names that begin with two hyphens, each with its value after it.</param>
    /// <returns>What they say.</returns>
    /// <exception cref="ArgumentException">One is not known, or its value is none.</exception>
    public static ProfileJobArguments Parse(IReadOnlyList<string> arguments)
    {
        var read = new ProfileJobArguments();
        DateTimeOffset? after = null, before = null;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{name} has no value.");
            switch (name)
            {
                case "--endpoint-name":
                    read = read with { EndpointName = value };
                    break;
                case "--variant-name":
                    read = read with { VariantName = value };
                    break;
                case "--model-name":
                    read = read with { ModelName = value };
                    break;
                case "--after":
                    after = TimeOf(name, value);
                    break;
                case "--before":
                    before = TimeOf(name, value);
                    break;
                case "--memory-limit":
                    read = read with { MemoryLimit = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : throw new ArgumentException($"{name} {value} is no number of bytes.") };
                    break;
                default:
                    throw new ArgumentException($"There is no argument {name}.");
            }
        }

        if (after is null != before is null || after >= before)
            throw new ArgumentException("--after and --before go together, and --after is the earlier one.");
        return read with { Window = after is { } begin && before is { } end ? new MlWindow(begin, end) : null };
    }

    /// <summary>Writes them as <see cref="Parse"/> reads them.</summary>
    /// <returns>The arguments.</returns>
    public IReadOnlyList<string> ToArguments()
    {
        var written = new List<string>();
        Add("--endpoint-name", EndpointName);
        Add("--variant-name", VariantName);
        Add("--model-name", ModelName);
        Add("--after", Window?.After.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        Add("--before", Window?.Before.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        Add("--memory-limit", MemoryLimit.ToString(CultureInfo.InvariantCulture));
        return written;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                written.AddRange([name, value]);
        }
    }

    private static DateTimeOffset TimeOf(string name, string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : throw new ArgumentException($"{name} {value} is no time.");
}
