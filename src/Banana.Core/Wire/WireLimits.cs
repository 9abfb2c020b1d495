namespace Banana.Wire;

/// <summary>
/// All limits that protect this process from a hostile stream. The defaults are for untrusted input. Immutable and thread-safe.
/// </summary>
/// <remarks>Limits are checked when a header is seen, before its body is buffered (PROTOCOL.md [S-3]).</remarks>
public sealed record WireLimits
{
    /// <summary>The largest number of header bytes of a token. Fixed by the protocol (PROTOCOL.md [W-2]).</summary>
    public const int MaxHeaderBytes = Base128.MaxDigits;

    /// <summary>The longest ERROR text, in bytes. Fixed by the protocol (PROTOCOL.md [W-14]).</summary>
    public const int MaxErrorBytes = 1000;

    /// <summary>The default limits.</summary>
    public static WireLimits Default { get; } = new();

    /// <summary>
    /// The longest STRING body, and the longest word that a VOCAB token may stand for, in bytes on the wire. Text counts in
    /// UTF-8, with one to four bytes per character. Names of types and members are limited by <see cref="MaxIndexTokenBytes"/>,
    /// and defined words by <see cref="MaxVocabularyWordBytes"/>.
    /// </summary>
    /// <value>
    /// The default is 16,777,216 (16 MiB). Range: 0 and up; values above 2,147,483,591, the longest array, are reduced to it.
    /// </value>
    /// <remarks>Stops: one token that fills memory.</remarks>
    public int MaxStringBytes { get; init => field = Math.Min(NotNegative(value, nameof(MaxStringBytes)), Array.MaxLength); } = 16 * 1024 * 1024;

    /// <summary>The longest LONGINT or LONGNEG body, in bytes.</summary>
    /// <value>The default is 4,096 (32,768 bits). Range: 0 and up.</value>
    /// <remarks>Stops: numbers whose arithmetic or formatting takes quadratic time.</remarks>
    public int MaxIntegerBytes { get; init => field = NotNegative(value, nameof(MaxIntegerBytes)); } = 4096;

    /// <summary>The longest index token, which names an open type or a class, in bytes.</summary>
    /// <value>The default is 255. Range: 1 and up.</value>
    /// <remarks>Stops: buffering of unregistered names.</remarks>
    public int MaxIndexTokenBytes { get; init => field = Positive(value, nameof(MaxIndexTokenBytes)); } = 255;

    /// <summary>The largest number of sequences that are open at once in a top-level object.</summary>
    /// <value>The default is 1,048,576. Range: 1 and up.</value>
    /// <remarks>
    /// Stops: nesting that fills memory with frames. The stacks are on the heap, so that no depth overflows a thread's stack.
    /// </remarks>
    public int MaxDepth { get; init => field = Positive(value, nameof(MaxDepth)); } = 1024 * 1024;

    /// <summary>The largest number of sequences (OPEN tokens) in a top-level object.</summary>
    /// <value>The default is 16,777,216. Range: 1 and up.</value>
    /// <remarks>Stops: floods of tiny objects, each two bytes on the wire and dozens in memory.</remarks>
    public int MaxObjects { get; init => field = Positive(value, nameof(MaxObjects)); } = 16 * 1024 * 1024;

    /// <summary>
    /// The largest number of objects that can be referred to at once. It can exceed <see cref="MaxObjects"/> only where
    /// references outlive their top-level object.
    /// </summary>
    /// <value>The default is 16,777,216. Range: 1 and up.</value>
    /// <remarks>Stops: a table of references that grows for the life of a connection.</remarks>
    public int MaxReferences { get; init => field = Positive(value, nameof(MaxReferences)); } = 16 * 1024 * 1024;

    /// <summary>The largest number of tokens in a top-level object or an element of a stream, up to its last value.</summary>
    /// <value>The default is 268,435,456. Range: 1 and up.</value>
    /// <remarks>Stops: an object that takes endless time, though little memory.</remarks>
    public long MaxTokens { get; init => field = Positive(value, nameof(MaxTokens)); } = 256L * 1024 * 1024;

    /// <summary>
    /// The largest number of bytes on the wire of a top-level object or an element of a stream, up to the end of its last value.
    /// </summary>
    /// <value>The default is 1,073,741,824 (1 GiB). Range: 1 and up.</value>
    /// <remarks>Stops: an object that never ends, though all its parts are small.</remarks>
    public long MaxWireBytes { get; init => field = Positive(value, nameof(MaxWireBytes)); } = 1024L * 1024 * 1024;

    /// <summary>The largest number of elements of a list, dictionary or tuple.</summary>
    /// <value>The default is 16,777,216. Range: 0 and up.</value>
    /// <remarks>
    /// Stops: one collection that fills memory. Collections grow with the elements that arrive, never by a claimed count.
    /// </remarks>
    public int MaxCollectionItems { get; init => field = NotNegative(value, nameof(MaxCollectionItems)); } = 16 * 1024 * 1024;

