namespace MlMonitor.Shell;

/// <summary>Finds the module that the build has packed.</summary>
internal static class ModulePath
{
    private static readonly string Packed = Path.Combine("out", "MlMonitor", "MlMonitor.psd1");

    /// <summary>
    /// Searched upwards from the Shell's own folder, which lies in the repository: no path of the machine that built it
    /// is compiled in, and the repository can be moved.
    /// </summary>
    public static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, Packed);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
