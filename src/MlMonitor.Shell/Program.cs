using MlMonitor.Shell;

// Hosting the engine is no reason to send telemetry; the engine reads this once, when its first type loads.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

if (!ShellOptions.TryParse(args, out ShellOptions options, out string? mistake))
{
    await Console.Error.WriteLineAsync(mistake + Environment.NewLine + ShellOptions.Usage);
    return ExitCode.BadUsage;
}

if (options.Help)
{
    Console.WriteLine(ShellOptions.Usage);
    return ExitCode.Success;
}

return await ShellRunner.RunAsync(options);
