namespace MlMonitor.Sandbox.Platform.Jobs;

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
