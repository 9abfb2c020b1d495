using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Guids: a STRING of their 16 bytes, in the order in which they are written down (PROTOCOL.md [T-20]).</summary>
internal sealed class GuidSlicer : Slicer<Guid>
{
    internal const int Size = 16;

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Guid value)
    {
        value.TryWriteBytes(writer.WriteBytesInPlace(Size), bigEndian: true, out _);
        return SliceStep.Done;
    }
}

/// <summary>The unslicer for <see cref="GuidSlicer"/>.</summary>
internal sealed class GuidUnslicer : TokenUnslicer<Guid>
{
    public override string Expected => "the 16 bytes of a Guid";

    public override TokenTypes Tokens => TokenTypes.String;

    public override OpenType? OpenType => null;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out Guid value) => TryReadBytes(ref reader, out value);

    internal static ReadStatus TryReadBytes(ref TokenReader reader, out Guid value)
    {
        Span<byte> bytes = stackalloc byte[GuidSlicer.Size];
        ReadStatus status = reader.TryReadBytes(bytes);
        value = status == ReadStatus.Done ? new Guid(bytes, bigEndian: true) : default;
        return status;
    }
}
