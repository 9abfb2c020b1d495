namespace Banana.Wire;

/// <summary>The peer's shapes on one stream: those agreed on beforehand, and those it has defined. Not thread-safe.</summary>
internal sealed class IncomingShapes
{
    private const int BytesPerName = 64;

    private readonly byte _index;
    private readonly int _maxBytes;
    private readonly Func<ulong, Shape?> _findAgreed;
    private readonly Dictionary<ulong, IncomingShape> _shapes = [];
    private readonly List<int> _recognized = [];
    private ShapePrefix[] _prefixes = []; // of shapes that are just as we know them, by our shape's ordinal
    private long _bytes;

    /// <param name="index">The index of <c>shaped</c>; 0 if it has none of one digit.</param>
    /// <param name="findAgreed">Finds shapes that need no definition.</param>
    /// <param name="limits">How much the peer may define.</param>
    public IncomingShapes(byte index, Func<ulong, Shape?> findAgreed, WireLimits limits)
    {
        _index = index;
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

    public IncomingShape? Find(ulong number)
    {
        if (!_shapes.TryGetValue(number, out IncomingShape? shape) && Shape.IsAgreedNumber(number) && _findAgreed(number) is { } agreed)
        {
            shape = new IncomingShape(number, agreed.Name.ToString(), agreed.Attributes);
            _shapes.Add(number, shape);
        }

        return shape;
    }

    /// <summary>Whether one more name fits the limit; counts it.</summary>
    public bool TryCharge(int length)
    {
        _bytes += BytesPerName + length;
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
            _bytes -= CostOf(old);
            foreach (int ordinal in _recognized)
            {
                if (_prefixes[ordinal] == ShapePrefix.Of(_index, shape.Number))
                {
                    _prefixes[ordinal] = default;
                }
            }
        }

        _shapes[shape.Number] = shape;
        return true;
    }

    private static long CostOf(IncomingShape shape) =>
        shape.Attributes.Sum(attribute => BytesPerName + (long)attribute.Utf8.Length) + BytesPerName + System.Text.Encoding.UTF8.GetByteCount(shape.Name);

    /// <summary>A shape of the peer is just as our own: its instances are recognised by their first bytes from now on.</summary>
    public void Recognize(IncomingShape shape, Shape own)
    {
        if (own.Ordinal >= _prefixes.Length)
        {
            Array.Resize(ref _prefixes, own.Ordinal + 1);
        }

        _prefixes[own.Ordinal] = ShapePrefix.Of(_index, shape.Number);
        if (!Shape.IsAgreedNumber(shape.Number))
        {
            _recognized.Add(own.Ordinal);
        }
    }

    /// <summary>Forgets what was defined.</summary>
    public void Restart()
    {
        if (_bytes == 0)
        {
            return; // names cost something
        }

        _bytes = 0;
        foreach (int ordinal in _recognized)
        {
            _prefixes[ordinal] = default;
        }

        _recognized.Clear();
        foreach (ulong number in _shapes.Keys.Where(Shape.IsDefinable).ToList())
        {
            _shapes.Remove(number);
        }
    }
}
