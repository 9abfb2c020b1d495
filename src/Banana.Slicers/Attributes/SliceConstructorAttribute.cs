namespace Banana;

/// <summary>The constructor by which instances come back; each parameter is a member of the same name and type.</summary>
/// <remarks>
/// Without it: one without parameters if there is one, of any accessibility; else the one with the most parameters of which each is a member.
/// </remarks>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class SliceConstructorAttribute : Attribute;
