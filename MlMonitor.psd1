@{
    RootModule             = 'MlMonitor.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5d0f1c8e-6a43-4d0e-9a57-3f6f1b6f0c51'
    Author                 = 'MlMonitor contributors'
    CompanyName            = 'MlMonitor contributors'
    Copyright              = 'Copyright (c) MlMonitor contributors. Apache-2.0.'
    Description            = 'Watches an ML platform on AWS from PowerShell: automation pipelines, model building, production endpoints.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('MlMonitor.Format.ps1xml')
    CmdletsToExport        = @(
        'Export-MlPrometheus'
        'Get-MlAlert'
        'Get-MlBuild'
        'Get-MlCapture'
        'Get-MlEndpoint'
        'Get-MlEndpointMetric'
        'Get-MlExplanation'
        'Get-MlFailureCause'
        'Get-MlJob'
        'Get-MlMonitorExecution'
        'Get-MlPipelineRun'
        'Get-MlPipelineStatus'
        'Get-MlPosture'
        'Get-MlSilence'
        'Get-MlTrainingLog'
        'Get-MlTrainingMetric'
        'Invoke-MlMonitor'
        'Measure-MlPipeline'
        'Merge-MlProfile'
        'New-MlBaseline'
        'New-MlProfile'
        'New-MlSilence'
        'Publish-MlMetric'
        'Register-MlMonitorTask'
        'Remove-MlSilence'
        'Send-MlAlert'
        'Start-MlProfileJob'
        'Test-MlAttributionDrift'
        'Test-MlEndpointDrift'
        'Test-MlEndpointHealth'
        'Test-MlFreshness'
        'Test-MlModelBias'
        'Test-MlModelQuality'
        'Test-MlMonitorConfig'
        'Test-MlTraining'
        'Unregister-MlMonitorTask'
        'Wait-MlJob'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'SageMaker', 'MLOps', 'Monitoring', 'Drift', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
