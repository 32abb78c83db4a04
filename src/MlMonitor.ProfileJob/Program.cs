using System.Runtime.InteropServices;
using MlMonitor.Core.ProfileJobs;

// The program of the container of Start-MlProfileJob. Outside of a container MLMONITOR_JOB_ROOT says where its folders are.
using var stop = new CancellationTokenSource();
// SageMaker stops a job with SIGTERM and kills it two minutes later.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
var folders = new ProfileJobFolders(Environment.GetEnvironmentVariable("MLMONITOR_JOB_ROOT") is { Length: > 0 } root ? root : ProfileJobFolders.ContainerRoot);
try
{
    return await new ProfileJobRun(folders, Console.WriteLine).RunAsync(args, stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped.");
    return ProfileJobRun.Failed;
}
