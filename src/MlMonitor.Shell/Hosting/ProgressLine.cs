using System.Management.Automation;

namespace MlMonitor.Shell.Hosting;

/// <summary>Progress on the last line of a terminal, drawn over itself; nothing anywhere else.</summary>
internal sealed class ProgressLine(ConsoleDevice device)
{
    private const string EraseLine = "\r\x1b[K";
    private readonly Lock _lock = new();
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (!device.OutputIsTerminal || !device.Colours) return;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        string share = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        string text = $"{record.Activity}:{share} {record.StatusDescription}";
        if (text.Length >= device.Width) text = text[..(device.Width - 1)];
        lock (_lock)
        {
            Console.Out.Write(EraseLine + PSStyle.Instance.Progress.Style + text + PSStyle.Instance.Reset);
            _shown = true;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_shown) Console.Out.Write(EraseLine);
            _shown = false;
        }
    }
}
