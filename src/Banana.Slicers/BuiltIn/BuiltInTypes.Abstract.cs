namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>
    /// Values of an interface or abstract class: instances of registered and reachable types that implement it, each of which
    /// keeps its type.
    /// </summary>
    public static SliceableType<T> Abstract<T>()
        where T : class => Abstract<T>(name: null, static _ => []);

    /// <summary>
    /// Values of an interface or abstract class: instances of registered and reachable types that implement it, each of which
    /// keeps its type.
    /// </summary>
    /// <param name="candidates">Types whose values are allowed, and which become reachable by this type.</param>
    public static SliceableType<T> Abstract<T>(params ReadOnlySpan<SliceableType> candidates)
        where T : class
    {
        foreach (SliceableType candidate in candidates)
        {
            ArgumentNullException.ThrowIfNull(candidate, nameof(candidates)); // asking for its halves has made it known
        }

        return Abstract<T>();
    }

    /// <summary>Values of an interface or abstract class, restricted to a closed list of types.</summary>
    /// <param name="name">The name in messages and in the names of its collections; null if there is none.</param>
    /// <param name="derived">A function that returns the types. It is called once, when the registry is linked.</param>
    public static SliceableType<T> Abstract<T>(string? name, Func<SliceableTypeRegistry, IEnumerable<SliceableType>> derived)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(derived);
        AbstractSlicer<T> slicer = new(name, derived);
        return new(slicer, new AbstractUnslicer<T>(slicer), name ?? SliceableType.Describing);
    }

    /// <summary>Values of a type that is sent as a surrogate.</summary>
    /// <param name="name">The wire name.</param>
    /// <param name="surrogate">The type that is sent.</param>
    public static SliceableType<T> Surrogate<T, TSurrogate>(string name, SliceableType<TSurrogate> surrogate)
        where TSurrogate : ISliceSurrogate<T, TSurrogate>
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        PartsSlicer<T> slicer = new(
            "surrogate", isUnique: false, new Part<T, TSurrogate>("Surrogate", surrogate, static value => TSurrogate.FromValue(value)));
        return new(slicer, new PartsUnslicer<T>(slicer, static parts => ((TSurrogate)parts[0]!).ToValue()) { NeedsParts = true }, name);
    }
}
