using System.Text.Json;
using MlMonitor.Core.Attribution;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Tests.Capture;

namespace MlMonitor.Core.Tests.Attribution;

/// <summary>
/// Explanations as endpoints give them. The form is that of AWS's documentation
/// (https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-online-explainability-response.html).
/// </summary>
public sealed class CapturedExplanationTests : CaptureTestBase
{
    [Fact]
    public async Task Each_row_that_was_explained_tells_what_each_feature_added_to_its_answer()
    {
        var explained = await ReadAsync(
            """
            {"version":"1.0","predictions":{"content_type":"text/csv","data":"0.25\n0.75\n"},"explanations":{"kernel_shap":[
              [{"feature_header":"Age","feature_type":"numerical","attributions":[{"attribution":[-0.5]}]},{"feature_header":"Pay","attributions":[{"attribution":[0.125]}]}],
              null]}}
            """);

        var one = Assert.Single(explained);
        Assert.Equal(("id", 0, "", 0.25, "Endpoint"), (one.InferenceId, one.RowIndex, one.LabelName, one.Prediction, one.Method));
        Assert.Equal([("Age", -0.5), ("Pay", 0.125)], one.Attributions.Select(a => (a.FeatureName, a.Value)));
        Assert.Equal(Utc("2026-11-22T10:05:00Z"), one.InferenceTime);
    }

    [Fact]
    public async Task Several_labels_are_told_apart_and_the_parts_of_a_text_are_summed_up()
    {
        var explained = await ReadAsync(
            """
            {"version":"1.0","predictions":{"content_type":"text/csv","data":"0.2,0.8\n"},"label_headers":["no","yes"],"explanations":{"kernel_shap":[
              [{"attributions":[{"attribution":[0.1,-0.1],"description":{"partial_text":"bad","start_idx":0}},{"attribution":[0.2,-0.2],"description":{"partial_text":"film","start_idx":4}}]}]]}}
            """);

        Assert.Equal([("no", 0.2), ("yes", 0.8)], explained.Select(e => (e.LabelName, e.Prediction!.Value)));
        Assert.Equal(0.3, Assert.Single(explained[0].Attributions).Value, 12);
        Assert.Equal("_c0", explained[1].Attributions[0].FeatureName);
        Assert.Equal(-0.3, explained[1].Attributions[0].Value, 12);
    }

    [Theory]
    [InlineData("""{"version":"1.0","predictions":{"content_type":"text/csv","data":"0.2"},"explanations":{}}""")]
    [InlineData("""{"version":"1.0","explanations":{"kernel_shap":null}}""")]
    [InlineData("""{"explanations":[1,2]}""")]
    [InlineData("""{"explanations":{"kernel_shap":[[1,{"attributions":4}]]}}""")]
    [InlineData("0.5")]
    public async Task An_answer_that_explains_nothing_gives_nothing(string answer) => Assert.Empty(await ReadAsync(answer));

    private async Task<List<MlExplanation>> ReadAsync(string answer)
    {
        var compact = answer.StartsWith('{') ? JsonSerializer.Serialize(JsonDocument.Parse(answer)) : answer;
        Put("c/one.jsonl", Record("1,2", compact, "application/json", "JSON", id: "id"));
        var explained = new List<MlExplanation>();
        await foreach (var each in CapturedExplanations.ReadAsync(CaptureSource.OfPath(Path.Combine(Folder, "c")), null, null, Sink, _ => { }, null, CancellationToken.None))
            explained.Add(each);
        return explained;
    }
}
