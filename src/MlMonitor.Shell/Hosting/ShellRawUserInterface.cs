using System.Management.Automation.Host;

namespace MlMonitor.Shell.Hosting;

/// <summary>The size of the console and its keys. Drawing on its buffer is for full hosts.</summary>
internal sealed class ShellRawUserInterface(ConsoleDevice device) : PSHostRawUserInterface
{
    private const int HeightOfNoTerminal = 50;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => new(device.Width, Height);
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw Unsupported();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition
    {
        get => device.OutputIsTerminal && device.InputIsTerminal ? new(Console.CursorLeft, Console.CursorTop) : new(0, 0);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => device.InputIsTerminal && Console.KeyAvailable;

    public override string WindowTitle { get; set; } = "MlMonitor.Shell";

    private int Height => device.OutputIsTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : HeightOfNoTerminal;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!device.InputIsTerminal) throw Unsupported();
        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    // Clear-Host asks for the whole window to be filled with blanks.
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (device.OutputIsTerminal) Console.Clear();
    }

    private static HostException Unsupported() => new("MlMonitor.Shell does not support this.");
}
