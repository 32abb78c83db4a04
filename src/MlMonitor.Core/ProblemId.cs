namespace MlMonitor.Core;

/// <summary>
/// What kept something from being done. The names are the error ids that scripts match on
/// (<c>FullyQualifiedErrorId</c>), so they never change.
/// </summary>
public enum ProblemId
{
    /// <summary>The identity may not do this.</summary>
    AccessDenied,

    /// <summary>The credentials were good once.</summary>
    CredentialExpired,

    /// <summary>AWS does not know the credentials, or they could not be read.</summary>
    CredentialInvalid,

    /// <summary>No credentials were found anywhere.</summary>
    CredentialMissing,

    /// <summary>The object given as -Credential holds no credentials.</summary>
    CredentialNotUnderstood,

    /// <summary>The profile that was named does not exist.</summary>
    ProfileNotFound,

    /// <summary>No region was given or found anywhere.</summary>
    RegionMissing,

    /// <summary>The text given as an endpoint is no http or https address.</summary>
    EndpointUrlInvalid,

    /// <summary>Throttled still, after every retry.</summary>
    Throttled,

    /// <summary>Nothing answers at the endpoint.</summary>
    EndpointUnreachable,

    /// <summary>The endpoint took the request and did not answer in time.</summary>
    RequestTimedOut,

    /// <summary>AWS failed.</summary>
    ServiceFault,

    /// <summary>AWS refused the request as malformed.</summary>
    InvalidRequest,

    /// <summary>What came back was not an answer of AWS.</summary>
    UnexpectedReply,

    /// <summary>There is no pipeline of this name.</summary>
    PipelineNotFound,

    /// <summary>There is no build project of this name.</summary>
    BuildProjectNotFound,

    /// <summary>There is no build of this id.</summary>
    BuildNotFound,

    /// <summary>There is no job of this name.</summary>
    JobNotFound,

    /// <summary>A job did not end within the time given.</summary>
    JobStillRunning,

    /// <summary>There is no endpoint of SageMaker of this name.</summary>
    EndpointNotFound,

    /// <summary>The job is of a kind that has no metrics of its own.</summary>
    NotATrainingJob,

    /// <summary>The job is of a kind that writes no log of its own.</summary>
    JobHasNoLog,

    /// <summary>CloudWatch may not show a metric to this identity.</summary>
    MetricForbidden,

    /// <summary>Not all points of a metric were given.</summary>
    MetricIncomplete,

    /// <summary>The text is no regular expression.</summary>
    PatternInvalid,

    /// <summary>The window of time ends before it begins.</summary>
    WindowInvalid,

    /// <summary>The object is none whose failure can be looked into.</summary>
    NotAFailure,

    /// <summary>There is no topic of this ARN.</summary>
    TopicNotFound,

    /// <summary>The text is no ARN of an SNS topic.</summary>
    TopicArnInvalid,

    /// <summary>The topic is in another region than the one given.</summary>
    TopicInOtherRegion,

    /// <summary>The object tells nothing an alert could be made of.</summary>
    NotAlertable,

    /// <summary>The text is no address of S3, such as <c>s3://bucket/key</c>.</summary>
    S3UriInvalid,

    /// <summary>There is no bucket of this name.</summary>
    BucketNotFound,

    /// <summary>There is no object of this key.</summary>
    ObjectNotFound,

    /// <summary>What is in a file is not what should be there.</summary>
    FileNotUnderstood,

    /// <summary>There is no file or folder at this path.</summary>
    PathNotFound,

    /// <summary>A file is there and cannot be read: it is locked, may not be read, ends too early, or the disk or network failed.</summary>
    FileNotReadable,

    /// <summary>A file could not be written.</summary>
    FileNotWritten,

    /// <summary>A data set has no row that could be read.</summary>
    DatasetEmpty,

    /// <summary>There is no schedule of Model Monitor of this name.</summary>
    MonitoringScheduleNotFound,

    /// <summary>There are no captured requests at this place, of any time.</summary>
    CaptureNotFound,

    /// <summary>There are captured requests, but none of this window of time.</summary>
    CaptureEmpty,

    /// <summary>The endpoint keeps no requests.</summary>
    CaptureOff,

    /// <summary>Nothing says what requests are to be held against.</summary>
    BaselineMissing,

    /// <summary>Nothing says where labels are, or there are none at the place.</summary>
    LabelsMissing,

    /// <summary>It is not clear which part of an answer is the prediction, or which value of it is positive.</summary>
    PredictionUnclear,

    /// <summary>The data has no column of this name.</summary>
    ColumnNotFound,

    /// <summary>There is no metric of this name.</summary>
    MetricUnknown,

    /// <summary>A model answered with something other than one number for each row.</summary>
    ModelAnswerInvalid,

    /// <summary>A model answered with an error.</summary>
    ModelFailed,

    /// <summary>Requests of a model are in a form of which no others can be made.</summary>
    ModelRequestNotUnderstood,

    /// <summary>So few calls of a model explain nothing.</summary>
    ModelBudgetTooSmall,

    /// <summary>Another job has the name, or the one that the same request started did not end well.</summary>
    JobNameTaken,

    /// <summary>A profile job did not end well.</summary>
    ProfileJobFailed,

    /// <summary>Not every instance of a profile job left a profile.</summary>
    ProfileIncomplete,

    /// <summary>Another run has the state.</summary>
    StateInUse,

    /// <summary>Another run took the state while this one had it, because it seemed to be gone.</summary>
    StateTakenOver,

    /// <summary>The state was written by a later version of the module.</summary>
    StateVersionUnknown,

    /// <summary>There is no silence of this id.</summary>
    SilenceNotFound,

    /// <summary>The configuration cannot be used as it is.</summary>
    ConfigInvalid,

    /// <summary>A watch failed in a way of its own.</summary>
    WatchFailed,

    /// <summary>A run has made as many calls as its configuration allows.</summary>
    CallBudgetSpent,

    /// <summary>A run found what it was told to fail on.</summary>
    RunFailed,

    /// <summary>The silence would silence everything, or nothing.</summary>
    SilenceInvalid,

    /// <summary>A scheduler cannot say what it is asked for: so often, or such a path.</summary>
    ScheduleInvalid,

    /// <summary>The program that registers tasks is not on this machine.</summary>
    SchedulerMissing,

    /// <summary>The program that registers tasks failed.</summary>
    SchedulerFailed,

    /// <summary>There is no scheduled task of this name.</summary>
    TaskNotFound,

    /// <summary>The text is no namespace of CloudWatch that one may write to.</summary>
    NamespaceInvalid,

    /// <summary>The object tells no number that a metric could be made of.</summary>
    NotMeasurable,

    /// <summary>CloudWatch takes no numbers of this time.</summary>
    MetricTimeRefused,
}
