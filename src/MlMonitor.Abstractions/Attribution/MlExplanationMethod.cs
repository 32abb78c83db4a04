namespace MlMonitor;

/// <summary>Where explanations come from.</summary>
public enum MlExplanationMethod
{
    /// <summary>What the endpoint said of its own answers, as it was captured: online explainability of SageMaker Clarify. No model is asked.</summary>
    Captured,

    /// <summary>Kernel SHAP: the model is asked about mixtures of a request and of what is usual.</summary>
    KernelShap,
}
