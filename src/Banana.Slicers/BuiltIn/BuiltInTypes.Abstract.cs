namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>An interface or abstract class: values of registered and reachable types that implement it, each coming back as its own type.</summary>
    public static SliceableType<T> Abstract<T>()
        where T : class => Abstract<T>(name: null, static _ => []);

    /// <summary>An interface or abstract class: values of registered and reachable types that implement it, each coming back as its own type.</summary>
    /// <param name="candidates">Types that are reachable by this, so that their values may stand there.</param>
    public static SliceableType<T> Abstract<T>(params ReadOnlySpan<SliceableType> candidates)
        where T : class
    {
        foreach (SliceableType candidate in candidates)
        {
            ArgumentNullException.ThrowIfNull(candidate, nameof(candidates)); // asking for its halves has made it known
        }

        return Abstract<T>();
    }

    /// <summary>An interface or abstract class whose values are of a closed list of types.</summary>
    /// <param name="name">What it is called in messages and in the names of collections of it; null if it has no name.</param>
    /// <param name="derived">The types; asked for once, when the registry is linked.</param>
    public static SliceableType<T> Abstract<T>(string? name, Func<SliceableTypeRegistry, IEnumerable<SliceableType>> derived)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(derived);
        AbstractSlicer<T> slicer = new(name, derived);
        return new(slicer, new AbstractUnslicer<T>(slicer), name ?? SliceableType.Describing);
    }

    /// <summary>A type in whose place another one is sent.</summary>
    /// <param name="name">The wire name.</param>
    /// <param name="surrogate">The other type.</param>
    public static SliceableType<T> Surrogate<T, TSurrogate>(string name, SliceableType<TSurrogate> surrogate)
        where TSurrogate : ISliceSurrogate<T, TSurrogate>
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        PartsSlicer<T> slicer = new(
            "surrogate", isUnique: false, new Part<T, TSurrogate>("Surrogate", surrogate, static value => TSurrogate.FromValue(value)));
        return new(slicer, new PartsUnslicer<T>(slicer, static parts => ((TSurrogate)parts[0]!).ToValue()) { NeedsParts = true }, name);
    }
}
