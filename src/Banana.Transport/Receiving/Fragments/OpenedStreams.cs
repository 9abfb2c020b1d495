using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The live streams that one stack has opened inside the object that it reads. Each stack has its own, because large events are read at
/// the same time. Used by the reading task.
/// </summary>
/// <param name="streams">All streams of the connection.</param>
internal sealed class OpenedStreams(IncomingStreams streams) : ILiveStreamReceiver
{
    private readonly List<ulong> _numbers = [];

    /// <inheritdoc/>
    IAsyncEnumerable<T>? ILiveStreamReceiver.Open<T>(ulong number, Unslicer<T> element, CompiledTaster tasters)
    {
        IncomingLiveStream<T>? opened = streams.Open(number, element, tasters);
        if (opened is not null)
        {
            _numbers.Add(number);
        }

        return opened;
    }

    /// <summary>Ends the object: its streams are kept if it was accepted, otherwise stopped.</summary>
    public void End(bool isAccepted)
    {
        if (_numbers.Count > 0)
        {
            EndSlow(isAccepted);
        }
    }

    private void EndSlow(bool isAccepted)
    {
        if (!isAccepted)
        {
            _numbers.ForEach(streams.Refuse);
        }

        _numbers.Clear();
    }
}
