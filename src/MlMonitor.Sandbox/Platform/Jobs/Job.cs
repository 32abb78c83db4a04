namespace MlMonitor.Sandbox.Platform.Jobs;

internal enum JobType
{
    Training,
    Processing,
    Transform,
}

/// <summary>A SageMaker job of any type, told by what all types share.</summary>
internal sealed record Job
{
    public required RegionPlatform Home { get; init; }

    public required JobType Type { get; init; }

    public required string Name { get; init; }

    /// <summary>InProgress, Completed, Failed or Stopped.</summary>
    public required string Status { get; init; }

    /// <summary>The script that the container runs.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public JobFailure? Failure { get; init; }

    public string InstanceType { get; init; } = "ml.m5.xlarge";

    public string Arn => Home.Arn("sagemaker", $"{Kind}-job/{Name}");

    public string RoleArn => $"arn:{Home.Partition}:iam::{SamplePlatform.Account}:role/ml-job-role";

    public string LogGroup => $"/aws/sagemaker/{Type}Jobs";

    public string LogStream => Type == JobType.Transform
        ? $"{Name}/i-0f3a6c1d2e4b5a697-{Started.ToUnixTimeMilliseconds()}"
        : $"{Name}/algo-1-{Started.ToUnixTimeSeconds()}";

    /// <summary>When the container ran: instances take a while to come, in a short job a fifth of it.</summary>
    public DateTimeOffset Started => Created + new[] { TimeSpan.FromSeconds(150), ((Ended ?? Home.Now) - Created) / 5 }.Min();

    /// <summary>What the script is started with. One value is a secret, as careless teams pass them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>
    {
        ["epochs"] = "40",
        ["learning_rate"] = "0.05",
        ["max_depth"] = "7",
        ["wandb_api_key"] = "sandbox-secret-value-3",
    };

    private string Kind => Type.ToString().ToLowerInvariant();
}

/// <summary>Why a job failed, and what its log ends with.</summary>
internal sealed record JobFailure(string Reason, string? ExitMessage, IReadOnlyList<string> LogLines)
{
    public static JobFailure OutOfMemory { get; } = new(
        "ClientError: ClientError: Please use an instance type with more memory, or reduce the size of job data processed on an instance.",
        null,
        [
            "INFO Loading /opt/ml/input/data/train: 412 files, 61.8 GiB",
            "ERROR Reporting training FAILURE",
            "Traceback (most recent call last):",
            "  File \"/opt/ml/code/train.py\", line 88, in load",
            "    frame = pd.concat([pd.read_parquet(path) for path in paths])",
            "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 14.2 GiB for an array with shape (1906502144,) and data type float64",
        ]);

    public static JobFailure MissingColumn { get; } = new(
        "AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"raise KeyError(key) from err\n KeyError: 'merchant_category'\"\n" +
        "Command \"/usr/local/bin/python3.11 train.py --epochs 40 --learning_rate 0.05\", exit code: 1",
        null,
        [
            "Traceback (most recent call last):",
            "  File \"/opt/ml/code/train.py\", line 142, in <module>",
            "    main()",
            "  File \"/opt/ml/code/features.py\", line 57, in encode",
            "    frame[\"merchant_category\"] = frame[\"merchant_category\"].astype(\"category\")",
            "  File \"/usr/local/lib/python3.11/site-packages/pandas/core/indexes/base.py\", line 3798, in get_loc",
            "    raise KeyError(key) from err",
            "KeyError: 'merchant_category'",
        ]);

    public static JobFailure BadFile { get; } = new(
        "AlgorithmError: See job logs for more information",
        "Traceback (most recent call last): File \"/opt/ml/processing/input/code/preprocess.py\", line 64, in <module> " +
        "frame = pd.read_csv(path) pandas.errors.ParserError: Error tokenizing data. C error: Expected 31 fields in line 88213, saw 32",
        [
            "Traceback (most recent call last):",
            "  File \"/opt/ml/processing/input/code/preprocess.py\", line 64, in <module>",
            "    frame = pd.read_csv(path)",
            "  File \"/usr/local/lib/python3.11/site-packages/pandas/io/parsers/readers.py\", line 1026, in read_csv",
            "    return _read(filepath_or_buffer, kwds)",
            "pandas.errors.ParserError: Error tokenizing data. C error: Expected 31 fields in line 88213, saw 32",
        ]);

    public static JobFailure BadRecord { get; } = new(
        "ClientError: See job logs for more information",
        null,
        [
            "Bad HTTP status returned from invoke: 415",
            "Fail to invoke: Content type text/csv; charset=utf-8 is not supported by this framework.",
        ]);

    /// <summary>What commonly goes wrong in a job of the type.</summary>
    public static JobFailure Of(JobType type) => type switch
    {
        JobType.Training => MissingColumn,
        JobType.Processing => BadFile,
        _ => BadRecord,
    };
}
