using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MlMonitor.Shell.Hosting;

/// <summary>What the engine knows of the program it runs in.</summary>
internal sealed class ShellHost(ShellUserInterface console) : PSHost
{
    public ShellUserInterface Console { get; } = console;

    /// <summary>N of the last <c>exit N</c>; null when no script has asked to leave.</summary>
    public int? ExitRequest { get; private set; }

    /// <summary>True while a person types commands at the prompt.</summary>
    public bool Prompts { get; set; }

    public override string Name => "MlMonitor.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequest = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("MlMonitor.Shell has no nested prompt.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("MlMonitor.Shell has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
