using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// Carries events in envelopes over any <see cref="IDuplexPipe"/>. Sending is safe from any thread, one event after the
/// other; receiving is for one reader.
/// </summary>
public sealed partial class Connection : IAsyncDisposable
{
    private readonly IDuplexPipe _pipe;
    private readonly ConnectionOptions _options;
    private readonly AnnouncedEvents _announced;
    private readonly SlicerStackOptions _slicing;

    /// <summary>Speaks over <paramref name="pipe"/>, and completes both its ends when disposed.</summary>
    public Connection(IDuplexPipe pipe, ConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(options);
        _pipe = pipe;
        _output = new SharedOutput(pipe.Output);
        _options = options;
        options.Events.Freeze();
        _slicing = options.Serializer.ToSlicerStackOptions();
        UnslicerStack stack = new(options.Serializer.ToUnslicerStackOptions() with { AnswersPings = true });
        _announced = new AnnouncedEvents(options.Events, stack, options.MaxEventTypes);
        _announcements = new PayloadReader<EventTypeAnnouncement>(EventTypeAnnouncement.Sliceable.Unslicer, stack);
        _controls = new PayloadReader<object>(BuiltInTypes.Object.Unslicer, stack);
    }

    /// <summary>Says goodbye if that is still possible, and completes both ends of the pipe.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            await SayGoodbyeAsync(error: null).ConfigureAwait(false);
        }

        await _output.CompleteAsync(why: null).ConfigureAwait(false);
        await _pipe.Input.CompleteAsync().ConfigureAwait(false);
        _payload.Dispose();
    }
}
