using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

/// <summary>What a receiver made of its bytes: an object, a violation, or the end of the stream's life.</summary>
public sealed record Received(object? Value, Violation? Violation, BananaProtocolException? Fatal)
{
    public static Received OfValue(object? value) => new(value, null, null);

    public string Kind => Fatal is not null ? "fatal" : Violation is not null ? "violation" : "object";
}

/// <summary>A receiving stack that is fed pieces of a stream and writes down all that comes of them.</summary>
public sealed class Receiver<T>
{
    private readonly UnslicerStack _stack;
    private readonly Unslicer<T> _root;
    private readonly WireLimits _limits;
    private readonly ArrayBufferWriter<byte> _replies = new();
    private TokenReaderState _state;
    private byte[] _kept = [];

    public Receiver(UnslicerStackOptions options, Unslicer<T> root)
    {
        _stack = new UnslicerStack(options);
        _root = root;
        _limits = options.Policy.Limits;
    }

    public List<Received> Events { get; } = [];

    public byte[] Replies => _replies.WrittenSpan.ToArray();

    /// <summary>Bytes that wait for more bytes to make sense.</summary>
    public int Buffered => _kept.Length;

    public bool IsLost => Events.Count > 0 && Events[^1].Fatal is not null;

    public bool IsBusy => _stack.IsBusy || _kept.Length > 0 || _state.BodyRemaining > 0;

    /// <summary>Feeds one piece behind what was left; as one span, or as two segments when <paramref name="segmented"/>.</summary>
    public void Feed(byte[] piece, bool segmented = false)
    {
        if (IsLost)
        {
            return;
        }

        if (segmented)
        {
            ReadOnlySequence<byte> sequence = Cuts.ToSequence([], _kept, [], piece, []);
            TokenReader reader = new(sequence, _state, _limits);
            ReadAll(ref reader);
            _kept = sequence.Slice(reader.Offset - _state.Offset).ToArray();
            _state = reader.State;
        }
        else
        {
            byte[] bytes = [.. _kept, .. piece];
            TokenReader reader = new(bytes, _state, _limits);
            ReadAll(ref reader);
            _kept = bytes[(int)(reader.Offset - _state.Offset)..];
            _state = reader.State;
        }
    }

    private void ReadAll(ref TokenReader reader)
    {
        while (true)
        {
            try
            {
                if (_stack.TryRead(ref reader, _root, out T? value) == ReadStatus.Done)
                {
                    Events.Add(Received.OfValue(value));
                }
                else if (!_stack.MustTakeReplies)
                {
                    return;
                }
            }
            catch (ViolationException refused)
            {
                Events.Add(new Received(null, refused.Violation, null));
            }
            catch (BananaProtocolException lost)
            {
                Events.Add(new Received(null, null, lost));
                return;
            }
            finally
            {
                _stack.TakeReplies(_replies);
            }
        }
    }
}

/// <summary>Receivers that are made for one stream.</summary>
public static class Receiver
{
    /// <summary>All that comes of <paramref name="pieces"/>.</summary>
    public static List<Received> ReadAll<T>(UnslicerStackOptions options, Unslicer<T> root, params IEnumerable<byte[]> pieces)
    {
        Receiver<T> receiver = new(options, root);
        foreach (byte[] piece in pieces)
        {
            receiver.Feed(piece);
        }

        return receiver.Events;
    }
}
