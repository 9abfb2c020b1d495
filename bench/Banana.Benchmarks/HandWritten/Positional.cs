using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>Writes instances as positional bodies behind an open type of their own.</summary>
internal abstract class PositionalSlicer<T>(string openType) : Slicer<T>(new VocabularyWord(openType))
    where T : class;

/// <summary>Reads them: each through a typed door of its own, as generated code does.</summary>
internal abstract class PositionalUnslicer<T>(string openType) : Unslicer<T>
    where T : class
{
    protected readonly VocabularyWord Word = new(openType);

    public sealed override string Expected => $"a {openType}";

    public sealed override ReferenceKind References => ReferenceKind.AtOpen;

    public sealed override OpenType? OpenType => new OpenType(openType, null);
}
