namespace Banana;

/// <summary>Excludes a member: it is not sent, and keeps the value that the constructor gives it.</summary>
/// <example>
/// <code>
/// [Sliceable("shop.page")]
/// public sealed class Page
/// {
///     public string Address { get; set; } = "";
///
///     [SliceIgnore]
///     public byte[]? Cached { get; set; } // null when it comes back
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event)]
public sealed class SliceIgnoreAttribute : Attribute;
