using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace MlMonitor.Tests.Hosting;

/// <summary>A host that keeps what it is told to show. Its culture is fixed, so that rendered views are too.</summary>
internal sealed class CapturingHost(int width) : PSHost
{
    public CapturingConsole Console { get; } = new(width);

    public override string Name => "MlMonitor.Tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new PSNotSupportedException();

    public override void ExitNestedPrompt() => throw new PSNotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
