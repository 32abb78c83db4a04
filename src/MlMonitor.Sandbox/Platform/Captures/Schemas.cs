namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>The inputs of the sample endpoints.</summary>
internal static class Schemas
{
    /// <summary>
    /// Customers of a telephone company. Since a day ago day_minutes is half a standard deviation higher, customers call the
    /// service more often, data_usage_gb is missing nine times as often and some pay by what was not there at training; for
    /// five days the model has found fewer of those who leave. All else is as it was at training.
    /// </summary>
    public static Schema Churn { get; } = new(
        "churn-predictor", "churn",
        [
            Column.Whole("account_length", 101, 39.6, 1),
            Column.OneOf("region", ("north", 28), ("south", 22), ("east", 19), ("west", 17), ("central", 11), ("islands", 3)),
            Column.Code("area_code", ("415", 50), ("510", 25), ("408", 25)),
            Column.Flag("international_plan", 0.097),
            Column.Flag("voice_mail_plan", 0.277),
            Column.Whole("voicemail_messages", 8.1, 13.7),
            Column.Measure("day_minutes", 179.8, 54.5, shift: 27.25),
            Column.Whole("day_calls", 100, 20),
            Column.Measure("evening_minutes", 201, 50.7),
            Column.Whole("evening_calls", 100, 20),
            Column.Measure("night_minutes", 200.9, 50.6),
            Column.Whole("night_calls", 100, 19.6),
            Column.Measure("international_minutes", 10.2, 2.8),
            Column.Count("international_calls", 4.5),
            Column.Count("customer_service_calls", 1.56, 2.4),
            Column.Amount("monthly_charge", 58, 0.3),
            Column.Whole("tenure_months", 34, 22, 1),
            Column.Amount("data_usage_gb", 6.5, 0.8).Missing(0.01, 0.09),
            Column.OneOf("contract", ("month-to-month", 55), ("one-year", 24), ("two-year", 21)),
            Column.OneOf("payment_method", ("electronic-check", 34), ("bank-transfer", 23), ("mailed-check", 22), ("credit-card", 21))
                .Unseen("mobile-wallet", 0.02),
        ],
        new Outcome(0.145, 0.82, 0.61))
    {
        ChangedSince = TimeSpan.FromHours(24),
        WorseSince = TimeSpan.FromDays(5),
    };

    /// <summary>Payments by card.</summary>
    public static Schema Fraud { get; } = new(
        "fraud-scorer", "fraud",
        [
            Column.Amount("amount", 42, 1.1),
            Column.Code("merchant_category", ("5411", 30), ("5812", 25), ("5541", 20), ("5999", 15), ("4829", 10)),
            Column.Count("payments_last_hour", 0.8),
            Column.Amount("distance_km", 7, 1.4),
            Column.Flag("card_present", 0.62),
            Column.OneOf("channel", ("pos", 60), ("online", 34), ("atm", 6)),
        ],
        new Outcome(0.02, 0.78));

    /// <summary>Visits to a shop.</summary>
    public static Schema Recommendation { get; } = new(
        "product-recommender", "clicked",
        [
            Column.Count("items_viewed", 5.5),
            Column.Amount("basket_value", 31, 0.9),
            Column.Whole("days_since_visit", 12, 9),
            Column.OneOf("device", ("mobile", 64), ("desktop", 29), ("tablet", 7)),
        ],
        new Outcome(0.21, 0.55));

    /// <summary>Articles whose price is asked for.</summary>
    public static Schema Price { get; } = new(
        "price-optimizer", "raise",
        [
            Column.Amount("list_price", 24, 0.7),
            Column.Whole("stock", 140, 60),
            Column.Measure("rating", 3.9, 0.5),
        ],
        new Outcome(0.4, 0.7));

    /// <summary>Shops whose sales are asked for.</summary>
    public static Schema Store { get; } = new(
        "store-forecaster", "above_plan",
        [
            Column.Code("weekday", ("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 1), ("6", 1), ("7", 1)),
            Column.Amount("sales_last_week", 18_400, 0.35),
            Column.Flag("holiday", 0.04),
        ],
        new Outcome(0.5, 0.72));
}
