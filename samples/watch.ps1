<#
.SYNOPSIS
Runs Invoke-MlMonitor once, for a schedule: pwsh -NoProfile -NonInteractive -File watch.ps1 -Config mlmonitor.psd1
.DESCRIPTION
The exit code is that of a monitoring plugin: 0 well, 1 warning, 2 critical, 3 not known, and 3 for whatever goes wrong in here too.
What it prints fits in 24,000 characters, of which Systems Manager keeps no more; errors go to stderr, in 8,000.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Config = (Join-Path $PSScriptRoot 'mlmonitor.psd1'),
    [string] $StatePath,
    [string[]] $Only,
    [string] $Wait,
    [switch] $Heartbeat
)

# One line of so many characters, whatever a message holds.
function Short($text, $length = 200) {
    $line = "$text" -replace '\s+', ' '
    if ($line.Length -gt $length) { $line.Substring(0, $length - 3) + '...' } else { $line }
}

function Several($items, $most, $kind) {
    foreach ($item in @($items)[0..($most - 1)]) { if ($null -ne $item) { Short $item } }
    if (@($items).Count -gt $most) { "... and $(@($items).Count - $most) more $kind" }
}

try {
    if (-not (Get-Command Invoke-MlMonitor -ErrorAction Ignore)) {
        # Beside this script where the module has it; elsewhere the module is one of those installed.
        $beside = Join-Path $PSScriptRoot 'MlMonitor.psd1'
        Import-Module $(if (Test-Path -LiteralPath $beside) { $beside } else { 'MlMonitor' }) -ErrorAction Stop
    }

    $given = @{ Config = $Config; Quiet = $true; Heartbeat = $Heartbeat; WhatIf = [bool] $WhatIfPreference; Confirm = $false }
    if ($StatePath) { $given.StatePath = $StatePath }
    if ($Wait) { $given.Wait = $Wait }
    # As an argument of -File, a list is one text.
    if ($Only) { $given.Only = $Only -split ',' }
    $run = Invoke-MlMonitor @given -WarningAction SilentlyContinue -WarningVariable warned -ErrorAction SilentlyContinue -ErrorVariable failed

    if ($run) { "$run" }
    Several ($run.Decision | Where-Object Sent | ForEach-Object { "$($_.Severity) $($_.Key): $($_.Reason)" }) 50 'messages'
    Several ($warned | ForEach-Object { "WARNING: $_" }) 20 'warnings'
    Several ($failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" }) 20 'errors' | ForEach-Object { [Console]::Error.WriteLine($_) }
} catch {
    [Console]::Error.WriteLine("$(Short $_ 1000)")
}

exit $(if ($run) { $run.ExitCode } else { 3 })
