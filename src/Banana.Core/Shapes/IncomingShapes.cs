using System.Buffers;

namespace Banana.Wire;

/// <summary>The peer's shapes on one stream: those agreed on beforehand, and those it has defined. Not thread-safe.</summary>
internal sealed class IncomingShapes
{
    private const int BytesPerName = 128; // a word, its bytes and its text without the characters
    private const int MostRemembered = 1 << 16; // as large as a table may be to be kept for the next stream

    private readonly byte _index;
    private readonly byte _definitionIndex;
    private readonly Vocabulary? _vocabulary;
    private readonly int _maxBytes;
    private readonly Func<ulong, Shape?> _findAgreed;
    private readonly Dictionary<ulong, IncomingShape> _shapes = [];
    private readonly Dictionary<ulong, IncomingShape> _remembered = [];
    private readonly HashSet<int> _recognized = [];
    private ShapePrefix[] _prefixes = []; // of shapes that are just as we know them, by our shape's ordinal
    private long _bytes;

    /// <param name="vocabulary">The table that stays for good; null if none does.</param>
    /// <param name="findAgreed">Finds shapes that need no definition.</param>
    /// <param name="limits">How much the peer may define.</param>
    public IncomingShapes(Vocabulary? vocabulary, Func<ulong, Shape?> findAgreed, WireLimits limits)
    {
        _vocabulary = vocabulary;
        _index = ShortIndex(OpenTypes.Shaped);
        _definitionIndex = ShortIndex(OpenTypes.Shape);
        _findAgreed = findAgreed;
        _maxBytes = limits.MaxShapeBytes;
    }

    /// <summary>The bytes that an instance of our own shape begins with, if the peer has one just like it.</summary>
    public bool TryGetPrefix(Shape own, out ShapePrefix prefix)
    {
        ShapePrefix[] prefixes = _prefixes;
        int ordinal = own.Ordinal;
        prefix = (uint)ordinal < (uint)prefixes.Length ? prefixes[ordinal] : default;
        return prefix.Length != 0;
    }

    /// <summary>The definition that is being read: there is only one at a time.</summary>
    public ShapeDraft Draft { get; } = new();

    public IncomingShape? Find(ulong number)
    {
        if (!_shapes.TryGetValue(number, out IncomingShape? shape) && Shape.IsAgreedNumber(number) && _findAgreed(number) is { } agreed)
        {
            shape = new IncomingShape(number, agreed.Name.ToString(), agreed.Attributes, agreed.Types);
            _shapes.Add(number, shape);
        }

        return shape;
    }

    /// <summary>A shape of the last stream whose definition seems to stand here; null if there is none.</summary>
    public IncomingShape? FindRemembered(ref TokenReader reader) =>
        _remembered.Count > 0 && reader.TryPeekShapeNumber(_definitionIndex, out ulong number) ? _remembered.GetValueOrDefault(number) : null;

    /// <summary>Takes a shape of the last stream again; false if there is no room for it.</summary>
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

    /// <summary>What a name of this many bytes of UTF-8 takes; in bytes.</summary>
    public static long BytesOf(int length) => BytesPerName + (3L * length);

    /// <summary>Whether one more name fits the limit; counts it.</summary>
    public bool TryCharge(int length)
    {
        _bytes += BytesOf(length);
        return _bytes <= _maxBytes;
    }

    /// <summary>Adds what the peer has defined, in the place of what had the number before; false if there is no such number.</summary>
    public bool TryAdd(IncomingShape shape)
    {
        if (!Shape.IsDefinable(shape.Number))
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

    /// <summary>A shape of the peer is just as our own: its instances are recognised by their first bytes from now on.</summary>
    public void Recognize(IncomingShape shape, Shape own)
    {
        if (own.Ordinal >= _prefixes.Length)
        {
            Array.Resize(ref _prefixes, own.Ordinal + 1);
        }

        _prefixes[own.Ordinal] = ShapePrefix.Of(_index, shape.Number);
        shape.Own = own;
        if (!Shape.IsAgreedNumber(shape.Number))
        {
            _recognized.Add(own.Ordinal);
        }
    }

    /// <summary>How many of our shapes are known by their first bytes, of those that the peer defined.</summary>
    public int Recognized => _recognized.Count;

    private void Unrecognize(ShapePrefix prefix) => _recognized.RemoveWhere(ordinal =>
    {
        bool isGone = _prefixes[ordinal] == prefix;
        _prefixes[ordinal] = isGone ? default : _prefixes[ordinal];
        return isGone;
    });

    /// <summary>Forgets what was defined.</summary>
    public void Restart()
    {
        if (_bytes == 0)
        {
            return; // names cost something
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
            if (!Shape.IsDefinable(number))
            {
                continue;
            }

            _shapes.Remove(number); // allowed while looking through
            if (isKept)
            {
                shape.Definition ??= _definitionIndex == 0 ? [] : WriteDefinition(shape);
                _remembered.Add(number, shape);
            }
        }

        if (!isKept)
        {
            _shapes.TrimExcess();
            _remembered.TrimExcess();
        }
    }

    /// <summary>
    /// What has this number, or had it on the last stream: documents often define the same, and then nothing need be made again, nor found out.
    /// </summary>
    public IncomingShape? Remember(ulong number) =>
        Shape.IsDefinable(number) && _shapes.TryGetValue(number, out IncomingShape? known) ? known : _remembered.GetValueOrDefault(number);

    private byte ShortIndex(string word) => _vocabulary?.IndexOf(word) is > 0 and < 0x80 and int index ? (byte)index : (byte)0;

    /// <summary>The tokens of a definition as our own writer would give them.</summary>
    private byte[] WriteDefinition(IncomingShape shape)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        writer.WriteOpen();
        writer.WriteVocab(_definitionIndex);
        writer.WriteInteger(shape.Number);
        writer.WriteTokens(Shape.WriteNames(shape.NameWord, shape.Attributes, shape.Types, _vocabulary!));
        writer.WriteClose();
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
