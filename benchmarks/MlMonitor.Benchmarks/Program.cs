using MlMonitor.Benchmarks;

return args switch
{
    ["import"] => await ImportBenchmark.RunAsync(),
    ["pipelines"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Pipelines),
    ["jobs"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Jobs),
    ["endpoints"] => await CommandBenchmark.RunAsync("large", CommandBenchmark.Endpoints),
    ["alarms", .. var sizes] => AlarmBenchmark.Run(sizes),
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
        """);
    return 64;
}
