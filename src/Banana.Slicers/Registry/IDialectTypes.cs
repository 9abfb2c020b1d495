namespace Banana.Slicing;

/// <summary>
/// A dialect with types of its own: implemented by a <see cref="Wire.WireDialect"/>, asked by the registry of its options. Safe to call from several threads.
/// </summary>
internal interface IDialectTypes
{
    /// <summary>Registers the types, beside or instead of built-in ones.</summary>
    /// <param name="types">The registry; it is new.</param>
    void AddTo(SliceableTypeRegistry types);

    /// <summary>Whether values of a built-in type are allowed where nothing is declared.</summary>
    bool IsOpen(Type type);
}
