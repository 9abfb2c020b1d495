namespace Banana.Wire;

/// <summary>
/// Every number that stands between a hostile stream and this process. Each limit has its unit in its name; the
/// defaults are for untrusted input. Immutable, so safe to share between threads.
/// </summary>
/// <remarks>Limits are checked when a header is seen, before its body is buffered (PROTOCOL.md [S-3]).</remarks>
public sealed record WireLimits
{
    /// <summary>The most header bytes a token may have. Part of the protocol, so not a setting (PROTOCOL.md [W-2]).</summary>
    public const int MaxHeaderBytes = Base128.MaxDigits;

    /// <summary>The longest ERROR text. Part of the protocol, so not a setting (PROTOCOL.md [W-14]).</summary>
    public const int MaxErrorBytes = 1000;

    /// <summary>The defaults.</summary>
    public static WireLimits Default { get; } = new();

    /// <summary>
    /// The longest STRING body, and the longest word that a VOCAB token may stand for, in bytes on the wire: bytes as they are,
    /// text in UTF-8, in which a character takes one to four. Names of types and members have <see cref="MaxIndexTokenBytes"/>,
    /// defined words <see cref="MaxVocabularyWordBytes"/>.
    /// </summary>
    /// <value>The default is 16,777,216 (16 MiB). Range: 0 and up; above 2,147,483,591, the longest array, it is that.</value>
    /// <remarks>Stops: one token that fills memory.</remarks>
    public int MaxStringBytes { get; init => field = Math.Min(NotNegative(value, nameof(MaxStringBytes)), Array.MaxLength); } = 16 * 1024 * 1024;

    /// <summary>The longest LONGINT or LONGNEG body.</summary>
    /// <value>The default is 4,096 (32,768 bits). Range: 0 and up.</value>
    /// <remarks>Stops: numbers whose later arithmetic or printing takes quadratic time.</remarks>
    public int MaxIntegerBytes { get; init => field = NotNegative(value, nameof(MaxIntegerBytes)); } = 4096;

    /// <summary>The longest index token, which names an open type or a class.</summary>
    /// <value>The default is 255. Range: 1 and up.</value>
    /// <remarks>Stops: buffering of names nobody registered.</remarks>
    public int MaxIndexTokenBytes { get; init => field = Positive(value, nameof(MaxIndexTokenBytes)); } = 255;

    /// <summary>The most sequences open at once inside one top-level object.</summary>
    /// <value>The default is 1,048,576. Range: 1 and up.</value>
    /// <remarks>Stops: nesting that fills memory with frames. The stacks live on the heap, so no depth overflows a thread's stack.</remarks>
    public int MaxDepth { get; init => field = Positive(value, nameof(MaxDepth)); } = 1024 * 1024;

    /// <summary>The most sequences (OPEN tokens) in one top-level object.</summary>
    /// <value>The default is 16,777,216. Range: 1 and up.</value>
    /// <remarks>Stops: floods of tiny objects, each two bytes on the wire and dozens in memory.</remarks>
    public int MaxObjects { get; init => field = Positive(value, nameof(MaxObjects)); } = 16 * 1024 * 1024;

    /// <summary>The most objects that can be referred to at once; more than <see cref="MaxObjects"/> only where references outlive their object.</summary>
    /// <value>The default is 16,777,216. Range: 1 and up.</value>
    /// <remarks>Stops: a table of references that grows for the life of a connection.</remarks>
    public int MaxReferences { get; init => field = Positive(value, nameof(MaxReferences)); } = 16 * 1024 * 1024;

    /// <summary>The most tokens of one top-level object, or of one element of a stream, up to its last value.</summary>
    /// <value>The default is 268,435,456. Range: 1 and up.</value>
    /// <remarks>Stops: an object that costs time without end, however little memory.</remarks>
    public long MaxTokens { get; init => field = Positive(value, nameof(MaxTokens)); } = 256L * 1024 * 1024;

    /// <summary>The most bytes on the wire of one top-level object, or of one element of a stream, up to the end of its last value.</summary>
    /// <value>The default is 1,073,741,824 (1 GiB). Range: 1 and up.</value>
    /// <remarks>Stops: an object that never ends, though all its parts are small.</remarks>
    public long MaxWireBytes { get; init => field = Positive(value, nameof(MaxWireBytes)); } = 1024L * 1024 * 1024;

    /// <summary>The most elements of one list, dictionary or tuple.</summary>
    /// <value>The default is 16,777,216. Range: 0 and up.</value>
    /// <remarks>Stops: one collection that fills memory; growth is by what arrived, never by what was promised.</remarks>
    public int MaxCollectionItems { get; init => field = NotNegative(value, nameof(MaxCollectionItems)); } = 16 * 1024 * 1024;

