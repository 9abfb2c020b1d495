using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Banana.Cli.Commands;
using Banana.Cli.Json;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary><c>banana bus watch</c>.</summary>
internal sealed class BusWatcher
{
    private const int Capacity = 1024;

    private static readonly object s_end = new(); // an internal event behind all that have come
    private static readonly PublishOptions s_internal = new() { Internal = true };

    private readonly BusMember _member;
    private readonly Channel<(NamedEvent Event, object? Value)> _arrived = Channel.CreateBounded<(NamedEvent Event, object? Value)>(Capacity);
    private ConnectionChange? _ended;

    private BusWatcher(BusMember member)
    {
        _member = member;
    }

    public static async Task<int> RunAsync(
        CommandStreams streams, CarrierAddress address, string name, string[] events, long? count, CancellationToken cancellationToken)
    {
        BusMember member = BusMember.Create(name, events, streams.Errors);
        await using ConfiguredAsyncDisposable closing = member.ConfigureAwait(false);
        return await new BusWatcher(member).RunAsync(streams, address, count ?? long.MaxValue, count is not null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> RunAsync(CommandStreams streams, CarrierAddress address, long count, bool mustCount, CancellationToken cancellationToken)
    {
        foreach (NamedEvent watched in _member.Events)
        {
            watched.Subscribe(_member.Endpoint, value => _arrived.Writer.WriteAsync((watched, value), cancellationToken));
        }

        Task watching = WatchConnectionAsync(cancellationToken);
        await _member.Endpoint.ConnectAsync(address.ToConnector(), cancellationToken).ConfigureAwait(false);
        try
        {
            if (await PrintAsync(streams.Output, count, cancellationToken).ConfigureAwait(false))
            {
                return _member.ExitCode;
            }
        }
        catch (OperationCanceledException)
        {
            return mustCount ? ExitCodes.Failure : _member.ExitCode;
        }

        await watching.ConfigureAwait(false);
        await streams.SayAsync($"'{_ended!.Name}' is gone: {_ended.Message ?? _ended.Reason.ToString()}.").ConfigureAwait(false);
        return _ended.Reason switch
        {
            ConnectionCloseReason.ProtocolError => ExitCodes.ProtocolError,
            ConnectionCloseReason.Goodbye when !mustCount => _member.ExitCode,
            _ => ExitCodes.Failure,
        };
    }

    /// <summary>Prints until there are enough, which is true, or the connection has ended.</summary>
    private async Task<bool> PrintAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        StreamWriter output = new(stream, leaveOpen: true) { NewLine = "\n" };
        await using ConfiguredAsyncDisposable flushing = output.ConfigureAwait(false);
        int open = _member.Events.Count;
        while (count > 0 && open > 0)
        {
            if (!_arrived.Reader.TryRead(out (NamedEvent Event, object? Value) next))
            {
                await output.FlushAsync(cancellationToken).ConfigureAwait(false); // whoever waits for us sees what there is
                next = await _arrived.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            if (ReferenceEquals(next.Value, s_end))
            {
                open--;
                continue;
            }

            await output.WriteLineAsync(Format(next.Event, next.Value)).ConfigureAwait(false);
            count--;
        }

        return count == 0;
    }

    private string Format(NamedEvent watched, object? value)
    {
        string json = CanonicalWriter.WriteForm(value);
        return _member.Events.Count == 1
            ? json
            : $$"""{"event":"{{JsonEncodedText.Encode(watched.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}","value":{{json}}}""";
    }

    /// <summary>Waits for the end of the connection, and puts an end behind the events that have come.</summary>
    private async Task WatchConnectionAsync(CancellationToken cancellationToken)
    {
        await foreach (ConnectionChange change in _member.Endpoint.WatchConnectionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!change.IsConnected)
            {
                _ended = change;
                foreach (NamedEvent watched in _member.Events)
                {
                    await watched.PublishAsync(_member.Endpoint, s_end, s_internal, cancellationToken).ConfigureAwait(false);
                }

                return;
            }
        }
    }
}
