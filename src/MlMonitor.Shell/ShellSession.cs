using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MlMonitor.Shell.Cmdlets;
using MlMonitor.Shell.Hosting;

namespace MlMonitor.Shell;

/// <summary>The engine, and how a script runs in it: output through the engine's formatter, Ctrl+C, exit code.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;
    private readonly Lock _lock = new();
    private PowerShell? _running;
    private bool _interrupted;

    public ShellSession(ShellHost host)
    {
        Host = host;
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        // What pwsh does on Windows; elsewhere there is no policy to set.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        UtilityCmdlets.AddTo(state);
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        Console.CancelKeyPress += OnCancelKey;
    }

    public ShellHost Host { get; }

    /// <summary>True when the last pipeline was stopped by Ctrl+C.</summary>
    public bool Interrupted => _interrupted;

    public void SetVariable(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    public bool ImportModule(string path) =>
        Run(ps => ps.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", ActionPreference.Stop));

    /// <summary>As pwsh -Command: the exit code tells whether the last statement succeeded.</summary>
    public int RunCommand(string script)
    {
        bool completed = Run(ps => ps.AddScript(script, useLocalScope: false));
        bool lastSucceeded = completed && (bool)_runspace.SessionStateProxy.GetVariable("?");
        return ToExitCode(lastSucceeded);
    }

    /// <summary>As pwsh -File: errors that the script went on after do not count.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments) =>
        ToExitCode(Run(ps =>
        {
            var script = new Command(path, isScript: false, useLocalScope: false);
            foreach (CommandParameter argument in ScriptArguments.Parse(arguments)) script.Parameters.Add(argument);
            ps.Commands.AddCommand(script);
            ScriptExit.EndsSession(_runspace);
        }));

    /// <summary>Runs one line of the prompt.</summary>
    public void RunLine(string line) => Run(ps => ps.AddScript(line, useLocalScope: false));

    /// <summary>Runs a script for its output, with nothing shown.</summary>
    public IReadOnlyList<PSObject> Evaluate(string script)
    {
        using PowerShell ps = PowerShell.Create(_runspace);
        try
        {
            return ps.AddScript(script).Invoke();
        }
        catch (RuntimeException)
        {
            return [];
        }
    }

    public CommandCompletion Complete(string line, int cursor)
    {
        using PowerShell ps = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, cursor, null, ps);
    }

    /// <summary>Stops what is running; false when nothing is.</summary>
    public bool Stop()
    {
        lock (_lock)
        {
            // Tracked a moment before there is a pipeline that could be stopped.
            if (_running is null || _runspace.RunspaceAvailability != RunspaceAvailability.Busy) return false;
            _interrupted = true;
            _running.BeginStop(null, null);
            return true;
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKey;
        _runspace.Dispose();
    }

    private int ToExitCode(bool succeeded)
    {
        if (_interrupted) return ExitCode.Interrupted;
        return Host.ExitRequest ?? (succeeded ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>False when the pipeline ended early: a terminating error, or Ctrl+C.</summary>
    private bool Run(Action<PowerShell> build)
    {
        using PowerShell ps = PowerShell.Create(_runspace);
        build(ps);
        // Errors join the output, so that Out-Default shows both in the order in which they happened.
        ps.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        ps.AddCommand("Out-Default");
        Track(ps);
        try
        {
            // The engine keeps $? of those pipelines only that go into its history.
            ps.Invoke(null, new PSInvocationSettings { AddToHistory = true });
            return !_interrupted;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException error)
        {
            Host.Console.WriteErrorLine(Render(error.ErrorRecord));
            return false;
        }
        finally
        {
            Track(null);
            Host.Console.EndProgress();
        }
    }

    private string Render(ErrorRecord error)
    {
        using PowerShell ps = PowerShell.Create(_runspace);
        var text = ps.AddCommand("Out-String").AddParameter("Width", Host.UI.RawUI.BufferSize.Width).Invoke<string>(new[] { error });
        return string.Concat(text).Trim('\r', '\n');
    }

    private void Track(PowerShell? running)
    {
        lock (_lock)
        {
            _running = running;
            if (running is not null) _interrupted = false;
        }
    }

    // A second Ctrl+C on a pipeline that does not stop ends the process, as the terminal's default does. At the prompt
    // Ctrl+C is a key, not a signal.
    private void OnCancelKey(object? sender, ConsoleCancelEventArgs e) => e.Cancel = !(_interrupted && !Host.Prompts) && (Stop() || Host.Prompts);
}
