using Banana.Wire;

namespace Banana.Slicing;

// What the type of an event needs, and whether a peer's shape of the class can be read.
public abstract partial class InstanceSlicer<T> : IInstanceSlicer
{
    IEnumerable<SliceableType> IComposedSlicer.Components => Members.Select(member => member.ValueType).Concat(_derived?.All ?? []);

    ShapeFaults IInstanceSlicer.FindFaults(IncomingShape shape, UnslicerStack stack)
    {
        ShapeMap<T> map = new(new AttributeCursor<T>(this), shape, stack);
        HashSet<int> sent = [.. Enumerable.Range(0, map.Count).Select(position => map[position])];
        return new ShapeFaults(
            [.. Members.Where((member, number) => member.IsMissed(stack.RespectsNullability) && !sent.Contains(number)).Select(Describe)],
            [.. Enumerable.Range(0, map.Count).Where(position => IsRefused(map, position, shape, stack)).Select(position => Describe(Members[map[position]]))],
            map.Duplicate?.Name.Text);
    }

    /// <summary>Whether all values of a member are refused, also when more types are known.</summary>
    private bool IsRefused(ShapeMap<T> map, int position, IncomingShape shape, UnslicerStack stack) =>
        map.ChangeAt(position) is { IsRefused: true } && !(MayHoldOthers(Members[map[position]].ValueType.Type) && !IsKnown(shape.Types[position], stack));

    /// <summary>Whether values of a type that is not known yet may be values of the declared one.</summary>
    private static bool MayHoldOthers(Type type) =>
        type == typeof(object) || type.IsAbstract || !(type.IsValueType || type.IsSealed || FrameworkTypes.Contains(type));

    private static bool IsKnown(VocabularyWord type, UnslicerStack stack) =>
        (stack.Unslicers as SliceableTypeRegistry)?.FindNamed(type.Text!) is not null;

    private static (string Name, string Type) Describe(Member<T> member) => (member.Name.ToString(), member.TypeName);
}
