using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using MlMonitor.Core.Tests.Drift;

namespace MlMonitor.Benchmarks;

/// <summary>How often Test-MlEndpointDrift alarms on generated pairs without drift and with it, by the number of rows.</summary>
internal static class AlarmBenchmark
{
    public static int Run(IReadOnlyList<string> sizes)
    {
        // The engine is not beside this program, so that the other benchmarks find it where users do: in the module.
        AssemblyLoadContext.Default.Resolving += (context, name) => (string[])["dependencies", ""] is var folders
            && folders.Select(folder => Path.Combine(Repository.Root, "out", "MlMonitor", folder, name.Name + ".dll")).FirstOrDefault(File.Exists) is { } path
                ? context.LoadFromAssemblyPath(path) : null;
        Measure(sizes.Count > 0 ? sizes : ["100", "1000", "10000", "100000"]);
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Measure(IReadOnlyList<string> sizes)
    {
        Console.WriteLine(AlarmRates.Head);
        foreach (var size in sizes)
            Console.WriteLine(AlarmRates.Measure(int.Parse(size, CultureInfo.InvariantCulture), 200, eachDrift: true));
    }
}
