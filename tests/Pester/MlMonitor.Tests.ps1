# What users type, in a real PowerShell: import, help, completion, formatting, and the chains. Needs pwsh and Pester 5, and a
# built solution; starts a sandbox of its own.

BeforeAll {
    $root = Resolve-Path (Join-Path $PSScriptRoot '../..')
    $sandbox = Get-ChildItem (Join-Path $root 'src/MlMonitor.Sandbox/bin') -Recurse -Filter MlMonitor.Sandbox.dll |
        Sort-Object LastWriteTime -Descending | Select-Object -First 1
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $script:process = Start-Process dotnet -ArgumentList $sandbox.FullName, '--port', $port -PassThru -RedirectStandardOutput ([System.IO.Path]::GetTempFileName())
    $script:saved = @{}
    $settings = @{
        AWS_ENDPOINT_URL          = "http://127.0.0.1:$port"
        AWS_ACCESS_KEY_ID         = 'SANDBOXOPERATOR01'
        AWS_SECRET_ACCESS_KEY     = 'sandbox/not-a-real-secret'
        AWS_SESSION_TOKEN         = $null
        AWS_PROFILE               = $null
        AWS_REGION                = 'eu-west-1'
        AWS_EC2_METADATA_DISABLED = 'true'
    }
    foreach ($name in $settings.Keys) {
        $script:saved[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $settings[$name])
    }
    $until = [datetime]::UtcNow.AddSeconds(20)
    do {
        Start-Sleep -Milliseconds 100
        $there = try { Invoke-RestMethod "http://127.0.0.1:$port/_sandbox" } catch { $null }
    } until ($there -or [datetime]::UtcNow -gt $until)
    $there | Should -Not -BeNullOrEmpty
    Import-Module (Join-Path $root 'out/MlMonitor/MlMonitor.psd1') -Force
    $script:topic = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts'
}

AfterAll {
    Remove-Module MlMonitor
    $script:process | Stop-Process
    foreach ($name in $script:saved.Keys) {
        [Environment]::SetEnvironmentVariable($name, $script:saved[$name])
    }
}

Describe 'The module' {
    It 'exports what its manifest names, and each command has help' {
        $commands = Get-Command -Module MlMonitor
        $commands.Count | Should -Be (Import-PowerShellDataFile (Get-Module MlMonitor).Path.Replace('MlMonitor.dll', 'MlMonitor.psd1')).CmdletsToExport.Count
        foreach ($command in $commands) {
            (Get-Help $command.Name -Full).description.Text | Should -Not -BeNullOrEmpty -Because $command.Name
            @((Get-Help $command.Name -Full).examples.example).Count | Should -BeGreaterOrEqual 2 -Because $command.Name
        }
    }

    It 'is imported again with -Force' {
        { Import-Module (Get-Module MlMonitor).Path.Replace('MlMonitor.dll', 'MlMonitor.psd1') -Force } | Should -Not -Throw
        Get-MlPipelineStatus fraud-scorer-train | Should -Not -BeNullOrEmpty
    }

    It 'completes regions, statuses and the pipelines seen' {
        (TabExpansion2 'Get-MlPipelineStatus -Region eu-w').CompletionMatches.CompletionText | Should -Contain 'eu-west-1'
        (TabExpansion2 'Get-MlPipelineStatus -Status Fa').CompletionMatches.CompletionText | Should -Contain 'Failed'
        Get-MlPipelineStatus | Out-Null
        (TabExpansion2 'Get-MlPipelineStatus -Name fraud-sc').CompletionMatches.CompletionText | Should -Contain 'fraud-scorer-train'
    }
}

