using Banana.Wire;

namespace Banana;

/// <summary>
/// A value as it is on the wire, for programs that show or pass on what they have no type for: its open type and its parts. Nothing is looked up
/// by its names. See <see cref="Slicing.BuiltInTypes.GenericSequence"/> and <see cref="Slicing.BuiltInTypes.GenericValue"/>. Not thread-safe.
/// </summary>
/// <param name="openType">Its open type.</param>
public sealed class GenericSequence(OpenType openType)
{
    /// <summary>Its open type.</summary>
    public OpenType OpenType => openType;

    /// <summary>The shape of an instance that is sent by shape, see <see cref="Wire.Shape.OfInstance"/>; null for all other values.</summary>
    /// <value>The default is null.</value>
    public Shape? Shape { get; set; }

    /// <summary>
    /// Its parts, the caller's to change: null, <see cref="int"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/> and <see cref="double"/>
    /// for numbers, <c>byte[]</c> for a STRING, <see cref="VocabularyWord"/> for a word, sequences, and what references lead to.
    /// </summary>
    public List<object?> Items { get; } = [];
}
