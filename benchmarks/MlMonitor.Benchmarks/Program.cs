using System.Globalization;
using MlMonitor.Benchmarks;
using MlMonitor.Benchmarks.Drift;
using MlMonitor.Benchmarks.Model;

return args switch
{
    ["import"] => await ImportBenchmark.RunAsync(),
    ["pipelines"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Pipelines),
    ["jobs"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Jobs),
    ["endpoints"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Endpoints),
    ["alarms", .. var sizes] => AlarmBenchmark.Run(sizes),
    ["watch"] => await WatchBenchmark.RunAsync(),
    ["drift"] => await DriftBenchmark.RunAsync(1_000_000),
    ["drift", "--records", var records] => await DriftBenchmark.RunAsync(int.Parse(records, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)),
    ["drift-data", var folder, var records] => DriftBenchmark.Write(folder, int.Parse(records, CultureInfo.InvariantCulture)) is var _ ? 0 : 1,
    ["drift-child", var what, var capture, var baseline] => await DriftChild.RunAsync(what, capture, baseline),
    ["model"] => await ModelBenchmark.RunAsync(1_000_000),
    ["model", "--records", var records] => await ModelBenchmark.RunAsync(int.Parse(records, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)),
    ["model-data", var folder, var records] => ModelData.Write(folder, int.Parse(records, CultureInfo.InvariantCulture)) is var _ ? 0 : 1,
    ["model-child", var capture, var labels] => await ModelChild.RunAsync(capture, labels),
    ["child", var kind, .. var script] => Child.Run(kind, string.Join(' ', script)),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        dotnet run -c Release --project benchmarks/MlMonitor.Benchmarks -- <what>
          import      import time and working set of the packed module, time to the first object, size of the zip
          pipelines   calls, time and memory of the status of 500 pipelines, calm and with a fifth of the calls throttled
          jobs        the same of 3,000 jobs, with Search and without
          alarms      false alarms and what is found, on 200 generated pairs each of 100 to 100,000 rows; or of the sizes given
          endpoints   calls, billed metrics, time and memory of 200 endpoints, their health and their latency
          watch       calls, time and memory of a run of the scheduled watch over all of it, again, on a budget, and throttled
          drift       time and memory of a day of captured requests against a training set, beside a script in Python; --records 1000000
          drift-data FOLDER RECORDS, drift-child mlmonitor FOLDER/capture FOLDER/baseline.csv
                      the data of it, and one measurement over data that are there
          model       time and memory of joining captured answers with labels, quality and bias, beside a script in Python; --records 1000000
        """);
    return 64;
}
