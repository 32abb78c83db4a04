namespace MlMonitor.Benchmarks;

internal static class Repository
{
    /// <summary>The folder of the solution, above wherever this runs.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "MlMonitor.sln")))
                return at.FullName;
        throw new DirectoryNotFoundException("MlMonitor.sln is nowhere above.");
    }
}
