using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Watching;

/// <summary>Runs a watch as a person would type it: its command, in a runspace of its own, with the clients and the call count of the run.</summary>
/// <param name="common">Region, profile, credential and endpoint, as parameters.</param>
/// <param name="session">Variables of the session that commands look at.</param>
/// <param name="folder">The folder that paths begin at.</param>
/// <param name="state">Whose clients are lent.</param>
/// <param name="meter">Counts the calls of all watches, and has their budget.</param>
/// <param name="sink">Hears the warnings.</param>
internal sealed class RunspaceWatchRunner(
    Func<Watch, IReadOnlyDictionary<string, object>> common, IReadOnlyDictionary<string, object?> session, string folder, Connection.RunspaceState state, AwsCallMeter meter, IMonitorSink sink) : IWatchRunner
{
    /// <inheritdoc/>
    public bool IsSpent => meter.IsSpent;

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchResult> RunAsync(Watch watch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var results = Channel.CreateUnbounded<WatchResult>();
        var work = Task.Run(() => Run(watch, results.Writer, cancellationToken), CancellationToken.None);
        await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return result;
        await work.ConfigureAwait(false);
    }

    private void Run(Watch watch, ChannelWriter<WatchResult> results, CancellationToken stop)
    {
        // Once the budget is spent, what a command knows nothing of it may only not have asked: that the budget is spent says all of it.
        var (unknown, isCut) = (new ConcurrentQueue<WatchResult>(), false);
        try
        {
            using var runspace = Open();
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            Build(shell, watch);
            var output = new PSDataCollection<PSObject>();
            output.DataAdded += (_, added) =>
            {
                if (output[added.Index]?.BaseObject is not IMlAlertable found)
                    return;
                if (meter.IsSpent && found.ToAlertSubject().Severity == MlSeverity.NoData)
                    unknown.Enqueue(new WatchResult(watch, found));
                else
                    results.TryWrite(new WatchResult(watch, found));
            };
            shell.Streams.Error.DataAdded += (_, added) =>
            {
                var problem = Told(shell.Streams.Error[added.Index]);
                isCut |= problem.Id == ProblemId.CallBudgetSpent;
                results.TryWrite(WatchResult.Unchecked(watch, problem));
            };
            shell.Streams.Warning.DataAdded += (_, added) => sink.Warn($"{watch.Name}: {shell.Streams.Warning[added.Index].Message}");
            using var stopping = stop.Register(() => shell.BeginStop(null, null));
            shell.Invoke(null, output);
        }
        catch (PipelineStoppedException) when (stop.IsCancellationRequested)
        {
            // Whoever stopped it knows.
        }
        catch (RuntimeException e)
        {
            results.TryWrite(WatchResult.Unchecked(watch, Told(e.ErrorRecord)));
        }
        finally
        {
            while (!isCut && unknown.TryDequeue(out var result))
                results.TryWrite(result);
            results.TryComplete();
        }
    }

    private Runspace Open()
    {
        var initial = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in CommandCatalogue.Commands)
            initial.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        foreach (var (name, value) in session)
            initial.Variables.Add(new SessionStateVariableEntry(name, value, ""));
        var runspace = RunspaceFactory.CreateRunspace(initial);
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(folder);
        state.LendTo(runspace, meter);
        return runspace;
    }

    private void Build(PowerShell shell, Watch watch)
    {
        var (kind, region) = (watch.Kind, common(watch));
        var feeder = kind.Feeder ?? (watch.Tag.Count > 0 ? kind.TagFeeder : null);
        // The engines narrow what is found; what is piped says of which engine it is.
        var narrowing = watch.Parameter.Where(p => feeder == "Get-MlPipelineStatus" && p.Key == "Source").ToList();
        if (feeder is not null)
        {
            shell.AddCommand(feeder);
            Give(feeder, region);
            Give(feeder, narrowing);
            if (watch.Names.Count > 0)
                shell.AddParameter("Name", watch.Names.ToArray());
        }
        else
        {
            shell.AddCommand(kind.Command);
            Give(kind.Command, region);
            Give(kind.Command, watch.Parameter);
            // Where names are mandatory, all are meant.
            shell.AddParameter(kind.NameParameter, watch.Names.Count > 0 ? watch.Names.ToArray() : ["*"]);
        }

        Give(feeder ?? kind.Command, kind.Fixed.Where(f => !watch.Parameter.ContainsKey(f.Key)));
        if (watch.Tag.Count > 0)
            shell.AddParameter("Tag", new System.Collections.Hashtable(watch.Tag.ToDictionary()));
        if (feeder is null)
            return;
        shell.AddCommand(kind.Command);
        Give(kind.Command, region.Where(p => p.Key is "Credential" or "EndpointUrl"));
        Give(kind.Command, watch.Parameter.Except(narrowing));

        void Give<T>(string command, IEnumerable<KeyValuePair<string, T>> parameters)
        {
            foreach (var (name, value) in parameters)
                shell.AddParameter(name, value is string text && CommandCatalogue.TakesSpan(command, name) && ConfigDuration.Parse(text) is { } span ? span : value);
        }
    }

    private static Problem Told(ErrorRecord error)
    {
        var id = Enum.TryParse<ProblemId>(error.FullyQualifiedErrorId.Split(',')[0], out var known) ? known : ProblemId.WatchFailed;
        var target = error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject;
        return new Problem(id, error.Exception as MlMonitorException ?? new MlMonitorException(error.Exception.Message), target, error.ErrorDetails?.RecommendedAction ?? "Run the command of the watch by hand.");
    }
}
