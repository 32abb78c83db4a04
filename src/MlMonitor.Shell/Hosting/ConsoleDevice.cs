using System.Globalization;
using System.Management.Automation;

namespace MlMonitor.Shell.Hosting;

/// <summary>What is at the other end of stdin, stdout and stderr.</summary>
internal sealed class ConsoleDevice
{
    private const int WidthOfNoTerminal = 120;

    /// <summary>True when output goes to a terminal that shows colours.</summary>
    public required bool Colours { get; init; }

    public required bool ErrorColours { get; init; }

    /// <summary>True when stdout is a terminal, on which a line can be drawn again.</summary>
    public required bool OutputIsTerminal { get; init; }

    /// <summary>True when a person can answer a question.</summary>
    public required bool InputIsTerminal { get; init; }

    public static ConsoleDevice Attach()
    {
        // https://no-color.org: any value that is not empty.
        bool colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var device = new ConsoleDevice
        {
            Colours = colours && !Console.IsOutputRedirected,
            ErrorColours = colours && !Console.IsErrorRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            InputIsTerminal = !Console.IsInputRedirected,
        };
        if (!device.Colours && !device.ErrorColours) PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        return device;
    }

    /// <summary>Asked for each time, since a window can be made wider between two commands.</summary>
    public int Width
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out int columns) && columns > 0)
            {
                return columns;
            }

            return OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfNoTerminal;
        }
    }
}
