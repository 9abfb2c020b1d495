namespace Banana;

/// <summary>The constructor by which instances come back; each parameter is a member of the same name and type.</summary>
/// <remarks>
/// Without it, the public constructor without parameters is taken, or else the public one with the most parameters, each of which is a member.
/// If there is none, it is one of the others, by the same rule. A struct needs none: without the attribute, its fields are set. BAN009 tells
/// where several could be taken.
/// </remarks>
/// <example>
/// <code>
/// [Sliceable("shop.range")]
/// public sealed class PriceRange
/// {
///     [SliceConstructor]
///     public PriceRange(decimal low, decimal high)
///     {
///         ArgumentOutOfRangeException.ThrowIfLessThan(high, low); // a peer cannot pass by it
///         (Low, High) = (low, high);
///     }
///
///     public decimal Low { get; }
///
///     public decimal High { get; }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class SliceConstructorAttribute : Attribute;
