namespace Banana.Wire;

/// <summary>The open type of a sequence, given by its index tokens (PROTOCOL.md [S-2]).</summary>
/// <param name="Name">The first index token.</param>
/// <param name="Class">The second index token of <c>copyable</c>, <c>typed</c> and <c>by</c>; null for every other open type.</param>
public readonly record struct OpenType(string Name, string? Class)
{
    /// <summary>Whether another index token must follow.</summary>
    internal bool IsIncomplete => Class is null && Name is (OpenTypes.Copyable or OpenTypes.Shaped or OpenTypes.Typed or OpenTypes.By);

    /// <summary>The name used in policies: the class or type if there is one, else the open type.</summary>
    public string WireName => Class is null || Name == OpenTypes.By ? Name : Class;

    /// <inheritdoc/>
    public override string ToString() => Class is null ? Name : $"{Name} {Class}";
}
