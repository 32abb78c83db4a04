namespace MlMonitor.Core.Training.Rules;

/// <summary>Looks for one thing that goes wrong.</summary>
internal interface ITrainingRule
{
    /// <summary>Judges a run; gives nothing where nothing is wrong or there is too little to tell.</summary>
    IEnumerable<MlTrainingFinding> Judge(TrainingRun run);
}
