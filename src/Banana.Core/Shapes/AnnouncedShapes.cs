using System.Buffers;

namespace Banana.Wire;

/// <summary>
/// The shapes that we announce on a connection, in one direction, for all streams in it: each is sent once, ahead of the payload that
/// needs it first, and keeps its number until the connection ends (PROTOCOL.md [I-7]). Thread-safe.
/// </summary>
/// <remarks>
/// The definitions must reach the peer before anything that was written meanwhile, be it part of a payload, by whichever stack: take them
/// where the order of what is sent is decided, right before it. A payload that is not sent after all does no harm; its shapes are announced
/// none the less.
/// </remarks>
internal sealed class AnnouncedShapes
{
    /// <summary>The number of numbers for announced shapes, from 0 on; shapes that are defined in a payload have higher ones.</summary>
    public const int MostShapes = 1 << 14;

    /// <summary>The longest name of an announced shape, in bytes. Fixed by the protocol.</summary>
    public const int MostNameBytes = 255;

    private readonly Lock _gate = new();
    private readonly Vocabulary _vocabulary;
    private readonly long _maxBytes;
    private readonly int _maxPieceBytes;
    private readonly Dictionary<Shape, ulong> _numbers = [];
    private readonly Queue<byte[]> _new = new(); // definitions that were not taken yet
    private long _bytes;
    private volatile bool _hasNew;

    /// <summary>Whether there are definitions that were not taken yet.</summary>
    public bool HasNew => _hasNew;

    /// <summary>Creates the shapes of a direction.</summary>
    /// <param name="vocabulary">The initial, permanent vocabulary of the dialect, by which names are abbreviated.</param>
    /// <param name="maxBytes">The memory that the peer allows for shapes (<see cref="WireLimits.MaxShapeBytes"/>).</param>
    /// <param name="maxPieceBytes">
    /// The largest number of bytes that <see cref="TryTakeNew"/> writes at once. A shape whose definition is longer is not announced.
    /// </param>
    public AnnouncedShapes(Vocabulary vocabulary, long maxBytes, int maxPieceBytes = int.MaxValue)
    {
        _vocabulary = vocabulary;
        _maxBytes = maxBytes;
        _maxPieceBytes = maxPieceBytes;
    }

    /// <summary>Returns whether a number can only belong to an announced shape.</summary>
    public static bool IsAnnouncedNumber(ulong number) => number < MostShapes;

    /// <summary>
    /// Returns the number of a shape, which is announced if it is new; false if the limits do not allow that, and the shape must be defined
    /// in the payload.
    /// </summary>
    public bool TryGetNumber(Shape shape, out ulong number)
    {
        lock (_gate)
        {
            return _numbers.TryGetValue(shape, out number) || TryAnnounce(shape, out number);
        }
    }

    /// <summary>
    /// Writes definitions that were not taken yet, and must be sent before the next payload. False, and nothing written, if there are none.
    /// Call it until it returns false.
    /// </summary>
    public bool TryTakeNew(IBufferWriter<byte> output)
    {
        lock (_gate)
        {
            int bytes = 0;
            while (_new.TryPeek(out byte[]? definition) && definition.Length <= _maxPieceBytes - bytes)
            {
                output.Write(definition);
                bytes += definition.Length;
                _new.Dequeue();
            }

            _hasNew = _new.Count > 0;

            return bytes > 0;
        }
    }

    private bool TryAnnounce(Shape shape, out ulong number)
    {
        number = (ulong)_numbers.Count;
        long cost = ShapeDefinition.CostOf(shape.Name, shape.Attributes, shape.Types);
        if (_numbers.Count == MostShapes || cost > _maxBytes - _bytes || !HasShortNames(shape))
        {
            return false;
        }

        byte[] definition = ShapeDefinition.Write(number, shape.GetNames(_vocabulary), _vocabulary);
        if (definition.Length > _maxPieceBytes)
        {
            return false;
        }

        _bytes += cost;
        _numbers.Add(shape, number);
        _new.Enqueue(definition);
        _hasNew = true;
        return true;
    }

    private static bool HasShortNames(Shape shape) =>
        shape.Attributes.Concat(shape.Types).Append(shape.Name).All(name => name.Utf8.Length <= MostNameBytes);
}
