using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>
/// Byte for byte what python3-foolscap speaks: <c>new BananaSerializerOptions(FoolscapDialect.Instance)</c>. Objects may be read as Python's
/// values, and only what Python has a name for says what it is (PROTOCOL.md 7).
/// </summary>
public sealed class FoolscapDialect : WireDialect, IDialectTypes
{
    private static readonly HashSet<Type> s_open =
    [
        typeof(object), typeof(bool), typeof(int), typeof(long), typeof(BigInteger), typeof(double), typeof(string), typeof(byte[]),
        typeof(ObjectTuple), typeof(List<object>),
    ];

    /// <summary>The dialect with the defaults of its options.</summary>
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

    /// <summary>The dialect with the defaults of its options.</summary>
    public static FoolscapDialect Instance { get; } = new();

    /// <summary>
    /// Whether all is sent as Foolscap's own sender does it: instances of classes are written again rather than referred to, and come back as
    /// other instances; cycles that its receiver damages are written (PROTOCOL.md [F-6]).
    /// </summary>
    /// <value>The default is false: one instance stays one, and nothing is changed without a word.</value>
    public bool CopiesInstances { get; init; }

    /// <summary>
    /// Whether a decimal number that <see cref="decimal"/> cannot hold as it is (Infinity, NaN, 1E+5, 40 digits) is read as a
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
