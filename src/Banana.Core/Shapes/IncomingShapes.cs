namespace Banana.Wire;

/// <summary>
/// The peer's shapes on a stream: those that were agreed on beforehand, those that it announced on the connection, and those that it has
/// defined on the stream. Not thread-safe.
/// </summary>
internal sealed class IncomingShapes
{
    private const int MostRemembered = 1 << 16; // the largest table that is kept for the next stream, in bytes

    private readonly byte _index;
    private readonly byte _definitionIndex;
    private readonly Vocabulary? _vocabulary;
    private readonly int _maxBytes;
    private readonly Func<ulong, Shape?> _findAgreed;
    private readonly PeerShapes? _announced;
    private readonly Dictionary<ulong, IncomingShape> _lasting = []; // agreed on or announced, so that the next stream has them, too
    private readonly Dictionary<ulong, IncomingShape> _shapes = []; // defined on this stream
    private readonly Dictionary<ulong, IncomingShape> _remembered = [];
    private readonly HashSet<int> _recognized = [];
    private ShapePrefix[] _prefixes = []; // of shapes that equal ours, by the ordinal of our shape
    private long _bytes;

    /// <summary>Creates the shapes of a stream.</summary>
    /// <param name="vocabulary">The permanent vocabulary; null if words are not permanent.</param>
    /// <param name="findAgreed">Finds shapes that need no definition.</param>
    /// <param name="limits">The limits of definitions.</param>
    /// <param name="announced">The shapes that the peer announces on the connection; null if it announces none.</param>
    public IncomingShapes(Vocabulary? vocabulary, Func<ulong, Shape?> findAgreed, WireLimits limits, PeerShapes? announced = null)
    {
        _announced = announced;
        _vocabulary = vocabulary;
        _index = ShortIndex(OpenTypes.Shaped);
        _definitionIndex = ShortIndex(OpenTypes.Shape);
        _findAgreed = findAgreed;
        _maxBytes = limits.MaxShapeBytes;
    }

    /// <summary>Returns the first bytes of an instance of our own shape, if the peer has an equal one.</summary>
    public bool TryGetPrefix(Shape own, out ShapePrefix prefix)
    {
        ShapePrefix[] prefixes = _prefixes;
        int ordinal = own.Ordinal;
        prefix = (uint)ordinal < (uint)prefixes.Length ? prefixes[ordinal] : default;
        return prefix.Length != 0;
    }

    /// <summary>The definition that is being read; there is only one at a time.</summary>
    public ShapeDraft Draft { get; } = new();

    /// <summary>Returns the shape of a number; null if it is not known.</summary>
    public IncomingShape? Find(ulong number)
    {
        if (!IsLasting(number))
        {
            return _shapes.GetValueOrDefault(number);
        }

        if (!_lasting.TryGetValue(number, out IncomingShape? shape))
        {
            shape = FindLasting(number);
            if (shape is not null)
            {
                _lasting.Add(number, shape);
            }
        }

        return shape;
    }

    private bool IsLasting(ulong number) => Shape.IsAgreedNumber(number) || (_announced is not null && AnnouncedShapes.IsAnnouncedNumber(number));

    private IncomingShape? FindLasting(ulong number)
    {
        if (!Shape.IsAgreedNumber(number))
        {
            return _announced!.Find(number) is { } shared ? new IncomingShape(shared) : null;
        }

        return _findAgreed(number) is { } agreed ? new IncomingShape(number, agreed.Name.ToString(), agreed.Attributes, agreed.Types) : null;
    }

    /// <summary>Returns the shape of the last stream whose definition seems to be next; null if there is none.</summary>
    public IncomingShape? FindRemembered(ref TokenReader reader) =>
        _remembered.Count > 0 && reader.TryPeekShapeNumber(_definitionIndex, out ulong number) ? _remembered.GetValueOrDefault(number) : null;

