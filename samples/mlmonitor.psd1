# What Invoke-MlMonitor watches in the sandbox. Test-MlMonitorConfig samples/mlmonitor.psd1 tells what is wrong with it.
@{
    Region         = 'eu-west-1', 'us-east-1'
    Watch          = @(
        @{ Name = 'pipelines'; Test = 'PipelineStatus' }
        @{ Name = 'training'; Test = 'Training' }
        @{ Name = 'jobs'; Test = 'Job'; Severity = @{ Critical = 'Warning' } }
        @{ Name = 'endpoints'; Test = 'EndpointHealth' }
        @{ Name = 'drift'; Test = 'EndpointDrift'; EndpointName = 'churn-predictor', 'credit-decision'; Every = '1h' }
        @{ Name = 'silence'; Test = 'EndpointFreshness'; Region = 'eu-west-1'; Every = '1h' }
        @{ Name = 'posture'; Test = 'Posture'; Every = '4h' }
    )
    Route          = @(
        @{ Severity = 'Critical'; TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' }
        @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts.fifo' }
    )
    GroupBy        = 'Source', 'Severity'
    RepeatInterval = '4h'
    Heartbeat      = @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' }
}
