using System.Collections.Frozen;

namespace Banana.Slicing;

// Instances of classes that are not there.
public static partial class BuiltInTypes
{
    /// <summary>
    /// Instances of any class that has no type of its own here. Register it, with <c>options.Types.Add(BuiltInTypes.GenericObject)</c>, to take
    /// what would be refused otherwise. Attributes of types that are not known here are refused.
    /// </summary>
    public static SliceableType<GenericObject> GenericObject => field ??= NewGeneric(findType: null, classes: null);

    /// <summary>As <see cref="GenericObject"/>, of no other classes than these.</summary>
    /// <param name="classes">The wire names of the classes.</param>
    public static SliceableType<GenericObject> GenericObjectOf(params IEnumerable<string> classes) => NewGeneric(findType: null, classes.ToFrozenSet());

    /// <summary>As <see cref="GenericObject"/>, whose attributes may be of types that are found by their wire names.</summary>
    /// <param name="findType">
    /// Finds a type that is not known to the registry; null to refuse it. The names come from a peer: what is looked up is for the caller to bound.
    /// </param>
    /// <param name="classes">The wire names of the classes that are taken; null for all.</param>
    public static SliceableType<GenericObject> GenericObjectOf(Func<string, SliceableType?> findType, IEnumerable<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(findType);
        return NewGeneric(findType, classes?.ToFrozenSet());
    }

    private static SliceableType<GenericObject> NewGeneric(Func<string, SliceableType?>? findType, FrozenSet<string>? classes) =>
        new(new GenericObjectSlicer(findType), new GenericObjectUnslicer(findType, classes));
}
