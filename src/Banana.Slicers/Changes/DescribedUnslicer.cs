using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions of a type where the sender declared none, so that each value describes itself. It is accepted if it has exactly the
/// declared type, or can be converted by the table (PROTOCOL.md [I-6]). A bare token has the same meaning as where nothing is
/// declared.
/// </summary>
/// <typeparam name="T">The declared type.</typeparam>
internal sealed class DescribedUnslicer<T> : Unslicer<T>
{
    private readonly Unslicer<T> _own;
    private readonly string _name;

    /// <param name="own">The unslicer of the declared type.</param>
    /// <param name="name">The name of the type.</param>
    public DescribedUnslicer(Unslicer<T> own, string name)
    {
        _own = own;
        _name = name;
        Tokens = own.Tokens & (Of("int32", TokenTypes.Integers) | Of("float64", TokenTypes.Float) | Of("bytes", TokenTypes.Strings));
    }

    public override string Expected => _own.Expected;

    public override TokenTypes Tokens { get; }

    public override bool AcceptsNull => _own.AcceptsNull;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.Unslicers.Find(openType) is { } known && IsOfType(known.Type))
        {
            return known;
        }

        return openType is { Name: OpenTypes.Typed, Class: { } name } && Declared.Reader(_own, name, _name) is { } reader
            ? new TypedUnslicer<T>(reader, name)
            : null;
    }

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => IsOfType(type) || _own.AcceptsReference(reader, type, stack);

    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value)
    {
        value = null;
        return (Tokens & TokenTypes.Strings) != 0 && _own.TryTakeWord(word, stack, out value);
    }

    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return reader.TryPeek(out TokenHeader header) == ReadStatus.Done && (header.Type.Bit() & Tokens) != 0
            ? _own.Read(ref reader, stack, out value)
            : base.ReadUntasted(ref reader, stack, out value);
    }

    private static bool IsOfType(Type type) =>
        type == typeof(T) || type == Nullable.GetUnderlyingType(typeof(T)) || (!typeof(T).IsArray && Positions.Take(typeof(T), type));

    private TokenTypes Of(string type, TokenTypes tokens) => TypeChanges.Between(type, _name) == TypeChange.None ? tokens : TokenTypes.None;
}
