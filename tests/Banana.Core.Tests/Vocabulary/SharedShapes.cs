using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

/// <summary>One direction of a connection: the shapes that its stacks share, and what each payload becomes on the other side.</summary>
internal sealed class SharedShapes
{
    private readonly BananaSerializerOptions _sending;
    private readonly BananaSerializerOptions _receiving;

    public SharedShapes(Action<SliceableTypeRegistry> sending, Action<SliceableTypeRegistry>? receiving = null, int maxBytes = 1 << 20, int maxPieceBytes = int.MaxValue)
    {
        _sending = NewOptions(sending);
        _receiving = NewOptions(receiving ?? sending);
        Announced = new AnnouncedShapes(WireDialect.Net.Vocabulary, maxBytes, maxPieceBytes);
        Peer = new PeerShapes(WireDialect.Net.Vocabulary, maxBytes);
    }

    public AnnouncedShapes Announced { get; }

    public PeerShapes Peer { get; }

    public SlicerStack NewSlicerStack() => new(_sending.ToSlicerStackOptions() with { AnnouncedShapes = Announced });

    public UnslicerStack NewUnslicerStack() => new(_receiving.ToUnslicerStackOptions() with { PeerShapes = Peer });

    /// <summary>Writes a payload.</summary>
    public byte[] Write<T>(SlicerStack stack, T value)
    {
        ArrayBufferWriter<byte> output = new();
        Write(stack, value, output);
        return output.WrittenSpan.ToArray();
    }

    public void Write<T>(SlicerStack stack, T value, IBufferWriter<byte> output)
    {
        stack.Restart();
        TokenWriter writer = new(output);
        Assert.AreEqual(SliceStep.Done, stack.Write(ref writer, _sending.Types.Get<T>().Slicer, value));
        writer.Commit();
    }

    /// <summary>Brings what is new to the other side.</summary>
    /// <returns>The announcements, one piece each.</returns>
    public List<byte[]> Announce()
    {
        List<byte[]> pieces = [];
        ArrayBufferWriter<byte> output = new();
        while (Announced.TryTakeNew(output))
        {
            pieces.Add(output.WrittenSpan.ToArray());
            Peer.Read(new ReadOnlySequence<byte>(pieces[^1]));
            output.ResetWrittenCount();
        }

        Assert.AreEqual(0, output.WrittenCount);
        return pieces;
    }

    public T? Read<T>(UnslicerStack stack, byte[] payload)
    {
        stack.Restart(isSamePeer: true);
        TokenReader reader = new(payload);
        Assert.AreEqual(ReadStatus.Done, stack.TryRead(ref reader, _receiving.Types.Get<T>().Unslicer, out T? value));
        Assert.AreEqual(0, reader.Remaining);
        return value;
    }

    private static BananaSerializerOptions NewOptions(Action<SliceableTypeRegistry> register)
    {
        BananaSerializerOptions options = new();
        register(options.Types);
        return options;
    }
}
