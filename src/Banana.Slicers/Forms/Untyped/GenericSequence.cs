using Banana.Wire;

namespace Banana;

/// <summary>
/// A value as it is on the wire, that is, its open type and its parts, for programs that display or forward values without having
/// their types. No type is looked up by name. See <see cref="Slicing.BuiltInTypes.GenericSequence"/> and
/// <see cref="Slicing.BuiltInTypes.GenericValue"/>. Not thread-safe.
/// </summary>
/// <param name="openType">The open type.</param>
public sealed class GenericSequence(OpenType openType)
{
    /// <summary>The open type.</summary>
    public OpenType OpenType => openType;

    /// <summary>
    /// The shape of an instance that is sent by shape (see <see cref="Wire.Shape.OfInstance"/>); null for all other values.
    /// </summary>
    /// <value>The default is null.</value>
    public Shape? Shape { get; set; }

    /// <summary>
    /// The parts, which the caller may change: null; numbers as <see cref="int"/>, <see cref="long"/>,
    /// <see cref="System.Numerics.BigInteger"/> or <see cref="double"/>; a STRING as <c>byte[]</c>; a word as
    /// <see cref="VocabularyWord"/>; sequences; and the targets of references.
    /// </summary>
    public List<object?> Items { get; } = [];
}
