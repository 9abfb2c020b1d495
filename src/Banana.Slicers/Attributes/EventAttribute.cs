namespace Banana;

/// <summary>
/// Makes this type an event. A slicer and an unslicer are generated for it as for <see cref="SliceableAttribute"/>, and event
/// connections know it by this name without a registration.
/// </summary>
/// <remarks>
/// Without <see cref="SliceableAttribute"/>, the name is also the wire name of the type. An abstract class with
/// <see cref="SliceDerivedAttribute"/> can be an event: it is sent as the abstract type, and received as one of the derived types.
/// A generic type cannot be one.
/// </remarks>
/// <param name="name">
/// The name of the event, from 1 to 255 bytes of UTF-8; the same on both sides. Choose it once and keep it.
/// </param>
/// <example>
/// <code>
/// [Event("shop.order-placed")]
/// public sealed record OrderPlaced(int Number, decimal Total);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>The name of the event.</summary>
    public string Name { get; } = name;
}
