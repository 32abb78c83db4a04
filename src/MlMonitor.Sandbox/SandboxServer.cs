using System.Collections;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform.Topics;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox;

/// <summary>A running sandbox: a loopback stand-in for the AWS services, loaded with a sample ML platform.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SandboxState _state;
    private int _disposed;

    private SandboxServer(WebApplication app, SandboxState state)
    {
        _app = app;
        _state = state;
        Address = new Uri(app.Urls.Single());
        SessionEnvironment = MakeSessionEnvironment();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>
    /// The environment variables that point AWS clients at the sandbox; a null value means that the variable has to be unset.
    /// </summary>
    public IReadOnlyDictionary<string, string?> SessionEnvironment { get; }

    /// <summary>The faults in force; also at /_sandbox/faults.</summary>
    public FaultList Faults => _state.Faults;

    /// <summary>The calls so far; also at /_sandbox/calls.</summary>
    public IReadOnlyList<CallCount> Calls => _state.Calls.Counts;

    /// <summary>The messages published to topics, oldest first; also at /_sandbox/published.</summary>
    public IReadOnlyList<PublishedMessage> Published => Doors.Published(_state);

    /// <summary>Starts a sandbox on 127.0.0.1.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken ct = default)
    {
        var state = new SandboxState(options);
        // Empty: no configuration of the current folder, no environment, no logging. The sandbox is a guest in a shell.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();

        var stopping = app.Lifetime.ApplicationStopping;
        var gateway = new Gateway(state, stopping);
        app.Run(http => http.Request.Path.StartsWithSegments(Doors.Root)
            ? Doors.HandleAsync(http, state)
            : gateway.HandleAsync(http));
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new SandboxServer(app, state);
    }

    /// <summary>Runs a pipeline once more, and it ends well; also at /_sandbox/mend?pipeline=NAME.</summary>
    /// <param name="pipeline">Its name.</param>
    /// <returns>Whether there is such a pipeline.</returns>
    public bool Mend(string pipeline) => Doors.Mend(_state, pipeline);

    /// <summary>Makes the platform anew, at the clock's present time, and forgets calls, messages and added faults.</summary>
    public void Reset() => _state.Reset();

    /// <summary>Stops listening and cuts what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private Dictionary<string, string?> MakeSessionEnvironment()
    {
        var session = new Dictionary<string, string?>(StringComparer.Ordinal);

        // Whatever could send a client elsewhere, or give it other credentials, has to go.
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.OrdinalIgnoreCase))
                session[name] = null;
        }

        foreach (var name in new[]
                 {
                     "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE",
                     "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                     "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
                 })
        {
            session[name] = null;
        }

        session["AWS_ENDPOINT_URL"] = Address.GetLeftPart(UriPartial.Authority);
        session["AWS_ACCESS_KEY_ID"] = AccessKeys.Operator;
        session["AWS_SECRET_ACCESS_KEY"] = AccessKeys.Secret;
        session["AWS_REGION"] = Platform.SamplePlatform.HomeRegion;
        session["AWS_DEFAULT_REGION"] = Platform.SamplePlatform.HomeRegion;
        session["AWS_EC2_METADATA_DISABLED"] = "true";

        // A company's proxy knows nothing of this machine's loopback.
        var noProxy = Environment.GetEnvironmentVariable("NO_PROXY") ?? Environment.GetEnvironmentVariable("no_proxy");
        session["NO_PROXY"] = string.IsNullOrEmpty(noProxy) ? Address.Host : $"{noProxy},{Address.Host}";
        return session;
    }

    /// <summary>The host's own lifetime takes Ctrl+C for itself; the shell that embeds a sandbox needs it.</summary>
    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
