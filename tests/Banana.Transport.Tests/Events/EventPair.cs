using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>Two event connections that have greeted each other.</summary>
internal sealed class EventPair(CarrierPair carrier, EventConnection left, EventConnection right) : IAsyncDisposable
{
    public CarrierPair Carrier => carrier;

    public EventConnection Left => left;

    public EventConnection Right => right;

    public static async Task<EventPair> OpenAsync(Carrier carrier = Streams.Carrier.Memory, EventConnectionOptions? left = null, EventConnectionOptions? right = null)
    {
        CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, right ?? NewOptions()).AsTask();
        EventConnection opened = await EventConnection.OpenAsync(pair.Client, left ?? NewOptions()).AsTask().WaitAsync(RawPeer.Patience);
        return new EventPair(pair, opened, await opening.WaitAsync(RawPeer.Patience));
    }

    public static EventConnectionOptions NewOptions(TimeProvider? time = null)
    {
        EventConnectionOptions options = new() { TimeProvider = time ?? TimeProvider.System };
        options.Serializer.Types.Add(Node.Sliceable);
        options.Events.Add("test.node", Node.Sliceable).Add("test.text", Banana.Slicing.BuiltInTypes.String).Add("test.number", Banana.Slicing.BuiltInTypes.Int32);
        return options;
    }

    /// <summary>Receives what the right side gets until the end.</summary>
    public async Task<List<ReceivedEvent>> ReceiveAllAsync()
    {
        List<ReceivedEvent> received = [];
        await foreach (ReceivedEvent item in right.ReceiveAllAsync())
        {
            received.Add(item);
        }

        return received;
    }

    public async ValueTask DisposeAsync()
    {
        await left.DisposeAsync();
        await right.DisposeAsync();
        await carrier.DisposeAsync();
    }
}
