# Runs the Pester tests beside it with the Pester that `dotnet build tests/Pester` has fetched, and tells by its exit code how many
# failed. -ResultPath writes them as NUnit XML too.
param([string] $ResultPath)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/obj/Modules/Pester/Pester.psd1"
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.TestResult.Enabled = [bool] $ResultPath
if ($ResultPath) { $configuration.TestResult.OutputPath = $ResultPath }
$run = Invoke-Pester -Configuration $configuration
exit $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
