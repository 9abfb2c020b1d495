namespace Banana;

/// <summary>
/// Lets another type stand where this class or interface is declared (PROTOCOL.md [I-5]). The list is closed: no other derived type can.
/// </summary>
/// <param name="type">A derived type that can be sent itself; it is known by its own wire name.</param>
/// <example>
/// <code>
/// [Sliceable("shop.payment")]
/// [SliceDerived(typeof(Cash))]
/// [SliceDerived(typeof(Card))]
/// public abstract record Payment;
///
/// [Sliceable("shop.cash")]
/// public sealed record Cash(decimal Amount) : Payment;
///
/// [Sliceable("shop.card")]
/// public sealed record Card(string Number) : Payment;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class SliceDerivedAttribute(Type type) : Attribute
{
    /// <summary>The derived type.</summary>
    public Type Type { get; } = type;
}
