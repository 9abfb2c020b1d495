namespace Banana;

/// <summary>
/// Has a slicer and an unslicer written for this type when it is compiled. All of its state is sent: properties, and fields of any
/// accessibility, of base classes too, except what has <see cref="SliceIgnoreAttribute"/>.
/// </summary>
/// <remarks>
/// A collection in a member without a setter is replaced by the one that was sent, not filled: so it can be shared and part of a cycle. Whoever
/// listens to it does so again in <see cref="ISliceCallbacks.AfterUnslicing"/>.
/// </remarks>
/// <param name="name">
/// What the type is called on the wire. Give it once, and keep it: renaming or moving the type then changes nothing. A generic type is called by
/// it and the names of its arguments.
/// </param>
/// <example>
/// <code>
/// [Sliceable("shop.item")]
/// public sealed record Item(string Name, decimal Price);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum, Inherited = false)]
public sealed class SliceableAttribute(string name) : Attribute
{
    /// <summary>What the type is called on the wire.</summary>
    public string Name { get; } = name;
}
