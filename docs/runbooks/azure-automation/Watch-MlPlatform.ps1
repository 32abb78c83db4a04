<#
.SYNOPSIS
Watches the ML platform once, as a runbook of Azure Automation; its managed identity takes a role of AWS.
#>
param(
    # The role of AWS.
    [Parameter(Mandatory)] [string] $RoleArn,
    # The application id URI that tokens are for.
    [Parameter(Mandatory)] [string] $Audience,
    # An object of S3: the disk of a job is gone with the job.
    [Parameter(Mandatory)] [string] $StatePath,
    [string] $Region = 'eu-west-1',
    # The Automation variable that holds the configuration as JSON.
    [string] $ConfigVariable = 'MlMonitorConfig',
    # The exit code from which on the job fails; 1 fails it for what was found, too.
    [ValidateRange(1, 3)] [int] $FailOn = 3
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([IO.Path]::GetTempPath()) "mlmonitor-$([guid]::NewGuid().ToString('N'))"
$null = New-Item $folder -ItemType Directory
$config = Join-Path $folder 'mlmonitor.json'
$token = Join-Path $folder 'token'
$given = @{ AWS_ROLE_ARN = $RoleArn; AWS_ROLE_SESSION_NAME = 'mlmonitor'; AWS_WEB_IDENTITY_TOKEN_FILE = $token; AWS_REGION = $Region }
$before = @{}
try {
    # The machine is used for other jobs afterwards: what is set here is put back.
    foreach ($name in $given.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $given[$name])
    }

    $address = "${env:IDENTITY_ENDPOINT}?resource=$([uri]::EscapeDataString($Audience))&api-version=2019-08-01"
    $answer = Invoke-RestMethod $address -Headers @{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER; Metadata = 'true' }
    [IO.File]::WriteAllText($token, $answer.access_token)
    [IO.File]::WriteAllText($config, (Get-AutomationVariable -Name $ConfigVariable))

    $run = Invoke-MlMonitor -Config $config -StatePath $StatePath -Wait 10m -Quiet -Confirm:$false -ErrorAction Continue
    "$run"
    $run.Decision | Where-Object Sent | Select-Object -First 50 | ForEach-Object { "$($_.Severity) $($_.Key): $($_.Reason)" }
    $code = if ($run) { $run.ExitCode } else { 3 }
    if ($code -ge $FailOn) { throw "The watch ended with exit code $code." }
} finally {
    foreach ($name in $given.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    [IO.Directory]::Delete($folder, $true)
}
