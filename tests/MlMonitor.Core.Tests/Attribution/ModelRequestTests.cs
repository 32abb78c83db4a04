using System.Text;
using MlMonitor.Core.Attribution;

namespace MlMonitor.Core.Tests.Attribution;

/// <summary>Requests are taken apart and made anew in the forms that SageMaker's containers take; expected texts by hand.</summary>
public sealed class ModelRequestTests
{
    [Theory]
    [InlineData("text/csv", "1,a\n2,b", "2,b\n2,b\n")]
    [InlineData("text/csv; charset=utf-8", "1,\"a,b\"\n2,\"say \"\"x\"\"\"\n", "2,\"say \"\"x\"\"\"\n2,\"say \"\"x\"\"\"\n")]
    [InlineData("application/jsonlines", """{"n":0.340,"t":"7"}""", "{\"n\":0.340,\"t\":\"7\"}\n{\"n\":0.340,\"t\":\"7\"}\n")]
    [InlineData("application/jsonlines", """{"features":[1,null,true]}""", "{\"features\":[1,null,true]}\n{\"features\":[1,null,true]}\n")]
    [InlineData("application/json", """{"instances":[[1,2],[3,4]],"mode":"x"}""", """{"instances":[[3,4],[3,4]],"mode":"x"}""")]
    [InlineData("application/json", """{"instances":[{"features":[1,2]}]}""", """{"instances":[{"features":[1,2]},{"features":[1,2]}]}""")]
    [InlineData("application/json", """[{"a":1}]""", """[{"a":1},{"a":1}]""")]
    public void The_last_row_twice_is_written_in_the_form_of_the_request(string contentType, string text, string expected)
    {
        var request = ModelRequest.Read(Record(text, contentType), out _)!;

        Assert.Equal(contentType, request.ContentType);
        Assert.Equal(expected, Encoding.UTF8.GetString(request.Write([request.Rows[^1], request.Rows[^1]])));
    }

    [Fact]
    public void A_document_that_is_one_row_takes_one_at_a_time()
    {
        Assert.False(ModelRequest.Read(Record("""{"a":1,"b":"x"}""", "application/json"), out _)!.TakesMany);
        Assert.True(ModelRequest.Read(Record("""{"a":1,"b":"x"}""", "application/jsonlines"), out _)!.TakesMany);
    }

    [Fact]
    public void Values_of_a_data_set_are_written_as_the_request_has_them()
    {
        var request = ModelRequest.Read(Record("""{"n":1,"t":"x","f":true}""", "application/jsonlines"), out _)!;

        Assert.Equal("{\"n\":5,\"t\":\"12\",\"f\":false}\n", Encoding.UTF8.GetString(request.Write([[new ModelCell("+5"), new ModelCell("12"), new ModelCell("False")]])));
    }

    [Theory]
    [InlineData(null, "text/csv", "the request was not kept")]
    [InlineData("1,2\n3", "text/csv", "its rows are not of one length")]
    [InlineData("{", "application/json", "it is no JSON")]
    [InlineData("""{"a":{"b":[1]}}""", "application/json", "its rows are no flat objects and no arrays of values, all alike")]
    [InlineData("{\"a\":1}\n{\"b\":1}", "application/jsonlines", "its rows are no flat objects and no arrays of values, all alike")]
    public void What_no_other_can_be_made_of_is_told(string? text, string contentType, string expected)
    {
        Assert.Null(ModelRequest.Read(Record(text, contentType), out var reason));
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("0.340", "0.34", true)]
    [InlineData("1e2", "100", true)]
    [InlineData("a", "A", false)]
    [InlineData(null, "", false)]
    public void The_same_number_is_equal_however_it_is_written(string? one, string? other, bool equal) =>
        Assert.Equal(equal, new ModelCell(one) == new ModelCell(other));

    [Theory]
    [InlineData(null, "text/csv", "0.25\n0.5\n")]
    [InlineData(null, "text/csv", "0.25,0.5")]
    [InlineData("1", "text/csv", "9,0.25\n9,0.5\n")]
    [InlineData(null, "application/jsonlines", "{\"predicted_label\":1,\"probability\":0.25}\n{\"predicted_label\":0,\"probability\":0.5}\n")]
    [InlineData("p", "application/jsonlines", "{\"p\":0.25,\"q\":1}\n{\"p\":0.5,\"q\":1}\n")]
    [InlineData("predictions[*].s", "application/json", """{"predictions":[{"s":0.25},{"s":0.5}]}""")]
    [InlineData(null, "application/json", """{"version":"1.0","predictions":{"content_type":"text/csv","data":"0.25\n0.5\n"},"explanations":{}}""")]
    public void One_number_a_row_is_read_of_answers_in_every_form(string? attribute, string contentType, string body) =>
        Assert.Equal([0.25, 0.5], new ModelAnswer(attribute).Read(Encoding.UTF8.GetBytes(body), contentType, 2));

    [Theory]
    [InlineData(null, "text/csv", "1\n", "The model answered 1 rows to 2")]
    [InlineData(null, "text/csv", "1\nNaN\n", "The model answered no finite number to row 2 of 2")]
    [InlineData(null, "text/csv", "1,2,3\n4,5,6\n", "The model answers 3 columns (0, 1, 2), and nothing says which one is meant")]
    [InlineData("7", "text/csv", "1,2,3\n4,5,6\n", "The model answers 3 columns, and column 7 is not among them")]
    public void An_answer_that_is_not_one_number_a_row_is_refused(string? attribute, string contentType, string body, string message) =>
        Assert.Equal(message, Assert.Throws<MlMonitorException>(() => new ModelAnswer(attribute).Read(Encoding.UTF8.GetBytes(body), contentType, 2)).Message);

    private static MlCaptureRecord Record(string? text, string contentType) => new() { InputText = text, InputContentType = contentType, Path = "x", Line = 1 };
}
