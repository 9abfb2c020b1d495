namespace Banana;

/// <summary>
/// Generates a slicer and an unslicer for this type at compile time. All of its state is sent: properties and fields of any
/// accessibility, including those of base classes, except members with <see cref="SliceIgnoreAttribute"/>.
/// </summary>
/// <remarks>
/// A collection in a member without a setter is replaced by the one that was sent rather than filled, so that it can be shared
/// and part of a cycle. Subscribe to its events again in <see cref="ISliceCallbacks.AfterUnslicing"/>.
/// </remarks>
/// <param name="name">
/// The wire name of the type. Choose it once and keep it: the type can then be renamed or moved. The wire name of a generic type
/// also contains those of its arguments.
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
    /// <summary>The wire name of the type.</summary>
    public string Name { get; } = name;
}
