namespace Banana;

/// <summary>
/// Has the code made for a collection, tuple or nullable type that no member of a sliceable type is declared as, such as the list that a
/// program sends whole: <c>[assembly: SliceableContainer(typeof(List&lt;Order&gt;))]</c>.
/// </summary>
/// <param name="type">The closed type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class SliceableContainerAttribute(Type type) : Attribute
{
    /// <summary>The closed type.</summary>
    public Type Type { get; } = type;
}
