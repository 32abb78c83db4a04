namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>What training jobs die of, in SageMaker's own words.</summary>
internal static class TrainingFailures
{
    private const int LongestReason = 1024;

    public static JobFailure NoCapacity { get; } = new(
        "CapacityError: Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. " +
        "Please retry using a different ML instance type or after some time.",
        null, []);

    public static JobFailure NoImage { get; } = new(
        "ClientError: Cannot pull image 123456789012.dkr.ecr.eu-west-1.amazonaws.com/forecast-train:2.4.0-rc1: the image does not exist " +
        "in the repository, or the execution role may not pull it.",
        null, []);

    public static JobFailure Forbidden { get; } = new(
        "ClientError: Data download failed: AccessDenied (403): User: arn:aws:sts::123456789012:assumed-role/ml-job-role/SageMaker is not " +
        "authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::churn-features-v2/train/part-00000.parquet\"",
        null, []);

    public static JobFailure NoData { get; } = new(
        "ClientError: Data download failed: NoSuchKey (404): No S3 objects found under S3 URL \"s3://ml-data-eu-west-1/uplift/2026/train\" " +
        "given in input data source. Please ensure that the bucket exists in the selected region.",
        null, []);

    public static JobFailure Segfault { get; } = new("AlgorithmError: , exit code: 139", null, []);

    public static JobFailure BadShape { get; } = new(
        "AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"raise ValueError(f'bins of {name} are not monotonic')\n " +
        "ValueError: bins of income_bracket are not monotonic\"\nCommand \"/usr/local/bin/python3.11 train.py --bins auto\", exit code: 1",
        null,
        [
            "Traceback (most recent call last):",
            "  File \"/opt/ml/code/train.py\", line 203, in <module>",
            "    main(parse())",
            "  File \"/opt/ml/code/train.py\", line 171, in main",
            "    table = scorecard.fit(frame, target)",
            "  File \"/opt/ml/code/scorecard/binning.py\", line 66, in fit",
            "    raise ValueError(f'bins of {name} are not monotonic')",
            "ValueError: bins of income_bracket are not monotonic",
        ]);

    public static JobFailure GpuMemory { get; } = new(
        "AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to " +
        "allocate 2.50 GiB (GPU 0; 22.20 GiB total capacity; 20.87 GiB already allocated)\"",
        null,
        [
            "Traceback (most recent call last):",
            "  File \"/opt/ml/code/train.py\", line 118, in step",
            "    loss.backward()",
            "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB (GPU 0; 22.20 GiB total capacity; 20.87 GiB already allocated)",
        ]);

    /// <summary>A reason as long as SageMaker lets it be, cut in the midst of a sentence, on many lines and in other scripts than Latin.</summary>
    public static JobFailure ManyLines { get; } = new(
        Fill("AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"", "画像 0412.png を読み込めません：文字コードが不正です\n\t无法解析标签文件，第 3 行缺少字段\n"),
        null,
        [
            "\u001b[31mERROR\u001b[0m 画像 0412.png を読み込めません：文字コードが不正です",
            "Traceback (most recent call last):",
            "  File \"/opt/ml/code/データ/読込.py\", line 31, in load",
            "    raise UnicodeError(f'无法解析标签文件: {path}')",
            "UnicodeError: 无法解析标签文件: labels_日本語.tsv",
        ]);

    /// <summary>What commonly goes wrong, the commonest first.</summary>
    public static IReadOnlyList<JobFailure> Common { get; } =
        [JobFailure.MissingColumn, JobFailure.OutOfMemory, BadShape, GpuMemory, NoCapacity, NoData];

    private static string Fill(string start, string line)
    {
        var text = start;
        while (text.Length < LongestReason)
            text += line;
        return text[..LongestReason];
    }
}
