using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Whether both sides of a connection can read a type, which is found out before any value of it is sent.</summary>
internal static class TypeAgreement
{
    private const int MostNamed = 20; // a sentence need not list a thousand members

    /// <summary>
    /// Returns the shapes of all classes that a value of the type is known to be made of, its own first: of itself, of members, elements and
    /// keys, and of closed lists of derived types. Where anything may stand, nothing is known.
    /// </summary>
    public static IReadOnlyList<Shape> ShapesOf(SliceableType type, SliceableTypeRegistry types) =>
        [.. InstancesOf(type, types).Select(instance => instance.UntypedSlicer.Shape!)];

    /// <summary>
    /// Returns the reason why values that the peer sends cannot be read here, as a sentence that names the members of both sides; null if
    /// there is none. Each of the peer's shapes is compared with our class of that name; a class that is not one of the type's is none of our
    /// business, because it may stand where it is passed over.
    /// </summary>
    /// <param name="type">The type as declared here.</param>
    /// <param name="peerShapes">The peer's shapes that belong to its type.</param>
    /// <param name="stack">Who would read the values.</param>
    public static string? FindRefusal(SliceableType type, IEnumerable<IncomingShape> peerShapes, UnslicerStack stack)
    {
        if (stack.Unslicers is not SliceableTypeRegistry types)
        {
            return null;
        }

        Dictionary<string, IInstanceSlicer> own = InstancesOf(type, types).DistinctBy(instance => instance.UntypedSlicer.OpenType).ToDictionary(
            instance => instance.UntypedSlicer.OpenType!.Value.Class!, instance => (IInstanceSlicer)instance.UntypedSlicer, StringComparer.Ordinal);
        foreach (IncomingShape shape in peerShapes)
        {
            if (own.TryGetValue(shape.Name, out IInstanceSlicer? slicer) && slicer.FindFaults(shape, stack) is { IsEmpty: false } faults)
            {
                return ForeignText.Escape($"'{shape.Name}' of the peer has {Describe(shape)}; here {Describe(faults)}");
            }
        }

        return null;
    }

    private static List<SliceableType> InstancesOf(SliceableType type, SliceableTypeRegistry types)
    {
        List<SliceableType> instances = [];
        HashSet<Type> seen = [type.Type];
        Queue<SliceableType> open = new([type]);
        while (open.TryDequeue(out SliceableType? next))
        {
            if (next.UntypedSlicer is IInstanceSlicer)
            {
                instances.Add(next);
            }

            foreach (SliceableType component in ComponentsOf(next, types).Where(component => seen.Add(component.Type)))
            {
                open.Enqueue(component);
            }
        }

        return instances;
    }

    /// <summary>Collections are of the types that their slicers are of; what a slicer that is not ours writes is its own affair.</summary>
    private static IEnumerable<SliceableType> ComponentsOf(SliceableType type, SliceableTypeRegistry types)
    {
        Slicer slicer = type.UntypedSlicer;
        Type[] parts = slicer is IAbstractSlicer ? PartsOf(type.Type)
            : slicer.GetType() is { IsGenericType: true } form && form.Assembly == typeof(TypeAgreement).Assembly ? form.GetGenericArguments()
            : [];
        return (slicer is IInstanceSlicer ? [] : parts.Select(types.FindKnown).OfType<SliceableType>())
            .Concat((slicer as IComposedSlicer)?.Components ?? []);
    }

    /// <summary>The elements of a collection that is declared by an interface of the framework.</summary>
    private static Type[] PartsOf(Type type) =>
        type is { IsGenericType: true, IsInterface: true } && FrameworkTypes.Contains(type) ? type.GetGenericArguments() : [];

    private static string Describe(IncomingShape shape) =>
        shape.Attributes.Count == 0 ? "no members" : Join(shape.Attributes.Zip(shape.Types, (name, type) => $"{name} ({Bare(type.ToString())})"), shape.Attributes.Count);

    private static string Describe(ShapeFaults faults)
    {
        List<string> parts = [];
        if (faults.Missing.Count > 0)
        {
            parts.Add($"it requires {Join(faults.Missing.Select(member => $"{member.Name} ({Bare(member.Type)})"), faults.Missing.Count)}");
        }

        if (faults.Changed.Count > 0)
        {
            parts.Add(Join(faults.Changed.Select(member => $"{member.Name} is {Bare(member.Type)}"), faults.Changed.Count));
        }

        if (faults.Duplicate is { } duplicate)
        {
            parts.Add($"{duplicate} and its other names are one member");
        }

        return string.Join(", and ", parts);
    }

    private static string Join(IEnumerable<string> items, int count) =>
        string.Join(", ", items.Take(MostNamed)) + (count > MostNamed ? $" and {count - MostNamed} more" : "");

    private static string Bare(string type) => type.Replace("?", "", StringComparison.Ordinal);
}
