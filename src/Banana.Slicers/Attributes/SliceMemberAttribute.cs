namespace Banana;

/// <summary>Says how a member is sent.</summary>
/// <param name="name">What it is called on the wire; null for its own name.</param>
/// <example>
/// <code>
/// [Sliceable("shop.order")]
/// public sealed class Order
/// {
///     [SliceMember("number", IsRequired = true)]
///     public int Number { get; set; }
///
///     [SliceMember("goods", Aliases = ["items"])] // older programs called them items
///     public List&lt;Item&gt; Goods { get; } = [];
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SliceMemberAttribute(string? name = null) : Attribute
{
    /// <summary>What it is called on the wire; null for its own name.</summary>
    public string? Name { get; } = name;

    /// <summary>Where it stands among the members; those of equal order stand as they are declared, properties before fields, base classes first.</summary>
    /// <value>The default is 0.</value>
    public int Order { get; set; }

    /// <summary>Whether an instance that does not have it is refused. Members that the language calls required always are.</summary>
    /// <value>The default is false.</value>
    public bool IsRequired { get; set; }

    /// <summary>
    /// Whether <c>Equals</c>, <c>GetHashCode</c> and <c>CompareTo</c> of the class look at it. If any member says so, keys that a peer sent are measured
    /// by these members alone before they are hashed (PROTOCOL.md ); if none does, by all of them, and an instance that leads back to
    /// itself through them is refused as a key. What is not marked must then not be looked at.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsKey { get; set; }

    /// <summary>
    /// Whether the number of an enumeration must have a name or, with <see cref="FlagsAttribute"/>, be a combination of named ones, or 0: any
    /// other is neither sent nor taken. For members that are enumerations, or nullable ones. <see cref="BananaPolicy.AllowsUndefinedEnums"/>
    /// says it for all positions.
    /// </summary>
    /// <value>The default is false: an undefined number is a value that a program can hold, and comes back exactly.</value>
    public bool IsDefinedOnly { get; set; }

    /// <summary>Names it had before; they are still taken when an instance is read.</summary>
    /// <value>The default is none.</value>
    public string[] Aliases { get; set; } = [];
}
