namespace MlMonitor.Core.Alerting;

/// <summary>
/// Says who has a ledger in a file, in a file beside it: the lock itself cannot be read while it is held. It only tells people, and what
/// a crash leaves of it is never asked for, since a lock that is free says that nobody has the ledger.
/// </summary>
/// <param name="path">The ledger.</param>
internal sealed class FileHolder(string path)
{
    private const int LongestTold = 300;
    private readonly string _file = path + ".holder";

    /// <summary>Says that this process has it.</summary>
    /// <param name="now">Since when (UTC).</param>
    /// <returns>Itself.</returns>
    public FileHolder Tell(DateTimeOffset now)
    {
        try
        {
            File.WriteAllText(_file, LedgerHolder.Describe(Environment.MachineName, Environment.ProcessId, now));
        }
        catch (Exception e) when (FileAlertStore.IsFailure(e))
        {
            // Others are told that another run has it, without its name.
        }

        return this;
    }

    /// <summary>Who has it; null where that is not known.</summary>
    public string? Read()
    {
        try
        {
            var told = File.ReadAllText(_file).Trim();
            return told.Length is 0 or > LongestTold ? null : told;
        }
        catch (Exception e) when (FileAlertStore.IsFailure(e))
        {
            return null;
        }
    }

    /// <summary>Says that nobody has it any more.</summary>
    public void Forget() => Remove(_file);

    /// <summary>Removes a file that nobody misses where it stays.</summary>
    /// <param name="file">The file.</param>
    public static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (FileAlertStore.IsFailure(e))
        {
            // It is overwritten the next time.
        }
    }
}
