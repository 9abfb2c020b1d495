using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>Writes instances as positional bodies behind an open type of their own.</summary>
internal abstract class PositionalSlicer<T>(string openType) : Slicer<T>
    where T : class
{
    private readonly VocabularyWord _openType = new(openType);

    public sealed override VocabularyWord IndexWord => _openType;
}

/// <summary>Reads them.</summary>
internal abstract class PositionalUnslicer<T>(string openType) : Unslicer<T>
    where T : class
{
    private readonly VocabularyWord _openType = new(openType);

    public sealed override string Expected => $"a {_openType}";

    public sealed override ReferenceKind References => ReferenceKind.AtOpen;

    protected sealed override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value) =>
        stack.ReadSequence(ref reader, this, _openType, out value);

    public sealed override OpenType? OpenType => new OpenType(_openType.Text!, null);
}
