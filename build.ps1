<#
.SYNOPSIS
Builds, tests, packs and publishes MlMonitor.
.DESCRIPTION
A thin door over dotnet, whose targets hold the logic. Runs in pwsh 7.4 and in MlMonitor.Shell:

    dotnet run --project src/MlMonitor.Shell -- -File build.ps1 -Task Pack

Build    out/MlMonitor, an importable module
Test     the xunit tests, then the Pester tests, with a pwsh from NuGet where the machine has none
Pack     out/package/MlMonitor.<version>.nupkg and out/package/MlMonitor.zip
Publish  out/MlMonitor to the PowerShell Gallery with the key in the environment variable MLMONITOR_GALLERY_KEY; needs pwsh
Clean    removes what the others made
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pack', 'Publish', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$solution = "$PSScriptRoot/MlMonitor.sln"
$module = "$PSScriptRoot/src/MlMonitor/MlMonitor.csproj"

# Its exit code is the script's: whoever called sees what dotnet said.
function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Find-Program([string] $Name) {
    Get-Command $Name -CommandType Application -ErrorAction Ignore | Select-Object -First 1
}

# The machine's own, else the one that .config/dotnet-tools.json names.
function Find-PowerShell {
    if (Find-Program pwsh) { return , 'pwsh' }
    dotnet tool restore | Out-Null
    if ($LASTEXITCODE -eq 0) { 'dotnet', 'tool', 'run', 'pwsh', '--' }
}

function Invoke-PesterTest {
    # A process of its own, because MlMonitor.Shell cannot host Pester and the module must load afresh.
    $program, $first = Find-PowerShell
    if (-not $program) { Write-Host 'Pester tests skipped: there is no pwsh, and none was to be had as a dotnet tool.'; return }
    Invoke-DotNet build "$PSScriptRoot/tests/Pester" '-v:q' '-nologo'
    & $program @first -NoProfile -NonInteractive -File "$PSScriptRoot/tests/Pester/Invoke-Tests.ps1"
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

switch ($Task) {
    'Build' { Invoke-DotNet build $solution -c $Configuration }
    'Test' {
        Invoke-DotNet test $solution -c $Configuration
        Invoke-PesterTest
    }
    'Pack' { Invoke-DotNet build $module -c Release '-t:PackModule' }
    'Publish' {
        if (-not $env:MLMONITOR_GALLERY_KEY) { throw 'Set MLMONITOR_GALLERY_KEY to the API key of the PowerShell Gallery.' }
        if (-not (Get-Command Publish-PSResource -ErrorAction Ignore)) { throw 'Publishing needs pwsh with Microsoft.PowerShell.PSResourceGet.' }
        Invoke-DotNet build $module -c Release
        if ($PSCmdlet.ShouldProcess('PSGallery', 'Publish MlMonitor')) {
            Publish-PSResource -Path "$PSScriptRoot/out/MlMonitor" -Repository PSGallery -ApiKey $env:MLMONITOR_GALLERY_KEY
        }
    }
    'Clean' {
        if ($PSCmdlet.ShouldProcess("$PSScriptRoot/out and the build's own files", 'Remove')) {
            Invoke-DotNet clean $solution -c $Configuration
            if (Test-Path "$PSScriptRoot/out") { Remove-Item "$PSScriptRoot/out" -Recurse -Force }
        }
    }
}
