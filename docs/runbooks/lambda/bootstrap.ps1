<#
.SYNOPSIS
Takes invocations from the runtime interface of Lambda, and runs the watch for each.
#>
param(
    [string] $Script = (Join-Path $PSScriptRoot 'watch.ps1'),
    [string] $Config = $env:MLMONITOR_CONFIG,
    [string] $StatePath = $env:MLMONITOR_STATE_PATH,
    # The exit code from which on an invocation has failed.
    [int] $FailOn = $(if ($env:MLMONITOR_FAIL_ON) { $env:MLMONITOR_FAIL_ON } else { 3 })
)

# A runtime that cannot be asked is begun anew by Lambda, and not asked for ever.
$ErrorActionPreference = 'Stop'
$root = "http://$env:AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
$client = [System.Net.Http.HttpClient]::new()
# The next invocation may be hours away.
$client.Timeout = [System.Threading.Timeout]::InfiniteTimeSpan

function Send([string] $path, [hashtable] $body) {
    $content = [System.Net.Http.StringContent]::new(($body | ConvertTo-Json -Compress), [Text.Encoding]::UTF8, 'application/json')
    $null = $client.PostAsync("$root/$path", $content).GetAwaiter().GetResult().EnsureSuccessStatusCode()
}

while ($true) {
    $next = $client.GetAsync("$root/next").GetAwaiter().GetResult().EnsureSuccessStatusCode()
    $id = [string] @($next.Headers.GetValues('Lambda-Runtime-Aws-Request-Id'))[0]
    try {
        $said = & $Script -Config $Config -StatePath $StatePath -Wait 5m 6>&1 | ForEach-Object { "$_" }
        $code = $LASTEXITCODE
        $said
        if ($code -ge $FailOn) { throw "The watch ended with exit code ${code}: $said" }
        Send "$id/response" @{ exitCode = $code; output = "$($said -join "`n")" }
    } catch {
        Send "$id/error" @{ errorType = 'MlMonitor.WatchFailed'; errorMessage = "$_" }
    }
}
