namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>The sample endpoints, each in a state that whoever runs models in production has to tell apart.</summary>
internal static class EndpointCatalogue
{
    private const double Minute = 1.0 / (24 * 60);

    public static IEnumerable<Endpoint> Of(RegionPlatform home)
    {
        var make = new EndpointMaker(home);
        return home.Region switch
        {
            SamplePlatform.HomeRegion => [.. Well(make), .. InTrouble(make)],
            SamplePlatform.SecondRegion => East(make),
            _ => [],
        };
    }

    private static IEnumerable<Endpoint> Well(EndpointMaker make)
    {
        yield return make.Make(
            "churn-predictor", EndpointKind.RealTime, 210, 52, "ml.m5.xlarge", 2, new Load(420, 12, 46, 38), new Capture(100, Capture.Csv), 7) with
        {
            Tags = EndpointMaker.Tags("team-churn", "churn-predictor"),
        };

        var classifier = make.Model("ticket-classifier", 3, 61);
        yield return make.Make(
            "ticket-classifier", EndpointKind.Serverless, 150, 61, 3, null,
            new EndpointVariant(EndpointMaker.Variant, classifier, null, 0, new Load(12, 64, 0, 57) { Overhead = 22 }) { Serverless = new Serverless(2048, 20) }) with
        {
            Tags = EndpointMaker.Tags("team-support"),
        };

        yield return make.Make(
            "price-optimizer", EndpointKind.RealTime, 320, 95, "ml.m5.4xlarge", 2,
            new Load(55, 31, 22, 24) { IdleFor = TimeSpan.FromDays(21) }, new Capture(100, Capture.Base64), 5);

        yield return make.Make(
            "demand-forecaster", EndpointKind.RealTime, 25 * Minute + (6 * Minute), 25 * Minute + (6 * Minute), "ml.m5.large", 1,
            new Load(0, 0, 0, 0) { Silent = true }, new Capture(100, Capture.Csv)) with
        {
            // In service since 25 minutes, six after it was asked for.
            LastModified = make.Ago(25 * Minute),
        };
    }

    private static IEnumerable<Endpoint> InTrouble(EndpointMaker make)
    {
        yield return make.Make(
            "fraud-scorer", EndpointKind.RealTime, 400, 52, "ml.c5.2xlarge", 3,
            new Load(1450, 18, 52, 41)
            {
                Slower = new Ramp(TimeSpan.FromHours(54), TimeSpan.FromHours(8), 3),
                Busier = new Ramp(TimeSpan.FromHours(54), TimeSpan.FromHours(8), 86),
            },
            new Capture(20, Capture.Csv), 12) with
        {
            Scaling = (2, 8),
            Tags = EndpointMaker.Tags("team-fraud"),
        };

        yield return make.Make(
            "product-recommender", EndpointKind.MultiContainer, 260, 18, "ml.g4dn.xlarge", 2,
            new Load(310, 46, 38, 52, 41, 54, 61) { Errors = new ErrorBurst(TimeSpan.FromHours(3), null, 0.06, 0.05) },
            new Capture(100, Capture.Json), 9) with
        {
            Tags = EndpointMaker.Tags("team-ranking"),
        };

        yield return make.Make(
            "image-defect-detector", EndpointKind.Asynchronous, 120, 27, "ml.g4dn.2xlarge", 1, new Load(14, 2600, 31, 44, 39, 68, 58), null, 2) with
        {
            Backlog = new Backlog(3, TimeSpan.FromHours(6), 640, TimeSpan.FromMinutes(40)),
            Tags = EndpointMaker.Tags("team-vision"),
        };

        yield return make.Make(
            "store-forecaster", EndpointKind.MultiModel, 175, 40, "ml.r5.large", 1, new Load(75, 38, 41, 58, 82),
            new Capture(100, Capture.Csv) { Running = false }, 4) with
        {
            Tags = EndpointMaker.Tags("team-demand"),
        };

        yield return SupportLlm(make);
        yield return CreditDecision(make);
    }

