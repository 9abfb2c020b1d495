namespace Banana;

/// <summary>Specifies how a member is sent.</summary>
/// <param name="name">The name on the wire; null for the name of the member.</param>
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
    /// <summary>The name on the wire; null for the name of the member.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// The position among the members. Members of equal order are sent as declared: base classes first, properties before fields.
    /// </summary>
    /// <value>The default is 0.</value>
    public int Order { get; set; }

    /// <summary>Whether an instance without the member is refused. Members with the <c>required</c> modifier always are required.</summary>
    /// <value>The default is false.</value>
    public bool IsRequired { get; set; }

    /// <summary>
    /// Whether <c>Equals</c>, <c>GetHashCode</c> and <c>CompareTo</c> of the class use the member. Keys from a peer are measured
    /// by the marked members before they are hashed (PROTOCOL.md ); these methods must then not use any other member. If no
    /// member is marked, keys are measured by all members, and an instance that contains itself is refused as a key.
    /// </summary>
    /// <value>The default is false.</value>
    public bool IsKey { get; set; }

    /// <summary>
    /// Whether only defined values of an enumeration are sent and accepted: named values and, with <see cref="FlagsAttribute"/>,
    /// combinations of them and 0. For members that are enumerations or nullable enumerations.
    /// <see cref="BananaPolicy.AllowsUndefinedEnums"/> applies to all positions.
    /// </summary>
    /// <value>The default is false: an undefined value comes back exactly as it was.</value>
    public bool IsDefinedOnly { get; set; }

    /// <summary>Former names of the member, which are still accepted when an instance is read.</summary>
    /// <value>The default is none.</value>
    public string[] Aliases { get; set; } = [];
}
