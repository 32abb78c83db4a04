namespace MlMonitor.Tests.Hosting;

/// <summary>Where things lie in this repository, found upwards from the tests' own folder.</summary>
internal static class Repository
{
    /// <summary>The module as the build has packed it.</summary>
    public static string ModuleManifest { get; } = Find(Path.Combine("out", "MlMonitor", "MlMonitor.psd1"));

    /// <summary>The full path of a file, named from the repository's root.</summary>
    public static string Find(string relativePath)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relativePath);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"{relativePath} was not found above {AppContext.BaseDirectory}; run dotnet build.");
    }
}
