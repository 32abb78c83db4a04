using MlMonitor.Core.Failures;

namespace MlMonitor.Core.Tests.Failures;

public sealed class FailureCategoryTests
{
    [Theory]
    [InlineData("ClientError: Please use an instance type with more memory, or reduce the size of job data processed on an instance.", MlFailureKind.OutOfMemory)]
    [InlineData("AlgorithmError: RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB", MlFailureKind.OutOfMemory)]
    [InlineData("Process exited, exit code: 137", MlFailureKind.OutOfMemory)]
    [InlineData("OSError: [Errno 28] No space left on device", MlFailureKind.DiskFull)]
    [InlineData("CapacityError: Unable to provision requested ML compute capacity. Please retry using a different ML instance type.", MlFailureKind.Capacity)]
    [InlineData("ClientError: Cannot pull the container image. Make sure that the image exists", MlFailureKind.ImagePull)]
    [InlineData("ClientError: Failed to download data. AccessDenied: not authorized to perform: s3:GetObject", MlFailureKind.Permission)]
    [InlineData("ClientError: Data download failed: NoSuchKey (404): The specified key does not exist.", MlFailureKind.DataNotFound)]
    [InlineData("ClientError: Data download failed: No S3 objects found under S3 URL \"s3://b/k\"", MlFailureKind.DataNotFound)]
    [InlineData("States.Timeout", MlFailureKind.Timeout)]
    [InlineData("AlgorithmError: ExecuteUserScriptError: ExitCode 1", MlFailureKind.Exception)]
    [InlineData("InternalServerError", MlFailureKind.Other)]
    [InlineData("", MlFailureKind.Other)]
    public void The_words_of_a_failure_tell_its_kind(string reason, MlFailureKind expected) =>
        Assert.Equal(expected, FailureCategory.Of(reason, []));

    [Fact]
    public void A_log_that_knows_better_than_an_exception_decides() =>
        Assert.Equal(MlFailureKind.OutOfMemory, FailureCategory.Of("AlgorithmError: exit code 1", [Line("numpy._ArrayMemoryError: Unable to allocate 14.2 GiB")]));

    [Fact]
    public void A_log_does_not_overrule_a_reason_that_is_clear() =>
        Assert.Equal(MlFailureKind.Capacity, FailureCategory.Of("CapacityError: none", [Line("ValueError: 3")]));

    [Theory]
    [InlineData("Traceback (most recent call last):\n  File \"train.py\", line 212, in <module>\n    main()\n  File \"train.py\", line 148, in main\n    x[1]\nKeyError: 1", "train.py, line 148, in main")]
    [InlineData("  File \"a.py\", line 3, in f\n  File \"/usr/lib/site-packages/pandas/x.py\", line 9, in g\nE", "a.py, line 3, in f")]
    [InlineData("System.InvalidOperationException: no\n   at Train.Step(Int32 n) in Train.cs:line 4\n   at Program.Main()", "Train.Step(Int32 n) in Train.cs:line 4")]
    [InlineData("no stack here", null)]
    public void The_last_frame_is_the_one_of_ones_own_program(string text, string? expected) =>
        Assert.Equal(expected, StackFrame.LastOf(text));

    private static MlLogLine Line(string message) => new() { Time = DateTimeOffset.UnixEpoch, Message = message };
}