    /// <summary>
    /// The most keys of one dictionary or set that may fall into one bucket without being paid for; 255 and more for no limit.
    /// What comparing a further one with those costs is charged as work (<see cref="MaxWorkPerByte"/>,
    /// <see cref="MaxWorkAhead"/>): a few thousand keys that happen to collide pass, more are refused. Text is not counted where
    /// the framework hashes it by a secret.
    /// </summary>
    /// <value>The default is 100. Range: 1 and up.</value>
    /// <remarks>Stops: keys chosen so that each is compared with all before it, which takes quadratic time.</remarks>
    public int MaxKeyCollisions { get; init => field = Positive(value, nameof(MaxKeyCollisions)); } = 100;

    /// <summary>
    /// The most values that hashing a key of a dictionary or a member of a set may visit, counted as often as they are reached. <see cref="int.MaxValue"/>
    /// for no limit.
    /// </summary>
    /// <value>The default is 1,024. Range: 1 and up.</value>
    /// <remarks>Stops: shared parts, each reached twice by the one before it, so that hashing takes exponential time.</remarks>
    public int MaxKeyParts { get; init => field = Positive(value, nameof(MaxKeyParts)); } = 1024;

    /// <summary>The most levels that hashing a key of a dictionary or a member of a set may go down. <see cref="int.MaxValue"/> for no limit.</summary>
    /// <value>The default is 64. Range: 1 and up.</value>
    /// <remarks>Stops: keys whose hash code calls itself until the thread's stack, and with it the process, is lost.</remarks>
    public int MaxKeyDepth { get; init => field = Positive(value, nameof(MaxKeyDepth)); } = 64;

    /// <summary>
    /// The most work that a byte on the wire pays for, in steps of about a nanosecond: what hashing, comparing, sorting and copying cost beyond the
    /// bytes themselves. <see cref="int.MaxValue"/> for no limit.
    /// </summary>
    /// <value>The default is 400. Range: 1 and up.</value>
    /// <remarks>Stops: a few bytes that make this process work for long, such as keys that share a long text.</remarks>
    public int MaxWorkPerByte { get; init => field = Positive(value, nameof(MaxWorkPerByte)); } = 400;

    /// <summary>The most work, in steps of about a nanosecond, that may be done ahead of the bytes that pay for it.</summary>
    /// <value>The default is 10,000,000 (about 10 ms). Range: 1 and up.</value>
    /// <remarks>Lets a small object be expensive once: what an object saves of it, up to this much, is there for the next on the same stream.</remarks>
    public long MaxWorkAhead { get; init => field = Positive(value, nameof(MaxWorkAhead)); } = 10_000_000;

    /// <summary>
    /// The most memory, in estimated bytes of the heap, that one top-level object, or one element of a stream, may cost: its
    /// objects with what their constructors make, texts and numbers, nodes and tables of its collections, old and new together
    /// while they grow, its entries among what can be referred to, and frames of deep nesting. Charged before it is allocated;
    /// what was there before it could be known is charged at once, and refused with the next charge or at the end.
    /// </summary>
    /// <value>The default is 268,435,456 (256 MiB). Range: 1 and up.</value>
    /// <remarks>Stops: amplification, where few bytes on the wire become many in memory.</remarks>
    public long MaxManagedBytes { get; init => field = Positive(value, nameof(MaxManagedBytes)); } = 256L * 1024 * 1024;

    /// <summary>The most words one incoming vocabulary table may hold.</summary>
    /// <value>The default is 4,096. Range: 0 and up.</value>
    /// <remarks>Stops: a table that grows for the life of a connection.</remarks>
    public int MaxVocabularyWords { get; init => field = NotNegative(value, nameof(MaxVocabularyWords)); } = 4096;

    /// <summary>The longest vocabulary word.</summary>
    /// <value>The default is 100, what Foolscap enforces. Range: 1 and up.</value>
    /// <remarks>Stops: two-byte tokens that expand to megabytes.</remarks>
    public int MaxVocabularyWordBytes { get; init => field = Positive(value, nameof(MaxVocabularyWordBytes)); } = 100;

    /// <summary>The most memory, estimated, that the shapes which a peer defines on one stream may cost: 64 bytes and its length for each name.</summary>
    /// <value>The default is 1,048,576 (1 MiB). Range: 0 and up.</value>
    /// <remarks>Stops: a table of shapes that grows for the life of a connection.</remarks>
    public int MaxShapeBytes { get; init => field = NotNegative(value, nameof(MaxShapeBytes)); } = 1024 * 1024;

    /// <summary>The most PONGs waiting to be sent. A connection counts their bytes: as many as so many of the longest have, 65 each.</summary>
    /// <value>The default is 64. Range: 1 and up.</value>
    /// <remarks>Stops: a flood of PINGs by a peer that never reads the answers.</remarks>
    public int MaxPendingPongs { get; init => field = Positive(value, nameof(MaxPendingPongs)); } = 64;

    private static int NotNegative(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    private static long Positive(long value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    private static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }
}
