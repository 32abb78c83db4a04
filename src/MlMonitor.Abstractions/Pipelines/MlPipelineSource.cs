namespace MlMonitor;

/// <summary>The engine a pipeline runs on.</summary>
public enum MlPipelineSource
{
    /// <summary>AWS CodePipeline.</summary>
    CodePipeline,

    /// <summary>AWS Step Functions.</summary>
    StepFunctions,

    /// <summary>Amazon SageMaker Pipelines.</summary>
    SageMakerPipeline,
}
