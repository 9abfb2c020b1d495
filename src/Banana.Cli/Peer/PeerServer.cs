using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banana.Cli.Json;
using Banana.Transport;

namespace Banana.Cli.Peer;

/// <summary><c>banana peer serve</c>: sends every object back, over TCP on 127.0.0.1.</summary>
/// <param name="options">How the peer speaks.</param>
/// <param name="mode">What is sent back: <c>echo</c>, <c>json</c> (text), or <c>vocab-echo</c> (after a table of its own).</param>
/// <param name="onViolation"><c>report</c> it to the peer, <c>ignore</c> it, or <c>die</c>.</param>
/// <param name="isVerbose">Whether what happens is written to standard error.</param>
internal sealed class PeerServer(PeerOptions options, string mode, string onViolation, bool isVerbose)
{
    private static readonly string[] s_words = ["list", "tuple", "dict", "unicode", "none", "boolean", "reference", "hello"];

    /// <summary>Listens until it is cancelled.</summary>
    public async Task RunAsync(int port, TextWriter output, CancellationToken cancellationToken)
    {
        SocketListener listener = new(new IPEndPoint(IPAddress.Loopback, port));
        await using ConfiguredAsyncDisposable closing = listener.ConfigureAwait(false);
        await output.WriteLineAsync($"LISTENING {((IPEndPoint)listener.LocalEndPoint).Port}").ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        HashSet<Task> connections = [];
        try
        {
            while (true)
            {
                CarrierConnection carrier = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                connections.RemoveWhere(connection => connection.IsCompleted);
                connections.Add(ServeAsync(carrier, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false); // each ends for the same reason
        }
    }

    private async Task ServeAsync(CarrierConnection carrier, CancellationToken cancellationToken)
    {
        await using (carrier.ConfigureAwait(false))
        {
            TokenConnection connection = new(carrier, new TokenConnectionOptions
            {
                Serializer = options.NewSerializer(),
                References = options.References,
                AbsorbsViolations = onViolation != "die",
            });
            await using (connection.ConfigureAwait(false))
            {
                try
                {
                    await EchoAsync(connection, cancellationToken).ConfigureAwait(false);
                }
                catch (BananaProtocolException lost) when (lost.Code == ProtocolErrorCode.PeerError)
                {
                    Note("peer-error", lost.Found);
                }
                catch (BananaProtocolException lost)
                {
                    Note("fatal", lost.Message, lost.Path, "BananaError");
                }
                catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
                {
                    Note("gone", gone.Message);
                }
            }
        }
    }

    private async Task EchoAsync(TokenConnection connection, CancellationToken cancellationToken)
    {
        if (mode == "vocab-echo")
        {
            await connection.SetVocabularyAsync(s_words, cancellationToken).ConfigureAwait(false);
        }

        await foreach (ReceivedObject<object> received in connection.ReceiveAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (received.Violation is { } violation)
            {
                Note("violation", violation.ToString(), violation.Path);
                if (onViolation == "report")
                {
                    await SendAsync(connection, new ObjectTuple("violation", violation.Path, violation.ToString()), cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                object? answer = mode == "json" ? CanonicalWriter.Write(received.Value, options.Dialect) : received.Value;
                await SendAsync(connection, answer, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(TokenConnection connection, object? value, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(value, cancellationToken).ConfigureAwait(false);
        }
        catch (ViolationException refused)
        {
            Note("send-failed", refused.Message, refused.Path);
        }
    }

    private void Note(string what, string message, string? where = null, string? kind = null)
    {
        if (isVerbose)
        {
            JsonObject note = new() { ["ev"] = what, ["where"] = where, ["kind"] = kind, ["msg"] = message };
            foreach (string name in note.Where(property => property.Value is null).Select(property => property.Key).ToList())
            {
                note.Remove(name);
            }

            Console.Error.WriteLine(note.ToJsonString(JsonSerializerOptions.Default));
        }
    }
}