Describe 'Pipelines' {
    It 'are a table of six columns' {
        $table = Get-MlPipelineStatus | Format-Table | Out-String -Width 100
        $table | Should -Match 'Status\s+Source\s+PipelineName\s+Age\s+Region\s+Reason'
        ($table -split "`n").ForEach({ ($_ -replace '\e\[[0-9;]*m').TrimEnd().Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 100
    }

    It 'are sorted, selected and filtered as any objects' {
        (Get-MlPipelineStatus | Sort-Object Since -Descending | Select-Object -First 3).Count | Should -Be 3
        (Get-MlPipelineStatus | Where-Object Severity -ge Warning).Severity | Should -Not -Contain 'Ok'
    }

    It 'that failed become alerts' {
        $alerts = Get-MlPipelineStatus | Where-Object IsFailure | Send-MlAlert -TopicArn $topic -PassThru
        $alerts.Count | Should -BeGreaterThan 3
        $alerts.Sent | Should -Not -Contain $false
        (Invoke-RestMethod "$env:AWS_ENDPOINT_URL/_sandbox/published").Count | Should -BeGreaterOrEqual $alerts.Count
    }

    It 'are not alerted about with -WhatIf' {
        $before = @(Invoke-RestMethod "$env:AWS_ENDPOINT_URL/_sandbox/published").Count
        (Get-MlPipelineStatus fraud-scorer-train | Send-MlAlert $topic -WhatIf -PassThru).Reason | Should -Be 'WhatIf'
        @(Invoke-RestMethod "$env:AWS_ENDPOINT_URL/_sandbox/published").Count | Should -Be $before
    }

    It 'that are nowhere are an error and the others come' {
        $found = Get-MlPipelineStatus nonesuch, fraud-scorer-train -ErrorVariable missing -ErrorAction SilentlyContinue
        $found.PipelineName | Should -Be 'fraud-scorer-train'
        $missing[0].FullyQualifiedErrorId | Should -Be 'PipelineNotFound,MlMonitor.Commands.GetMlPipelineStatusCommand'
        $missing[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'Runs and causes' {
    It 'go into a CSV file without type names' {
        $file = Join-Path $TestDrive runs.csv
        Get-MlPipelineRun -First 2 -IncludeStep | Export-Csv $file
        Get-Content $file -Raw | Should -Not -Match 'System\.|MlMonitor\.'
        (Import-Csv $file)[0].PSObject.Properties.Name | Should -Contain 'DurationSeconds'
    }

    It 'go into JSON in which nothing but the steps is nested' {
        $json = Get-MlPipelineRun -First 1 | Select-Object -First 1 | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
        $json.Status | Should -BeOfType string
        $json.PSObject.Properties.Where({ $_.Value -is [pscustomobject] }) | Should -BeNullOrEmpty
    }

    It 'are grouped by status' {
        (Get-MlPipelineRun | Group-Object Status).Name | Should -Contain 'Succeeded'
    }

    It 'lead from a failed pipeline to its root' {
        $cause = Get-MlPipelineStatus fraud-scorer-train | Get-MlFailureCause
        $cause.Hops.Kind | Should -Be @('Pipeline', 'Action', 'Build', 'Phase')
        $cause | Out-String | Should -Match 'KeyError'
    }
}

Describe 'Model building' {
    It 'finds what goes wrong in what trains now, and alerts about each thing once' {
        $findings = Get-MlJob -Type Training -Status InProgress | Test-MlTraining | Where-Object Severity -ge Warning
        $findings.Check | Should -Contain 'Diverging'
        $findings.Check | Should -Contain 'Overfitting'
        $findings.JobName | Should -Not -Contain 'churn-xgboost-nightly'
        $alerts = $findings | Send-MlAlert -TopicArn $topic -PassThru
        $alerts.Sent | Should -Not -Contain $false
        $alerts.Count | Should -Be @($findings).Count
    }

    It 'draws the curves of metrics' {
        Get-MlTrainingMetric credit-risk-mlp *loss -AsSeries | Format-Table | Out-String -Width 100 | Should -Match '[▁▂▃▄▅▆▇█]{8}'
    }

    It 'writes points that any tool reads' {
        $file = Join-Path $TestDrive points.csv
        Get-MlTrainingMetric churn-xgboost-baseline | Export-Csv $file
        [double] (Import-Csv $file)[0].Value | Should -BeGreaterThan 0
    }

    It 'groups and sorts jobs' {
        (Get-MlJob | Group-Object Type).Name | Should -Contain 'Labeling'
        (Get-MlJob -Type Training | Sort-Object DurationSeconds -Descending | Select-Object -First 1).DurationSeconds | Should -BeGreaterThan 3600
    }
}
