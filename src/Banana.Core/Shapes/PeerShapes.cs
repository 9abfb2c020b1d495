using System.Buffers;
using System.Collections.Concurrent;

namespace Banana.Wire;

/// <summary>
/// The shapes that the peer has announced on a connection, for all streams of its direction (PROTOCOL.md [I-7]). Thread-safe, for one that
/// reads announcements and any number that find shapes.
/// </summary>
internal sealed class PeerShapes
{
    private const string Expected = "definitions of shapes, each with a new number below 16384, a name and different attributes, each with its type";

    private readonly ConcurrentDictionary<ulong, IncomingShape> _shapes = new(concurrencyLevel: 1, capacity: 1); // small while idle
    private readonly Vocabulary _vocabulary;
    private readonly long _maxBytes;
    private long _bytes;

    /// <summary>Creates the shapes of a direction.</summary>
    /// <param name="vocabulary">The initial, permanent vocabulary of the dialect.</param>
    /// <param name="maxBytes">The memory that the peer may use (<see cref="WireLimits.MaxShapeBytes"/>).</param>
    public PeerShapes(Vocabulary vocabulary, long maxBytes)
    {
        _vocabulary = vocabulary;
        _maxBytes = maxBytes;
    }

    /// <summary>The shapes announced so far, in the order of their numbers. They must not be changed; streams have copies.</summary>
    public IReadOnlyList<IncomingShape> All => [.. _shapes.Values.OrderBy(shape => shape.Number)];

    /// <summary>Returns the shape of a number; null if it was not announced. It must not be changed.</summary>
    public IncomingShape? Find(ulong number) => _shapes.GetValueOrDefault(number);

    /// <summary>Adds the shapes of an announcement, which holds at least one definition and nothing else.</summary>
    /// <param name="payload">The tokens.</param>
    /// <param name="offset">The offset of the payload, in bytes from the start of the connection.</param>
    /// <exception cref="BananaProtocolException">
    /// There is something else than definitions, a number or an attribute is defined twice, or the memory is used up. Part of the shapes may
    /// have been added.
    /// </exception>
    public void Read(in ReadOnlySequence<byte> payload, long offset = 0)
    {
        TokenReader reader = new(payload, new TokenReaderState(offset, tokens: 0, bodyRemaining: 0));
        ShapeDraft draft = new();
        do
        {
            ReadDefinition(ref reader, draft);
        }
        while (reader.Remaining > 0);
    }

    private void ReadDefinition(ref TokenReader reader, ShapeDraft draft)
    {
        TokenHeader open = Take(ref reader, TokenType.Open);
        long start = reader.Offset;
        if (!TakeName(ref reader).SequenceEqual(ShapeDefinition.Word.Utf8))
        {
            throw Refuse(start, "another sequence");
        }

        TokenHeader number = Take(ref reader, TokenType.Int);
        if (!AnnouncedShapes.IsAnnouncedNumber(number.Value) || _shapes.ContainsKey(number.Value))
        {
            throw Refuse(start, $"number {number.Value}{(AnnouncedShapes.IsAnnouncedNumber(number.Value) ? " again" : "")}");
        }

        draft.Begin(number.Value, remembered: null);
        do
        {
            start = reader.Offset;
            ReadOnlySpan<byte> name = TakeName(ref reader);
            _bytes += ShapeDefinition.BytesOf(name.Length);
            if (_bytes > _maxBytes)
            {
                throw new BananaProtocolException(
                    ProtocolErrorCode.InvalidAnnouncement, "$", start, "more shapes than the limit allows", $"at most {_maxBytes} bytes of shapes (MaxShapeBytes)");
            }

            if (!draft.TryAdd(name))
            {
                throw Refuse(start, "a name again, or one that is not UTF-8");
            }
        }
        while (draft.AwaitsType || Peek(ref reader).Type != TokenType.Close);
        start = reader.Offset;
        TokenHeader close = Take(ref reader, TokenType.Close);
        if (close.Value != open.Value)
        {
            throw Refuse(start, close.Describe());
        }

        _shapes.TryAdd(number.Value, draft.ToShape());
    }

    private static TokenHeader Take(ref TokenReader reader, TokenType type)
    {
        TokenHeader header = Peek(ref reader);
        if (header.Type != type)
        {
            throw Refuse(reader.Offset, header.Describe());
        }

        reader.Accept(header);
        return header;
    }

    private ReadOnlySpan<byte> TakeName(ref TokenReader reader)
    {
        TokenHeader header = Peek(ref reader);
        if (header.Type == TokenType.Vocab && _vocabulary[header.Value] is { } word)
        {
            reader.Accept(header);
            return word.Utf8;
        }

        if (header is not { Type: TokenType.String, Value: <= AnnouncedShapes.MostNameBytes })
        {
            throw Refuse(reader.Offset, header.Describe());
        }

        return reader.TryReadName(header, out ReadOnlySpan<byte> name) == ReadStatus.Done
            ? name
            : throw Refuse(reader.Offset + reader.Remaining, "the end of the announcement");
    }

    private static TokenHeader Peek(ref TokenReader reader) => reader.TryPeek(out TokenHeader header) switch
    {
        ReadStatus.Done => header,
        ReadStatus.Malformed => throw reader.CreateFault(),
        _ => throw Refuse(reader.Offset + reader.Remaining, "the end of the announcement"),
    };

    private static BananaProtocolException Refuse(long offset, string found) =>
        new(ProtocolErrorCode.InvalidAnnouncement, "$", offset, found, Expected);
}
