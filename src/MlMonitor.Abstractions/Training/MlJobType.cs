namespace MlMonitor;

/// <summary>The kind of a job of SageMaker.</summary>
public enum MlJobType
{
    /// <summary>Trains a model.</summary>
    Training,

    /// <summary>Runs a container over data.</summary>
    Processing,

    /// <summary>Searches hyperparameters with many training jobs.</summary>
    Tuning,

    /// <summary>Predicts in batch.</summary>
    Transform,

    /// <summary>Has people label data.</summary>
    Labeling,

    /// <summary>Finds a model by itself.</summary>
    AutoML,
}
