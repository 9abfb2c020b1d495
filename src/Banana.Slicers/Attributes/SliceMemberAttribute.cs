namespace Banana;

/// <summary>Says how a member is sent.</summary>
/// <param name="name">What it is called on the wire; null for its own name.</param>
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

    /// <summary>Names it had before; they are still taken when an instance is read.</summary>
    /// <value>The default is none.</value>
    public string[] Aliases { get; set; } = [];
}
