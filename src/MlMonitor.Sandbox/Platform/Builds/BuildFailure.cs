namespace MlMonitor.Sandbox.Platform.Builds;

/// <summary>How a build ended other than well: in which phase, and what that phase's context says.</summary>
internal sealed record BuildFailure(string Status, string Phase, string StatusCode, string Message)
{
    /// <summary>CodeBuild could not give the build a machine.</summary>
    public static BuildFailure NoImage { get; } = new(
        "FAULT", "PROVISIONING", "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
        "Unable to pull customer's container image. CannotPullContainerError: Error response from daemon: manifest for " +
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml-base:py311-cu124 not found: manifest unknown: Requested image not found");

    public static BuildFailure OutOfTime { get; } = new("TIMED_OUT", "BUILD", "BUILD_TIMED_OUT", "Build has timed out. ");

    public static BuildFailure Stopped { get; } = new("STOPPED", "BUILD", "", "");

    /// <summary>The command that failed; null when no command did.</summary>
    public string? CommandLine { get; private init; }

    public int ExitStatus { get; private init; }

    public static BuildFailure Command(string command, int exitStatus, string phase = "BUILD") => new(
        "FAILED", phase, "COMMAND_EXECUTION_ERROR", $"Error while executing command: {command}. Reason: exit status {exitStatus}")
    {
        CommandLine = command,
        ExitStatus = exitStatus,
    };
}
