using MlMonitor.Shell.Hosting;

namespace MlMonitor.Shell;

/// <summary>From the command line to the exit code.</summary>
internal static class ShellRunner
{
    public static async Task<int> RunAsync(ShellOptions options)
    {
        string? module = ModulePath.Find();
        if (module is null)
        {
            await Console.Error.WriteLineAsync("MlMonitor is not built: out/MlMonitor/MlMonitor.psd1 was not found. Run: dotnet build");
            return ExitCode.Failure;
        }

        // The sandbox starts while the engine does: each takes about as long as the other.
        Task<SandboxSession>? starting = options.Sandbox ? Task.Run(SandboxSession.StartAsync) : null;
        bool prompts = options.Command is null && options.File is null && !Console.IsInputRedirected;
        using var session = new ShellSession(new ShellHost(new ShellUserInterface(ConsoleDevice.Attach())));
        await using SandboxSession? sandbox = starting is null ? null : await starting;
        if (sandbox is not null)
        {
            session.SetVariable("SandboxUrl", sandbox.Address.ToString().TrimEnd('/'));
            session.SetVariable("SandboxTopicArn", SandboxSession.TopicArn);
        }

        if (!session.ImportModule(module)) return ExitCode.Failure;
        if (prompts) return new InteractivePrompt(session).Run(sandbox?.Address);
        if (options.File is not null) return session.RunFile(options.File, options.FileArguments);

        string script = options.Command is null or "-" ? await Console.In.ReadToEndAsync() : options.Command;
        return session.RunCommand(script);
    }
}
