using System.Xml.Linq;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Sts;

internal sealed class StsService : QueryService
{
    public StsService()
        : base("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/") =>
        Operation("GetCallerIdentity", GetCallerIdentity);

    // AWS tells everybody who they are, whatever their policies deny.
    public override bool IsOpenToAll(string operation) => operation == "GetCallerIdentity";

    private static IEnumerable<XElement> GetCallerIdentity(QueryCall call) =>
    [
        new("Arn", call.Call.UserArn),
        new("UserId", call.Call.Identity.AccessKey),
        new("Account", SamplePlatform.Account),
    ];
}
