using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Attribution;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Gets what each feature added to predictions. Requests come first: they have the name of an endpoint, and would pass for one.</summary>
[Cmdlet(VerbsCommon.Get, "MlExplanation", DefaultParameterSetName = ByRecord, SupportsShouldProcess = true)]
[OutputType(typeof(MlExplanation))]
public sealed partial class GetMlExplanationCommand : MlCaptureCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private const string ByRecord = "Record";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(1);
    private readonly List<MlCaptureRecord> _records = [];
    private IReadOnlyDictionary<string, double>? _expected;
    private MlWindow? _window;
    private int _left;

    private bool AsksModel => Model is not null || Method == MlExplanationMethod.KernelShap;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        _left = First ?? int.MaxValue;
        if (new ColumnMap { OutputPath = InferenceAttribute }.Check() is { } problem)
            ThrowTerminatingError(Errors.Record(problem));
        if (Baseline is not null && !AsksModel)
            _expected = ReadExpected(FullPath(Baseline), ConnectionFor(Baseline), isWanted: true);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByRecord)
            Take(InputObject);
        else if (ParameterSetName == ByCapture)
            foreach (var path in Capture)
                ReadPath(path);
        else
            foreach (var (endpoint, connection) in Endpoints(EndpointName))
            {
                var source = CaptureOf(endpoint, connection);
                if (source is not null && AsksModel)
                    Explain(endpoint, connection, Records(source, _window));
                else if (source is not null)
                    Read(source, _window, connection, endpoint.Tag.GetValueOrDefault(BaselineTag));
                Sink.Flush();
            }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Model is not null)
            RunModel();
        else if (AsksModel && _records.Count > 0)
            ExplainRecords();
        base.EndProcessing();
    }

    private void Take(IEnumerable<MlCaptureRecord> records)
    {
        if (AsksModel)
        {
            // How often the model is asked is said before it is, and so all requests must be there.
            _records.AddRange(records);
            return;
        }

        var tally = new AdditivityTally();
        foreach (var explanation in records.SelectMany(record => CapturedExplanations.Of(record, _expected)))
            Write(explanation, tally);
        Tell(tally, "the requests");
    }

    private void ReadPath(string path)
    {
        // Of files at hand all is wanted, unless a window is asked for.
        if (SourceAt(path) is { } source)
            Read(source, WindowOf(path, After, Before, _window), null, null);
        Sink.Flush();
    }

    private void Read(CaptureSource source, MlWindow? window, AwsConnection? connection, string? tag)
    {
        if (AsksModel)
        {
            _records.AddRange(Records(source, window));
            return;
        }

        var expected = _expected ?? (tag is null ? null : ReadExpected(AttributionBaseline.PathBeside(tag), connection, isWanted: false));
        var (tally, read) = (new AdditivityTally(), (CaptureSummary?)null);
        WriteEach(CapturedExplanations.ReadAsync(source, window, expected, Sink, summary => read = summary, null, StopToken, _left), explanation => Write(explanation, tally));
        TellLeftOut(read);
        if (read?.Problem is { } problem)
            Sink.Report(problem);
        else if (read is not null && tally.Count == 0)
            Sink.Warn($"None of {read.Records} captured answers in {source} is explained. Where the endpoint does not explain its answers, -Method KernelShap does.");
        Tell(tally, source.ToString());
    }

    private void Write(MlExplanation explanation, AdditivityTally tally)
    {
        if (_left == 0)
            return;
        _left--;
        tally.Add(explanation);
        WriteObject(explanation);
    }

    private void Tell(AdditivityTally tally, string what)
    {
        if (tally.Warning(what) is { } warning)
            Sink.Warn(warning);
        Sink.Flush();
    }

    private IReadOnlyDictionary<string, double>? ReadExpected(string path, AwsConnection? connection, bool isWanted) =>
        Await(() => AttributionBaseline.ReadAsync(path, connection, isWanted, Sink, StopToken)) is { } read ? AttributionBaseline.ExpectedValues(read) : null;
}
