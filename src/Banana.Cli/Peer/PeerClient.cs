using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banana.Cli.Json;
using Banana.Transport;

namespace Banana.Cli.Peer;

/// <summary><c>banana peer client</c>: sends objects to a server that sends each back, and compares.</summary>
/// <param name="options">How the peer speaks.</param>
/// <param name="step">How many bytes are written at a time; 0 for all at once.</param>
/// <param name="timeout">How long one answer may take.</param>
internal sealed class PeerClient(PeerOptions options, int step, TimeSpan timeout)
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends the values to the server at <paramref name="port"/>, and prints every difference and a summary.</summary>
    /// <returns>Whether all came back as they were.</returns>
    public async Task<bool> RunAsync(int port, IEnumerable<object?> values, TextWriter output, CancellationToken cancellationToken)
    {
        using Socket socket = await ConnectAsync(port, cancellationToken).ConfigureAwait(false);
        NetworkStream stream = new(socket);
        await using (stream.ConfigureAwait(false))
        {
            TokenConnection connection = new(
                new Duplex(
                    PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)),
                    PipeWriter.Create(step > 0 ? new SteppingStream(stream, step) : stream, new StreamPipeWriterOptions(leaveOpen: true))),
                new TokenConnectionOptions { Serializer = options.NewSerializer(), References = options.References });
            await using (connection.ConfigureAwait(false))
            {
                return await RunAsync(connection, values, output, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> RunAsync(
        TokenConnection connection, IEnumerable<object?> values, TextWriter output, CancellationToken cancellationToken)
    {
        int sent = 0;
        int bad = 0;
        bool isBroken = false;
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<ReceivedObject<object>> answers = connection.ReceiveAllAsync(stopping.Token).GetAsyncEnumerator(stopping.Token);
        await using (answers.ConfigureAwait(false))
        {
            foreach (object? value in values)
            {
                (string? want, JsonObject difference) = Expect(value);
                string? got = null;
                stopping.CancelAfter(timeout);
                try
                {
                    if (want is not null)
                    {
                        await connection.SendAsync(value, stopping.Token).ConfigureAwait(false);
                        isBroken = !await answers.MoveNextAsync().ConfigureAwait(false);
                        difference["fault"] = isBroken ? "the server closed the connection" : answers.Current.Violation?.ToString();
                        got = difference["fault"] is null ? CanonicalWriter.Write(answers.Current.Value, options.Dialect, sorts: true) : null;
                    }
                }
                catch (Exception broken) when (broken is BananaException or IOException or OperationCanceledException or ObjectDisposedException)
                {
                    difference["fault"] = broken is OperationCanceledException ? $"no answer for {timeout}" : broken.Message;
                    isBroken = true;
                }

                if (got is null || got != want)
                {
                    bad++;
                    difference["n"] = sent;
                    difference["got"] = got;
                    await output.WriteLineAsync(ForeignText.Escape(difference.ToJsonString(s_readable))).ConfigureAwait(false);
                }

                sent++;
                if (isBroken)
                {
                    break;
                }
            }
        }

        await output.WriteLineAsync(new JsonObject { ["sent"] = sent, ["bad"] = bad }.ToJsonString()).ConfigureAwait(false);
        return bad == 0;
    }

    /// <summary>
    /// What a receiver makes of a value: instances that are shared come back as several; null if it cannot be sent, or would be
    /// refused. And what there is to say if something else comes back; the bytes are those of a fresh stream.
    /// </summary>
    private (string? Json, JsonObject Difference) Expect(object? value)
    {
        (_, byte[] bytes, JsonArray refused) = new PeerConnection(options).Encode(value);
        PeerConnection receiver = new(options) { Sorts = true };
        JsonArray events = receiver.Feed(bytes, 0);
        string? json = receiver.Objects.Count == 1 ? CanonicalWriter.Write(receiver.Objects[0], options.Dialect, sorts: true) : null;
        JsonArray? reasons = json is not null ? null : refused.Count > 0 ? refused : events;
        return (json, new JsonObject { ["sent_hex"] = Convert.ToHexStringLower(bytes), ["want"] = json, ["events"] = reasons });
    }

    private static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new UsageException($"No server answers at 127.0.0.1:{port}: {refused.Message}");
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
