namespace MlMonitor;

/// <summary>What kind of answer a model gives. The names are those of SageMaker.</summary>
public enum MlProblemType
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>One of two classes.</summary>
    BinaryClassification,

    /// <summary>One of several classes.</summary>
    MulticlassClassification,
}
