using System.Management.Automation;
using MlMonitor.Core;

namespace MlMonitor.Streams;

/// <summary>Makes every error record of the module: a stable id, a fitting category, the thing that failed, and what to do.</summary>
internal static class Errors
{
    public static ErrorRecord Record(Problem problem) => new(problem.Exception, problem.Id.ToString(), Category(problem.Id), problem.Target)
    {
        ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = problem.RecommendedAction },
    };

    private static ErrorCategory Category(ProblemId id) => id switch
    {
        ProblemId.AccessDenied or ProblemId.MetricForbidden => ErrorCategory.PermissionDenied,
        ProblemId.CredentialExpired or ProblemId.CredentialInvalid or ProblemId.CredentialMissing => ErrorCategory.AuthenticationError,
        ProblemId.ProfileNotFound or ProblemId.PipelineNotFound or ProblemId.BuildProjectNotFound or ProblemId.BuildNotFound or ProblemId.JobNotFound
            or ProblemId.EndpointNotFound or ProblemId.TopicNotFound
            or ProblemId.BucketNotFound or ProblemId.ObjectNotFound or ProblemId.MonitoringScheduleNotFound
            or ProblemId.PathNotFound or ProblemId.CaptureNotFound or ProblemId.CaptureEmpty or ProblemId.BaselineMissing or ProblemId.LabelsMissing
            or ProblemId.ColumnNotFound or ProblemId.SilenceNotFound or ProblemId.TaskNotFound => ErrorCategory.ObjectNotFound,
        ProblemId.FileNotReadable => ErrorCategory.ReadError,
        ProblemId.FileNotWritten => ErrorCategory.WriteError,
        ProblemId.StateInUse or ProblemId.StateTakenOver => ErrorCategory.ResourceBusy,
        ProblemId.JobNameTaken => ErrorCategory.ResourceExists,
        ProblemId.Throttled or ProblemId.ModelBudgetTooSmall or ProblemId.CallBudgetSpent => ErrorCategory.LimitsExceeded,
        ProblemId.EndpointUnreachable => ErrorCategory.ConnectionError,
        ProblemId.RequestTimedOut or ProblemId.JobStillRunning => ErrorCategory.OperationTimeout,
        ProblemId.ServiceFault or ProblemId.MetricIncomplete or ProblemId.ModelFailed => ErrorCategory.ResourceUnavailable,
        ProblemId.ConfigInvalid => ErrorCategory.InvalidData,
        ProblemId.UnexpectedReply or ProblemId.FileNotUnderstood or ProblemId.DatasetEmpty or ProblemId.ModelAnswerInvalid or ProblemId.ModelRequestNotUnderstood
            or ProblemId.ProfileIncomplete or ProblemId.StateVersionUnknown => ErrorCategory.InvalidData,
        ProblemId.NotAlertable or ProblemId.NotMeasurable or ProblemId.NotAFailure or ProblemId.NotATrainingJob or ProblemId.JobHasNoLog or ProblemId.CredentialNotUnderstood => ErrorCategory.InvalidType,
        ProblemId.InvalidRequest or ProblemId.RegionMissing or ProblemId.EndpointUrlInvalid or ProblemId.WindowInvalid or ProblemId.PatternInvalid
            or ProblemId.TopicArnInvalid or ProblemId.TopicInOtherRegion or ProblemId.S3UriInvalid or ProblemId.MetricUnknown or ProblemId.PredictionUnclear
            or ProblemId.SilenceInvalid or ProblemId.ScheduleInvalid or ProblemId.NamespaceInvalid or ProblemId.MetricTimeRefused => ErrorCategory.InvalidArgument,
        ProblemId.SchedulerMissing => ErrorCategory.NotInstalled,
        ProblemId.SchedulerFailed => ErrorCategory.FromStdErr,
        _ => ErrorCategory.InvalidOperation,
    };
}
