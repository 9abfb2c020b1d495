using System.Collections.Frozen;

namespace Banana.Slicing;

// Instances of classes that are not there.
public static partial class BuiltInTypes
{
    /// <summary>
    /// Instances of unregistered classes, which are refused unless this type is added with
    /// <c>options.Types.Add(BuiltInTypes.GenericObject)</c>. Attributes of unknown types are refused.
    /// </summary>
    public static SliceableType<GenericObject> GenericObject => field ??= NewGeneric(findType: null, classes: null);

    /// <summary><see cref="GenericObject"/>, restricted to a list of classes.</summary>
    /// <param name="classes">The wire names of the classes.</param>
    public static SliceableType<GenericObject> GenericObjectOf(params IEnumerable<string> classes) => NewGeneric(findType: null, classes.ToFrozenSet());

    /// <summary><see cref="GenericObject"/>, with a callback that finds the types of attributes by wire name.</summary>
    /// <param name="findType">
    /// A function that returns a type that the registry does not know; null to refuse it. The names come from a peer, so the
    /// caller must restrict what is looked up.
    /// </param>
    /// <param name="classes">The wire names of the accepted classes; null for all.</param>
    public static SliceableType<GenericObject> GenericObjectOf(Func<string, SliceableType?> findType, IEnumerable<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(findType);
        return NewGeneric(findType, classes?.ToFrozenSet());
    }

    private static SliceableType<GenericObject> NewGeneric(Func<string, SliceableType?>? findType, FrozenSet<string>? classes) =>
        new(new GenericObjectSlicer(findType), new GenericObjectUnslicer(findType, classes));
}
