namespace Banana;

/// <summary>Marks the constructor that creates instances when they are read. Each parameter must match a member by name and type.</summary>
/// <remarks>
/// Without the attribute, the public parameterless constructor is used, or else the public one with the most parameters, all of
/// which match members. If there is none, a non-public constructor is chosen by the same rule. A struct needs no constructor:
/// without the attribute, its fields are set. BAN009 reports types with several matching constructors.
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
