namespace Banana;

/// <summary>
/// Generates code for a collection, tuple or nullable type that no member of a sliceable type declares, such as a list that is
/// sent as a whole: <c>[assembly: SliceableContainer(typeof(List&lt;Order&gt;))]</c>.
/// </summary>
/// <param name="type">The closed type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class SliceableContainerAttribute(Type type) : Attribute
{
    /// <summary>The closed type.</summary>
    public Type Type { get; } = type;
}
