using Banana.Slicing;

namespace Banana.Foolscap;

/// <summary>
/// The types of Python's values where nothing is declared (PROTOCOL.md [F-2]). Options with the Foolscap dialect already contain
/// them.
/// </summary>
public static class FoolscapTypes
{
    /// <summary>Dictionaries with keys of any immutable kind.</summary>
    public static SliceableType<ObjectDictionary> ObjectDictionary => field ??=
        new(new ObjectDictionarySlicer(), new ObjectDictionaryUnslicer());

    /// <summary>Sets with members of any immutable kind.</summary>
    public static SliceableType<ObjectSet> ObjectSet => field ??=
        new(new ObjectSetSlicer<ObjectSet>("set", SequenceKind.Set), new MutableObjectSetUnslicer());

    /// <summary>Immutable sets with members of any immutable kind.</summary>
    public static SliceableType<ObjectFrozenSet> ObjectFrozenSet => field ??=
        new(new ObjectSetSlicer<ObjectFrozenSet>("immutable-set", SequenceKind.FrozenSet), new FrozenObjectSetUnslicer());

    /// <summary>Decimal numbers that <see cref="decimal"/> cannot hold exactly.</summary>
    public static SliceableType<DecimalText> DecimalText => field ??= new(
        new DecimalTextSlicer(),
        new DecimalSequenceUnslicer<DecimalText>(
            static (number, _, out value) => Foolscap.DecimalText.TryParse(number.ToString(), out value), "a decimal number"));

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
        else if (stack.Dialect is not FoolscapDialect { KeepsDecimalText: false } && Foolscap.DecimalText.TryParse(number.ToString(), out DecimalText text))
        {
            value = text;
        }

        return value is not null;
    }
}