    private static Endpoint SupportLlm(EndpointMaker make) =>
        make.Make("support-llm", EndpointKind.InferenceComponent, 44, 44, "ml.g5.2xlarge", 2, new Load(90, 410, 24, 55, 47, 62, 66), null) with
        {
            Tags = EndpointMaker.Tags("team-support"),
            Components =
            [
                new InferenceComponent(
                    "support-llm-chat", EndpointMaker.Variant, make.Model("support-llm-chat", 2, 44), make.Ago(43.9), 1, 1, 1),
                new InferenceComponent(
                    "support-llm-summarizer", EndpointMaker.Variant, make.Model("support-llm-summarizer", 1, 2), make.Ago(1.4), 1, 0, 0)
                {
                    Status = "Failed",
                    FailureReason =
                        "The inference component support-llm-summarizer did not pass the health check: its container ran out of GPU memory. " +
                        "Please check CloudWatch logs for this inference component.",
                },
            ],
        };

    // The alarm that took the deployment back looks at six hours at once, and has not forgotten yet.
    private static Endpoint CreditDecision(EndpointMaker make)
    {
        var burst = new ErrorBurst(TimeSpan.FromHours(4), TimeSpan.FromHours(3.5), 0.12, 0.1);
        var champion = make.Model("credit-decision", 15, 60);
        IReadOnlyList<EndpointVariant> variants =
        [
            new("champion", champion, "ml.m5.large", 2, new Load(240, 21, 44, 47)) { Weight = 90 },
            new("challenger", make.Model("credit-decision-challenger", 4, 60), "ml.m5.large", 1, new Load(27, 24, 18, 43) { Errors = burst }) { Weight = 10 },
            new("shadow", make.Model("credit-decision-next", 1, 60), "ml.m5.large", 1, new Load(80, 26, 29, 45)) { IsShadow = true },
        ];
        var capture = new Capture(100, Capture.Json);
        var next = make.Model("credit-decision-challenger", 5, 0.2);
        return make.Make("credit-decision", EndpointKind.RealTime, 290, 60, 21, capture, variants) with
        {
            LastModified = make.Ago(3.4 / 24),
            FailureReason =
                "The deployment of endpoint config credit-decision-v22 was rolled back because these alarms were in ALARM state: [credit-decision-5xx].",
            RolledBack = make.Config("credit-decision", 22, 4.3 / 24, capture, variants[0], variants[1] with { Model = next }, variants[2]),
            RollbackAlarms = ["credit-decision-5xx"],
            Tags = EndpointMaker.Tags("team-credit", "credit-decision"),
        };
    }

    private static IEnumerable<Endpoint> East(EndpointMaker make)
    {
        yield return make.Make("ltv-scorer", EndpointKind.RealTime, 0.3, 0.3, "ml.g5.12xlarge", 2, new Load(0, 0, 0, 0) { Silent = true }, null) with
        {
            Status = "Failed",
            LastModified = make.Ago(0.27),
            FailureReason =
                "Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity error. Please retry using a different ML instance type.",
            Tags = EndpointMaker.Tags("team-ltv"),
        };

        yield return make.Make(
            "anomaly-detector", EndpointKind.RealTime, 130, 47, "ml.m5.xlarge", 2, new Load(180, 9, 37, 33), new Capture(50, Capture.Json), 3) with
        {
            Tags = new Dictionary<string, string>(EndpointMaker.Tags("team-ops")) { ["mlmonitor:baseline"] = $"s3://{EndpointMaker.BaselineBucket}/anomaly-detector/train.csv" },
        };

        var load = new Load(260, 15, 42, 36);
        var capture = new Capture(25, Capture.Csv);
        var next = new EndpointVariant(EndpointMaker.Variant, make.Model("segment-assigner", 6, 0.05), "ml.m5.xlarge", 2, load);
        yield return make.Make("segment-assigner", EndpointKind.RealTime, 190, 29, "ml.m5.xlarge", 2, load, capture, 5) with
        {
            Status = "Updating",
            LastModified = make.Ago(20 * Minute),
            Pending = new PendingDeployment(make.Config("segment-assigner", 6, 22 * Minute, capture, next), make.Ago(20 * Minute), "Baking"),
            Tags = EndpointMaker.Tags("team-marketing"),
        };
    }
}
