# A run for a scheduled task: pwsh -NonInteractive -File watch.ps1 -Config mlmonitor.psd1
# The exit code is that of a monitoring plugin: 0 well, 1 warning, 2 critical, 3 not known.
param([string] $Config = (Join-Path $PSScriptRoot 'mlmonitor.psd1'), [string] $StatePath, [string[]] $Only)

$given = @{ Config = $Config; Quiet = $true }
if ($StatePath) { $given.StatePath = $StatePath }
if ($Only) { $given.Only = $Only }
$run = Invoke-MlMonitor @given
if (-not $run) { exit 3 }
"$run"
$run.Decision | Where-Object Sent | Select-Object -First 50 | ForEach-Object { "$($_.Severity) $($_.Key): $($_.Reason)" }
exit $run.ExitCode
