namespace Banana;

/// <summary>
/// Marks the member, of type <see cref="UnknownAttributes"/>, that keeps the attributes of a newer version of the class, which
/// are then written back. A class without such a member skips them. For classes that are created by a parameterless constructor.
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
