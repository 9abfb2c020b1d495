using Banana.Slicing;

namespace Banana.Wire;

/// <summary>
/// A way of saying graphs in tokens. Tokens and base open types are the same in all dialects; what differs is said here, and what is more than
/// a difference in form is in <see cref="SenderRules"/>. Immutable, and safe to share between threads. Dialects compare by identity.
/// </summary>
public abstract class WireDialect
{
    private readonly VocabularyWord?[] _words = new VocabularyWord?[Enum.GetValues<SequenceKind>().Length];

    /// <summary>Names the dialect; what is not set otherwise is as in <see cref="Net"/>.</summary>
    /// <param name="name">The name, for people.</param>
    internal WireDialect(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>.NET to .NET: a fixed base vocabulary, VOCAB 0 for null, bare tokens where the type is declared.</summary>
    public static WireDialect Net { get; } = new NetDialect();

    /// <summary>The name, for people.</summary>
    public string Name { get; }

    /// <summary>The table that a stream starts with unless another is agreed on.</summary>
    /// <value>The default is the base vocabulary of PROTOCOL.md.</value>
    public Vocabulary Vocabulary { get; protected init; } = WellKnownVocabularies.Net;

    /// <summary>Whether sequences are numbered unless options say otherwise.</summary>
    /// <value>The default is <see cref="OpenNumbering.None"/>.</value>
    public OpenNumbering Numbering { get; protected init; }

    /// <summary>Whether the words that a stream starts with stay for good, so that others can be defined anywhere (PROTOCOL.md [V-4]).</summary>
    /// <value>The default is true. If false, words are defined between top-level objects only.</value>
    public bool KeepsInitialWords { get; protected init; } = true;

    /// <summary>Whether VOCAB 0 is null (PROTOCOL.md [V-4]).</summary>
    /// <value>The default is true. If false, null is a <c>none</c> sequence.</value>
    public bool HasNullToken { get; protected init; } = true;

    /// <summary>Whether instances of classes say their members once, in a shape (PROTOCOL.md [I-1]).</summary>
    /// <value>The default is true. If false, each value has its member's name before it ([T-11]).</value>
    public bool HasShapes { get; protected init; } = true;

    /// <summary>Whether a value of any type can say its name where nothing is declared, and a collection its comparer (PROTOCOL.md [T-19]).</summary>
    /// <value>The default is true. If false, only what has an open type of its own may stand there.</value>
    public bool HasTypeNames { get; protected init; } = true;

    /// <summary>Whether text, booleans and byte strings say what they are where their type is declared, too.</summary>
    /// <value>The default is false. If true, text and booleans always stand in sequences, and bare STRINGs are bytes.</value>
    public bool DescribesAll { get; protected init; }

    /// <summary>Whether byte strings that are data are sent as words of the vocabulary if they equal one (PROTOCOL.md [V-6]).</summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesData { get; protected init; }

    /// <summary>Whether a sequence without its one token is null, and any INT but 0 is true (PROTOCOL.md [F-3]).</summary>
    /// <value>The default is false: such a stream is damaged.</value>
    public bool IsLenient { get; protected init; }

    /// <summary>What stands for the open type of sequences of a kind, in a dialect that has few of them (PROTOCOL.md [F-5]).</summary>
    /// <returns>The word; null if their own open type does, as in the net dialect.</returns>
    internal VocabularyWord? WordOf(SequenceKind kind) => _words[(int)kind];

    /// <summary>For constructors of dialects: what <see cref="WordOf"/> says from now on.</summary>
    internal void SetWord(SequenceKind kind, string word)
    {
        _words[(int)kind] = new VocabularyWord(word);
        HasFewOpenTypes = true;
    }

    /// <summary>Whether <see cref="WordOf"/> has anything to say.</summary>
    internal bool HasFewOpenTypes { get; private set; }

    /// <summary>Makes the rules of one outgoing stream; called once for each <see cref="SlicerStack"/>.</summary>
    /// <returns>The rules; null, which costs nothing, if there are none beyond the engine's own. The default is null.</returns>
    internal virtual SenderRules? NewSenderRules(SlicerStack stack) => null;

    private sealed class NetDialect() : WireDialect("net");
}
