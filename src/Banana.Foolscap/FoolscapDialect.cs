using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>
/// The dialect of python3-foolscap, byte for byte: <c>new BananaSerializerOptions(FoolscapDialect.Instance)</c>. Where nothing is
/// declared, values are read as Python's, and only types that Python has a name for describe themselves (PROTOCOL.md 7).
/// </summary>
public sealed class FoolscapDialect : WireDialect, IDialectTypes
{
    private static readonly HashSet<Type> s_open =
    [
        typeof(object), typeof(bool), typeof(int), typeof(long), typeof(BigInteger), typeof(double), typeof(string), typeof(byte[]),
        typeof(ObjectTuple), typeof(List<object>),
    ];

    /// <summary>Creates the dialect with its default options.</summary>
    public FoolscapDialect()
        : base("foolscap")
    {
        Vocabulary = FoolscapVocabularies.Table0;
        Numbering = OpenNumbering.Full;
        KeepsInitialWords = false;
        HasNullToken = false;
        HasShapes = false;
        HasTypeNames = false;
        DescribesAll = true;
        AbbreviatesData = true;
        IsLenient = true;
        SetWord(SequenceKind.List, "list");
        SetWord(SequenceKind.Tuple, "tuple");
        SetWord(SequenceKind.Dictionary, "dict");
        SetWord(SequenceKind.Set, "set");
        SetWord(SequenceKind.FrozenSet, "immutable-set");
    }

    /// <summary>The dialect with its default options.</summary>
    public static FoolscapDialect Instance { get; } = new();

    /// <summary>
    /// Whether objects are sent exactly as by Foolscap's own sender: a shared instance of a class is written again, and comes
    /// back as several instances; cycles that its receiver damages are written (PROTOCOL.md [F-6]).
    /// </summary>
    /// <value>The default is false: shared instances stay shared, and such cycles are refused.</value>
    public bool CopiesInstances { get; init; }

    /// <summary>
    /// Whether a decimal number that <see cref="decimal"/> cannot hold exactly (Infinity, NaN, 1E+5, 40 digits) is read as a
    /// <see cref="DecimalText"/> where nothing is declared. If not, it is refused (PROTOCOL.md [F-7]).
    /// </summary>
    /// <value>The default is false.</value>
    public bool KeepsDecimalText { get; init; }

    /// <inheritdoc/>
    internal override SenderRules NewSenderRules(SlicerStack stack) => new FoolscapRules(stack, this, CopiesInstances);

    void IDialectTypes.AddTo(SliceableTypeRegistry types)
    {
        types.Add(FoolscapTypes.ObjectDictionary); // Python's dict: any kind of key, in order
        types.Add(FoolscapTypes.ObjectSet);
        types.Add(FoolscapTypes.ObjectFrozenSet);
        types.Add(FoolscapTypes.DecimalSequence);
        types.Add(FoolscapTypes.DecimalText);
    }

    bool IDialectTypes.IsOpen(Type type) => s_open.Contains(type);
}
