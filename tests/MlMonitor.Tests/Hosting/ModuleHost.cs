using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MlMonitor.Shell.Cmdlets;

namespace MlMonitor.Tests.Hosting;

/// <summary>A real PowerShell engine in this process, with the packed module imported as a user imports it.</summary>
internal sealed class ModuleHost : IDisposable
{
    public const int DefaultWidth = 120;

    private readonly EnvironmentScope _environment;
    private readonly CapturingHost _host;
    private readonly Runspace _runspace;
    private volatile PowerShell? _running;

    static ModuleHost() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    /// <param name="width">The width of the console that output is rendered for.</param>
    /// <param name="environment">Environment variables until the host is disposed; null unsets one.</param>
    public ModuleHost(int width = DefaultWidth, IEnumerable<KeyValuePair<string, string?>>? environment = null)
    {
        _environment = new EnvironmentScope(environment ?? []);
        _host = new CapturingHost(width);
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        UtilityCmdlets.AddTo(state);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        using var ps = PowerShell.Create(_runspace);
        ps.AddCommand("Import-Module").AddParameter("Name", Repository.ModuleManifest).AddParameter("ErrorAction", "Stop").Invoke();
    }

    /// <summary>What ShouldProcess and other questions are answered with, in order; a question too many is an error.</summary>
    public Queue<int> Answers => _host.Console.Answers;

    public void SetVariable(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end, or to the error that ended it.</summary>
    public HostResult Run(string script)
    {
        using var ps = PowerShell.Create(_runspace);
        ps.AddScript(script);
        _host.Console.Clear();
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        _running = ps;
        try
        {
            ps.Invoke(null, output);
        }
        catch (PipelineStoppedException)
        {
            // Told by Stopped below.
        }
        catch (RuntimeException error)
        {
            terminating = error.ErrorRecord;
        }
        finally
        {
            _running = null;
        }

        return new HostResult(ps, output, terminating, _host.Console.Text, Render);
    }

    /// <summary>Runs a script on another thread, for <see cref="Stop"/>; returns once it runs.</summary>
    public async Task<Task<HostResult>> StartAsync(string script)
    {
        var run = Task.Run(() => Run(script));
        // The state of the PowerShell object says Running a moment before there is a pipeline to stop.
        while (_runspace.RunspaceAvailability != RunspaceAvailability.Busy && !run.IsCompleted) await Task.Delay(5);
        return run;
    }

    /// <summary>Does what Ctrl+C does, and tells how long the script took to end.</summary>
    public TimeSpan Stop()
    {
        var watch = Stopwatch.StartNew();
        // Not the Stop that waits: it fails when the script ends before the wait begins.
        _running?.BeginStop(null, null);
        while (_running is not null) Thread.Sleep(1);
        return watch.Elapsed;
    }

    /// <summary>What a console of this width shows of the objects, as plain text without trailing blanks.</summary>
    public string Render(IEnumerable<PSObject> objects)
    {
        _host.Console.Clear();
        using var ps = PowerShell.Create(_runspace);
        ps.AddCommand("Out-Default").Invoke(objects);
        return string.Join('\n', _host.Console.Text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _environment.Dispose();
    }
}