    /// <summary>
    /// The largest number of keys of a dictionary or set that may share a bucket at no charge; 255 and more for no limit.
    /// Comparing further keys with those is charged as work (<see cref="MaxWorkPerByte"/>, <see cref="MaxWorkAhead"/>), so that a
    /// few thousand keys that happen to collide are accepted, and more are refused. Text is not counted where the framework
    /// hashes it with a secret.
    /// </summary>
    /// <value>The default is 100. Range: 1 and up.</value>
    /// <remarks>Stops: keys chosen so that each is compared with all keys before it, which takes quadratic time.</remarks>
    public int MaxKeyCollisions { get; init => field = Positive(value, nameof(MaxKeyCollisions)); } = 100;

    /// <summary>
    /// The largest number of values that hashing a key or a set member may visit, counted each time they are reached.
    /// <see cref="int.MaxValue"/> for no limit.
    /// </summary>
    /// <value>The default is 1,024. Range: 1 and up.</value>
    /// <remarks>Stops: shared parts, each reached twice by the one before it, so that hashing takes exponential time.</remarks>
    public int MaxKeyParts { get; init => field = Positive(value, nameof(MaxKeyParts)); } = 1024;

    /// <summary>
    /// The largest number of levels that hashing a key or a set member may descend. <see cref="int.MaxValue"/> for no limit.
    /// </summary>
    /// <value>The default is 64. Range: 1 and up.</value>
    /// <remarks>Stops: keys whose hash code recurses until the thread's stack overflows, which ends the process.</remarks>
    public int MaxKeyDepth { get; init => field = Positive(value, nameof(MaxKeyDepth)); } = 64;

    /// <summary>
    /// The work that a byte on the wire pays for, in steps of about a nanosecond: hashing, comparing, sorting and copying beyond
    /// the bytes themselves. <see cref="int.MaxValue"/> for no limit.
    /// </summary>
    /// <value>The default is 400. Range: 1 and up.</value>
    /// <remarks>Stops: a few bytes that keep this process busy for a long time, such as keys that share a long text.</remarks>
    public int MaxWorkPerByte { get; init => field = Positive(value, nameof(MaxWorkPerByte)); } = 400;

    /// <summary>The work, in steps of about a nanosecond, that may be done ahead of the bytes that pay for it.</summary>
    /// <value>The default is 10,000,000 (about 10 ms). Range: 1 and up.</value>
    /// <remarks>
    /// Allows a small object to be expensive now and then: an allowance that one object leaves unused is available to the next on
    /// the same stream.
    /// </remarks>
    public long MaxWorkAhead { get; init => field = Positive(value, nameof(MaxWorkAhead)); } = 10_000_000;

    /// <summary>
    /// The memory, in estimated bytes of the heap, that a top-level object or an element of a stream may take: its objects and
    /// those that their constructors create; texts and numbers; the nodes and tables of its collections, both old and new while
    /// they grow; its entries in the table of references; and the frames of deep nesting. Memory is charged before it is
    /// allocated. Memory whose size is known only afterwards is charged then, and refused with the next charge or at the end.
    /// </summary>
    /// <value>The default is 268,435,456 (256 MiB). Range: 1 and up.</value>
    /// <remarks>Stops: amplification, where few bytes on the wire become many in memory.</remarks>
    public long MaxManagedBytes { get; init => field = Positive(value, nameof(MaxManagedBytes)); } = 256L * 1024 * 1024;

    /// <summary>The largest number of words in an incoming vocabulary table.</summary>
    /// <value>The default is 4,096. Range: 0 and up.</value>
    /// <remarks>Stops: a table that grows for the life of a connection.</remarks>
    public int MaxVocabularyWords { get; init => field = NotNegative(value, nameof(MaxVocabularyWords)); } = 4096;

    /// <summary>The longest vocabulary word, in bytes.</summary>
    /// <value>The default is 100, the limit of Foolscap. Range: 1 and up.</value>
    /// <remarks>Stops: two-byte tokens that expand to megabytes.</remarks>
    public int MaxVocabularyWordBytes { get; init => field = Positive(value, nameof(MaxVocabularyWordBytes)); } = 100;

    /// <summary>
    /// The estimated memory, in bytes, of the shapes that a peer may define on a stream: 128 bytes plus three times its length in UTF-8
    /// for each name. Shapes that it announces for all payloads of a connection are counted apart, once.
    /// </summary>
    /// <value>The default is 1,048,576 (1 MiB). Range: 0 and up.</value>
    /// <remarks>Stops: a table of shapes that grows for the life of a connection.</remarks>
    public int MaxShapeBytes { get; init => field = NotNegative(value, nameof(MaxShapeBytes)); } = 1024 * 1024;

    /// <summary>The largest number of PONGs that wait to be sent. A connection limits their bytes, to that of as many PONGs of 65 bytes.</summary>
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
