using System.Globalization;
using Amazon.SageMakerRuntime;
using Amazon.SageMakerRuntime.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Attribution;

/// <summary>The model behind an endpoint, asked in the form of a captured request.</summary>
/// <param name="caller">Through which it is called.</param>
/// <param name="endpointName">The endpoint.</param>
/// <param name="variantName">The variant; null for whichever the endpoint chooses.</param>
/// <param name="form">The request whose like are sent.</param>
/// <param name="answer">Reads what is answered.</param>
/// <param name="explainsItself">Whether the endpoint explains its answers, which is not wanted here and takes long.</param>
internal sealed class EndpointModel(AwsCaller caller, string endpointName, string? variantName, ModelRequest form, ModelAnswer answer, bool explainsItself)
{
    /// <summary>How the id of each call begins, so that whoever reads captured requests can tell these from those of users.</summary>
    internal const string InferencePrefix = "mlmonitor-explanation-";

    private const string Action = "sagemaker:InvokeEndpoint";

    /// <summary>How often the endpoint was called.</summary>
    public int Invocations { get; private set; }

    /// <summary>Asks about rows: one call.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>One number for each.</returns>
    /// <exception cref="ModelFailedException">The call failed.</exception>
    /// <exception cref="MlMonitorException">The answer is not one number for each row.</exception>
    public async Task<double[]> AnswerAsync(IReadOnlyList<ModelCell[]> rows, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(form.Write(rows));
        Invocations++;
        try
        {
            var reply = await caller.Clients.SageMakerRuntime(caller.Connection).InvokeEndpointAsync(
                new InvokeEndpointRequest
                {
                    EndpointName = endpointName,
                    TargetVariant = variantName,
                    ContentType = form.ContentType,
                    Body = body,
                    InferenceId = string.Create(CultureInfo.InvariantCulture, $"{InferencePrefix}{Invocations}"),
                    // A JMESPath that is false for all: https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-online-explainability-create-endpoint.html
                    EnableExplanations = explainsItself ? "`false`" : null,
                },
                cancellationToken).ConfigureAwait(false);
            using var read = new MemoryStream();
            await reply.Body.CopyToAsync(read, cancellationToken).ConfigureAwait(false);
            return answer.Read(read.ToArray(), reply.ContentType ?? "", rows.Count);
        }
        catch (ModelErrorException e)
        {
            throw new ModelFailedException(Failed(e));
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            throw new ModelFailedException(AwsProblems.From(e, Call, endpointName));
        }
    }

    private AwsCall Call => new("SageMakerRuntime", Action, caller.Connection);

    private Problem Failed(ModelErrorException e)
    {
        var said = AwsProblems.From(e, Call, endpointName);
        return said with
        {
            Id = ProblemId.ModelFailed,
            Exception = new MlMonitorException($"The model of the endpoint {endpointName} answered with an error: {said.Message}", e)
            {
                Service = said.Exception.Service,
                Code = e.ErrorCode,
                StatusCode = e.OriginalStatusCode,
                RequestId = e.RequestId,
                Region = caller.Connection.Region,
                ProfileName = caller.Connection.ProfileName,
            },
            RecommendedAction = $"Look at the log of the model, /aws/sagemaker/Endpoints/{endpointName}. A -BatchSize of 1 helps where it takes one row at a time.",
        };
    }
}

/// <summary>A model could not be asked.</summary>
/// <param name="problem">Why.</param>
internal sealed class ModelFailedException(Problem problem) : Exception(problem.Message)
{
    /// <summary>Why.</summary>
    public Problem Problem { get; } = problem;
}
