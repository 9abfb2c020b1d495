using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Reads the payload of one envelope after the other, in whatever pieces it arrives.</summary>
internal interface IPayloadReader
{
    /// <summary>Whether an object has been started and not finished.</summary>
    bool IsBusy { get; }

    /// <summary>Forgets the last payload: each is a stream of its own.</summary>
    void Restart();

    /// <summary>Where in the object the reader stands.</summary>
    string CurrentPath { get; }

    /// <inheritdoc cref="UnslicerStack.TryRead{T}"/>
    ReadStatus TryRead(ref TokenReader reader, out object? value);

    /// <inheritdoc cref="UnslicerStack.TakeReplies"/>
    bool TakeReplies(System.Buffers.IBufferWriter<byte> output);
}

/// <inheritdoc/>
internal sealed class PayloadReader<T> : IPayloadReader
{
    private readonly Unslicer<T> _unslicer;
    private readonly UnslicerStack _stack;

    /// <summary>Reads with <paramref name="stack"/>, which all of a connection share: there is one payload at a time.</summary>
    public PayloadReader(Unslicer<T> unslicer, UnslicerStack stack)
    {
        _unslicer = unslicer;
        _stack = stack;
    }

    public bool IsBusy => _stack.IsBusy;

    public void Restart() => _stack.Restart(isSamePeer: true);

    public string CurrentPath => _stack.CurrentPath;

    public ReadStatus TryRead(ref TokenReader reader, out object? value)
    {
        ReadStatus status = _stack.TryRead(ref reader, _unslicer, out T? read);
        value = read;
        return status;
    }

    public bool TakeReplies(System.Buffers.IBufferWriter<byte> output) => _stack.TakeReplies(output);
}
