namespace Banana;

/// <summary>
/// Marks the member, of type <see cref="UnknownAttributes"/>, that keeps what an instance of a newer version came with; it is written back. A class
/// without such a member passes it over. For classes that are made by a constructor without parameters.
/// </summary>
/// <example>
/// <code>
/// [Sliceable("shop.note")]
/// public sealed class Note
/// {
///     public string Text { get; set; } = "";
///
///     [SliceExtensionData]
///     public UnknownAttributes? More { get; set; } // of newer versions; written back as it came
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SliceExtensionDataAttribute : Attribute;