    /// <summary>Adds a shape of the last stream again; false if it exceeds the limit.</summary>
    public bool TryRecall(IncomingShape shape)
    {
        _bytes += shape.Cost;
        if (_bytes > _maxBytes || !TryAdd(shape))
        {
            return false;
        }

        if (shape.Own is { } own)
        {
            Recognize(shape, own);
        }

        return true;
    }

    /// <summary>Charges the memory of a name; false if it exceeds the limit.</summary>
    public bool TryCharge(int length)
    {
        _bytes += ShapeDefinition.BytesOf(length);
        return _bytes <= _maxBytes;
    }

    /// <summary>The numbers that a definition may assign, as a noun phrase.</summary>
    public string DefinableNumbers => _announced is null ? "a number below 2^27" : $"a number from {AnnouncedShapes.MostShapes} to 2^27 - 1";

    /// <summary>Adds a shape, replacing that with the same number; false if the number is not allowed in a definition.</summary>
    public bool TryAdd(IncomingShape shape)
    {
        if (IsLasting(shape.Number) || !Shape.IsDefinable(shape.Number))
        {
            return false;
        }

        if (_shapes.TryGetValue(shape.Number, out IncomingShape? old))
        {
            _bytes -= old.Cost;
            if (old.Own is not null && old != shape)
            {
                Unrecognize(ShapePrefix.Of(_index, shape.Number));
            }
        }

        _shapes[shape.Number] = shape;
        return true;
    }

    /// <summary>Records that a shape of the peer equals our own, so that its instances are recognized by their first bytes.</summary>
    public void Recognize(IncomingShape shape, Shape own)
    {
        if (own.Ordinal >= _prefixes.Length)
        {
            Array.Resize(ref _prefixes, Math.Max(own.Ordinal + 1, 2 * _prefixes.Length));
        }

        _prefixes[own.Ordinal] = ShapePrefix.Of(_index, shape.Number);
        shape.Own = own;
        if (!IsLasting(shape.Number))
        {
            _recognized.Add(own.Ordinal);
        }
    }

    /// <summary>The number of shapes defined by the peer that are recognized by their first bytes.</summary>
    public int Recognized => _recognized.Count;

    private void Unrecognize(ShapePrefix prefix) => _recognized.RemoveWhere(ordinal =>
    {
        bool isGone = _prefixes[ordinal] == prefix;
        _prefixes[ordinal] = isGone ? default : _prefixes[ordinal];
        return isGone;
    });

    /// <summary>Removes the defined shapes, and remembers them for the next stream.</summary>
    public void Restart()
    {
        if (_bytes == 0)
        {
            return; // nothing was defined, because each name is charged
        }

        bool isKept = _bytes <= MostRemembered;
        Draft.Forget();
        _bytes = 0;
        foreach (int ordinal in _recognized)
        {
            _prefixes[ordinal] = default;
        }

        _recognized.Clear();
        _remembered.Clear();
        foreach ((ulong number, IncomingShape shape) in _shapes)
        {
            if (isKept)
            {
                shape.Definition ??= _definitionIndex == 0 ? [] : WriteDefinition(shape);
                _remembered.Add(number, shape);
            }
        }

        _shapes.Clear();
        if (!isKept)
        {
            _shapes.TrimExcess();
            _remembered.TrimExcess();
        }
    }

    /// <summary>
    /// Returns the shape that has this number, or had it on the last stream; null if there is none. Documents often define the same shapes,
    /// which are then reused with all that is cached about them.
    /// </summary>
    public IncomingShape? Remember(ulong number) =>
        _shapes.TryGetValue(number, out IncomingShape? known) ? known : _remembered.GetValueOrDefault(number);

    private byte ShortIndex(string word) => _vocabulary?.IndexOf(word) is > 0 and < 0x80 and int index ? (byte)index : (byte)0;

    private byte[] WriteDefinition(IncomingShape shape) =>
        ShapeDefinition.Write(shape.Number, Shape.WriteNames(shape.NameWord, shape.Attributes, shape.Types, _vocabulary!), _vocabulary!);
}
