using System.Net.Security;
using System.Security.Authentication;

namespace Banana.Transport;

/// <summary>The first exchange of a TLS connection, from either side.</summary>
internal static class TlsHandshake
{
    /// <summary>Makes a TLS connection of a connection, which is disposed if that fails.</summary>
    /// <param name="inner">The connection below.</param>
    /// <param name="address">The address of the TLS connection.</param>
    /// <param name="authenticate">A function that does the handshake.</param>
    /// <param name="timeout">The time that it may take.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="cancellationToken">A token that cancels it.</param>
    /// <exception cref="IOException">The handshake failed, or took too long.</exception>
    public static async Task<CarrierConnection> RunAsync(
        CarrierConnection inner,
        string address,
        Func<SslStream, CancellationToken, Task> authenticate,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        SslStream tls = new(inner.AsStream(), leaveInnerStreamOpen: true);
        try
        {
            await authenticate(tls, either.Token).ConfigureAwait(false);
            return new TlsConnection(inner, tls, address);
        }
        catch (Exception failure)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            await inner.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw failure switch
            {
                OperationCanceledException => new IOException($"{address} has not completed the TLS handshake within {timeout}.", failure),
                AuthenticationException or IOException or InvalidOperationException => new IOException($"The TLS handshake with {address} failed. {Explain(failure)}", failure),
                _ => failure,
            };
        }
    }

    private static string Explain(Exception failure) =>
        failure.InnerException is { } cause && failure.Message.Contains("inner exception", StringComparison.Ordinal) ? cause.Message : failure.Message;
}
