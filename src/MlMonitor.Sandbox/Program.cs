using System.Globalization;
using System.Runtime.InteropServices;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;

SandboxServer sandbox;
try
{
    sandbox = await SandboxServer.StartAsync(ReadOptions(args));
}
catch (Exception error) when (error is FormatException or ArgumentException or IOException)
{
    // A bad option, a bad pattern in a fault, a port that is taken.
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("Usage: MlMonitor.Sandbox [--port N] [--seed N] [--size small|large] [--faults \"KIND[,PROPERTY=VALUE...][; ...]\"]");
    return 2;
}

var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var running = sandbox;
Console.WriteLine($"The sandbox listens on {sandbox.Address}. Point a session at it with:");
foreach (var (name, value) in sandbox.SessionEnvironment.Where(pair => pair.Value is not null))
    Console.WriteLine($"  $env:{name} = '{value}'");
Console.WriteLine("Ctrl+C stops it.");
await stop.Task;
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.TrySetResult();
}

static SandboxOptions ReadOptions(string[] args)
{
    var options = new SandboxOptions();
    for (var index = 0; index < args.Length; index += 2)
    {
        var value = index + 1 < args.Length ? args[index + 1] : throw new FormatException($"Option '{args[index]}' wants a value.");
        options = args[index] switch
        {
            "--port" => options with { Port = Number(value) },
            "--seed" => options with { Seed = Number(value) },
            "--size" => options with { Size = Size(value) },
            "--faults" => options with { Faults = Fault.Parse(value) },
            _ => throw new FormatException($"Unknown option '{args[index]}'."),
        };
    }

    return options;

    static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' is not a number.");

    static SandboxSize Size(string text) => Enum.TryParse<SandboxSize>(text, ignoreCase: true, out var size) && Enum.IsDefined(size)
        ? size
        : throw new FormatException($"'{text}' is not a size: small or large.");
}
