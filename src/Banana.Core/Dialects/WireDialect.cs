using Banana.Slicing;

namespace Banana.Wire;

/// <summary>
/// A dialect of the protocol. Tokens and base open types are the same in all dialects. The properties are the differences in
/// form; other differences are in <see cref="SenderRules"/>. Immutable and thread-safe. Dialects compare by identity.
/// </summary>
public abstract class WireDialect
{
    private readonly VocabularyWord?[] _words = new VocabularyWord?[Enum.GetValues<SequenceKind>().Length];

    /// <summary>Creates a dialect whose properties have the values of <see cref="Net"/> unless they are set.</summary>
    /// <param name="name">The display name.</param>
    internal WireDialect(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>.NET to .NET: a fixed base vocabulary, VOCAB 0 for null, bare tokens where the type is declared.</summary>
    public static WireDialect Net { get; } = new NetDialect();

    /// <summary>The display name.</summary>
    public string Name { get; }

    /// <summary>The vocabulary that a stream starts with, unless another is agreed on.</summary>
    /// <value>The default is the base vocabulary of PROTOCOL.md.</value>
    public Vocabulary Vocabulary { get; protected init; } = WellKnownVocabularies.Net;

    /// <summary>Whether sequences are numbered, unless the options specify otherwise.</summary>
    /// <value>The default is <see cref="OpenNumbering.None"/>.</value>
    public OpenNumbering Numbering { get; protected init; }

    /// <summary>Whether the initial words of a stream are permanent, so that others can be defined anywhere (PROTOCOL.md [V-4]).</summary>
    /// <value>The default is true. If false, words are defined between top-level objects only.</value>
    public bool KeepsInitialWords { get; protected init; } = true;

    /// <summary>Whether VOCAB 0 is null (PROTOCOL.md [V-4]).</summary>
    /// <value>The default is true. If false, null is a <c>none</c> sequence.</value>
    public bool HasNullToken { get; protected init; } = true;

    /// <summary>Whether the member names of a class are sent once, in a shape (PROTOCOL.md [I-1]).</summary>
    /// <value>The default is true. If false, each value is preceded by the name of its member ([T-11]).</value>
    public bool HasShapes { get; protected init; } = true;

    /// <summary>
    /// Whether a value of any type can state its type where nothing is declared, and a collection its comparer (PROTOCOL.md
    /// [T-19]).
    /// </summary>
    /// <value>The default is true. If false, only values with an open type of their own are allowed there.</value>
    public bool HasTypeNames { get; protected init; } = true;

    /// <summary>Whether text, booleans and byte strings describe themselves even where their type is declared.</summary>
    /// <value>The default is false. If true, text and booleans are always sequences, and bare STRINGs are bytes.</value>
    public bool DescribesAll { get; protected init; }

    /// <summary>Whether byte strings of data that equal a word of the vocabulary are sent as that word (PROTOCOL.md [V-6]).</summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesData { get; protected init; }

    /// <summary>Whether a sequence that lacks its only token is null, and any INT other than 0 is true (PROTOCOL.md [F-3]).</summary>
    /// <value>The default is false: such tokens are refused.</value>
    public bool IsLenient { get; protected init; }

    /// <summary>Returns the word that replaces the open type of sequences of a kind, in a dialect with few open types (PROTOCOL.md [F-5]).</summary>
    /// <returns>The word; null if the sequences keep their open type, as in the net dialect.</returns>
    internal VocabularyWord? WordOf(SequenceKind kind) => _words[(int)kind];

    /// <summary>Sets the result of <see cref="WordOf"/>. Called by the constructors of dialects only.</summary>
    internal void SetWord(SequenceKind kind, string word)
    {
        _words[(int)kind] = new VocabularyWord(word);
        HasFewOpenTypes = true;
    }

    /// <summary>Whether <see cref="WordOf"/> returns a word for any kind.</summary>
    internal bool HasFewOpenTypes { get; private set; }

    /// <summary>Creates the rules for an outgoing stream. Called once for each <see cref="SlicerStack"/>.</summary>
    /// <returns>The rules; null, the default, if there are none beyond those of the engine.</returns>
    internal virtual SenderRules? NewSenderRules(SlicerStack stack) => null;

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private sealed class NetDialect() : WireDialect("net");
}
