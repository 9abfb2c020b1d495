using System.Collections.Frozen;

namespace Banana.Slicing;

// What Python's values are where nothing is declared, in the Foolscap dialect (PROTOCOL.md [F-2]).
public static partial class BuiltInTypes
{
    /// <summary>Dictionaries with keys of any immutable kind.</summary>
    public static SliceableType<ObjectDictionary> ObjectDictionary => field ??=
        new(new ObjectDictionarySlicer(), new ObjectDictionaryUnslicer());

    /// <summary>Sets with members of any immutable kind.</summary>
    public static SliceableType<ObjectSet> ObjectSet => field ??=
        new(new ObjectSetSlicer<ObjectSet>("set", FoolscapSharing.ByReference), new MutableObjectSetUnslicer());

    /// <summary>Immutable sets with members of any immutable kind.</summary>
    public static SliceableType<ObjectFrozenSet> ObjectFrozenSet => field ??=
        new(new ObjectSetSlicer<ObjectFrozenSet>("immutable-set", FoolscapSharing.ByValue), new FrozenObjectSetUnslicer());

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

    /// <summary>Decimals that <see cref="decimal"/> cannot hold as they are.</summary>
    public static SliceableType<DecimalText> DecimalText => field ??= new(
        new DecimalTextSlicer(),
        new DecimalSequenceUnslicer<DecimalText>(
            static (number, _, out value) => Banana.DecimalText.TryParse(number.ToString(), out value), "a decimal number"));

    /// <summary>Decimals, with as many digits after the point as they have.</summary>
    internal static SliceableType<decimal> DecimalSequence => field ??= new(
        new DecimalSequenceSlicer(),
        new DecimalSequenceUnslicer<decimal>(
            static (number, _, out value) => number.TryToDecimal(out value), "a number that decimal holds with all its digits")
        {
            TakesIntegers = true,
        })
    {
        Described = new DecimalSequenceUnslicer<object>(
            TryToAny, "a number that decimal holds with all its digits; KeepsDecimalText keeps others as DecimalText"),
    };

    private static bool TryToAny(DecimalParts number, UnslicerStack stack, out object? value)
    {
        value = null;
        if (number.TryToDecimal(out decimal exact))
        {
            value = exact;
        }
        else if (stack.Options.KeepsDecimalText && Banana.DecimalText.TryParse(number.ToString(), out DecimalText text))
        {
            value = text;
        }

        return value is not null;
    }
}
