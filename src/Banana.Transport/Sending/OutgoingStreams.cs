using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>The streams of fragments that one connection sends: their numbers, their slicers, and the live ones among them. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class OutgoingStreams
{
    private const int IdleSlicers = 4; // more senders at the same time make their own

    private readonly Dictionary<ulong, OutgoingStream> _live = []; // its own lock
    private readonly EventOutput _output;
    private readonly OutgoingAnnouncements _announcements;
    private readonly SlicerStackOptions _options;
    private readonly Hello _peer;
    private readonly SemaphoreSlim _places; // of large events
    private readonly SemaphoreSlim _livePlaces;
    private readonly int _fragmentBytes;
    private readonly PartSlicer?[] _idle = new PartSlicer?[IdleSlicers];
    private ulong _last = EnvelopeIds.FirstStream - 1;

    public OutgoingStreams(EventOutput output, OutgoingAnnouncements announcements, SlicerStackOptions options, Hello peer, int fragmentBytes)
    {
        _output = output;
        _announcements = announcements;
        _options = options;
        _peer = peer;
        _fragmentBytes = fragmentBytes;
        _places = new SemaphoreSlim(peer.MaxLargeEvents);
        _livePlaces = new SemaphoreSlim(peer.MaxStreams);
    }

    /// <summary>Returns a slicer for one event.</summary>
    public PartSlicer Rent()
    {
        foreach (ref PartSlicer? place in _idle.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } idle)
            {
                return idle;
            }
        }

        return new PartSlicer(_options, this, _fragmentBytes);
    }

    /// <summary>Returns a slicer for the next event.</summary>
    public void Return(PartSlicer slicer)
    {
        foreach (ref PartSlicer? place in _idle.AsSpan())
        {
            if (place is null && Interlocked.CompareExchange(ref place, slicer, null) is null)
            {
                return;
            }
        }
    }

    /// <summary>Waits until the peer takes one more large event, and returns the number of its stream.</summary>
    public async ValueTask<ulong> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Interlocked.Increment(ref _last);
    }

    /// <summary>Ends a large event.</summary>
    public void Leave() => _places.Release();

    /// <summary>Gives a live stream its number.</summary>
    /// <exception cref="InvalidOperationException">The peer takes no more streams.</exception>
    public OutgoingStream<T> Open<T>(IAsyncEnumerable<T> source, Slicer<T> element)
    {
        if (!_livePlaces.Wait(0, CancellationToken.None))
        {
            throw new InvalidOperationException($"The peer takes {_peer.MaxStreams} streams at the same time (EventConnectionOptions.MaxStreams there). Wait until one has ended.");
        }

        PartSlicer slicer = new(_options, this, _fragmentBytes);
        SendCredit credit = new(_peer.StreamWindow);
        OutgoingFragments fragments = new(_output, _announcements, this, slicer, credit, SendRanks.OfFragment(EventPriority.Normal));
        return new OutgoingStream<T>(Interlocked.Increment(ref _last), source, element, slicer, fragments, credit);
    }

    /// <summary>Starts to send live streams, whose event has been sent.</summary>
    public void Start(List<OutgoingStream> opened)
    {
        foreach (OutgoingStream stream in opened)
        {
            lock (_live)
            {
                _live.Add(stream.Number, stream);
            }

            _ = RunAsync(stream);
        }
    }

    /// <summary>Forgets live streams whose event was not sent. They have not been enumerated.</summary>
    public void Forget(List<OutgoingStream> opened)
    {
        _livePlaces.Release(opened.Count);
    }

    /// <summary>Returns the credit of a live stream; null if it has ended.</summary>
    public SendCredit? FindCredit(ulong number)
    {
        lock (_live)
        {
            return _live.GetValueOrDefault(number)?.Credit;
        }
    }

    /// <summary>Stops a live stream, whose consumer has left.</summary>
    public void Stop(ulong number)
    {
        OutgoingStream? stream;
        lock (_live)
        {
            stream = _live.GetValueOrDefault(number);
        }

        stream?.Stop();
    }

    private async Task RunAsync(OutgoingStream stream)
    {
        await stream.RunAsync(_output.Over).ConfigureAwait(false);
        lock (_live)
        {
            _live.Remove(stream.Number);
        }

        _livePlaces.Release();
    }
}
