# A tour of MlMonitor, for the sandbox:
#   dotnet run --project src/MlMonitor.Shell -- -Sandbox -File samples/tour.ps1

if (-not $env:AWS_ENDPOINT_URL) { throw 'This tour publishes alerts and is made for the sandbox: start it with -Sandbox.' }

$regions = 'eu-west-1', 'us-east-1'
$topic = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts'

'The pipelines of the platform:'
$pipelines = Get-MlPipelineStatus -Region $regions | Sort-Object Region, PipelineName
$pipelines | Format-Table

'Those that failed, and why:'
$failed = $pipelines | Where-Object IsFailure
$failed | Format-List PipelineName, Stage, Action, Reason, Since, ConsoleLink

'Alerts about them:'
$failed | Send-MlAlert -TopicArn $topic -PassThru | Format-Table Sent, Severity, Subject

"The jobs of the last day that failed, and the root of one of them:"
$jobs = Get-MlJob -Region $regions
$jobs | Where-Object IsFailure | Format-Table
$jobs | Where-Object JobName -eq 'credit-scorecard-train' | Get-MlFailureCause | Format-List FailureKind, Reason, Log

'What trains now, and what of it goes wrong:'
$findings = $jobs | Where-Object { $_.Type -in 'Training', 'Tuning' -and $_.Status -eq 'InProgress' } | Test-MlTraining
$findings | Where-Object Severity -ge Warning | Sort-Object Severity -Descending | Format-Table

'The curves of the one that overfits, and the last lines of the one that stalls:'
Get-MlTrainingMetric credit-risk-mlp -MetricName *loss -AsSeries | Format-Table
Get-MlTrainingLog speech-ctc-train -Tail 3 | Format-Table

'Alerts about what is critical:'
$findings | Where-Object Severity -eq Critical | Send-MlAlert -TopicArn $topic -PassThru | Format-Table Sent, Severity, Subject

"The production endpoints, and what is wrong with them:"
$endpoints = Get-MlEndpoint -Region $regions
$endpoints | Format-Table
$endpoints | Test-MlEndpointHealth | Where-Object Severity -ge Warning | Sort-Object Severity -Descending | Format-Table

'How one of them did in the last six hours, and who watches them all:'
Get-MlEndpointMetric fraud-scorer -MetricName Invocations, ModelLatency, CPUUtilization -After (Get-Date).AddHours(-6) -Summary | Format-Table
Get-MlPosture -Region $regions | Format-Table

"Whether what an endpoint is asked today is what it was trained on:"
$drift = Test-MlEndpointDrift churn-predictor
$drift | Where-Object Severity -ge Warning | Format-Table
$drift | Where-Object Check -eq All | Send-MlAlert -TopicArn $topic -PassThru | Format-Table Sent, Severity, Subject

# The sandbox keeps what its topics take.
$published = @(Invoke-RestMethod "$env:AWS_ENDPOINT_URL/_sandbox/published" | ForEach-Object { $_ })
"The topic got $($published.Count) messages. The last one:"
$published[-1] | Format-List subject, message
$published[-1].attributes | Format-List

'All of it as a scheduled task does it, with one message of many alerts. What it found, whom it told, and its summary:'
$state = Join-Path ([IO.Path]::GetTempPath()) "mlmonitor-tour-$PID.json"
$watch = @{ Config = Join-Path $PSScriptRoot 'mlmonitor.psd1'; StatePath = $state; WarningAction = 'SilentlyContinue' }
$all = @(Invoke-MlMonitor @watch -PassThru)
$run = $all[-1]
$all | Where-Object { $_ -is [MlMonitor.MlEndpointFinding] -and $_.Severity -eq 'Critical' } | Format-Table
$all | Group-Object { $_.GetType().Name } -NoElement
$run.Decision | Select-Object -First 5 | Format-Table
$run | Format-Table

'Once more: nothing is new to tell, and it says why of each:'
$again = Invoke-MlMonitor @watch -Quiet
$again.Decision | Group-Object Reason -NoElement
$again | Format-Table

'Somebody mends fraud-scorer-train, and its end is told, once:'
Invoke-RestMethod -Method Post "$env:AWS_ENDPOINT_URL/_sandbox/mend?pipeline=fraud-scorer-train"
$over = Invoke-MlMonitor @watch -Quiet
$over.Decision | Where-Object Reason -eq Resolved | Format-Table Sent, Reason, Key
$over | Format-Table
Remove-Item "$state*"
