namespace Banana;

/// <summary>The constructor by which instances come back; each parameter is a member of the same name and type.</summary>
/// <remarks>
/// Without it: the public one without parameters; else the public one with the most parameters, of which each is a member; else, of those that are not public,
/// again the one without parameters, or the one with the most. A struct needs none: without the attribute, its fields are set. The generator says by BAN009 where
/// several could be taken.
/// </remarks>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class SliceConstructorAttribute : Attribute;
