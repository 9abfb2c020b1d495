namespace Banana;

/// <summary>Leaves a member out: it is not sent, and comes back as the constructor leaves it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event)]
public sealed class SliceIgnoreAttribute : Attribute;
