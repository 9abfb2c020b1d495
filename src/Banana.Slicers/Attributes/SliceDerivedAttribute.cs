namespace Banana;

/// <summary>
/// Allows values of a derived type where this class or interface is declared (PROTOCOL.md [I-5]). The list is closed: other
/// derived types are refused.
/// </summary>
/// <param name="type">The derived type. It must be sliceable itself, and is sent under its own wire name.</param>
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
