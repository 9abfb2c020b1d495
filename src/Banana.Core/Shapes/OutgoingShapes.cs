namespace Banana.Wire;

/// <summary>
/// The shapes known to the reader of a stream: those that were agreed on beforehand, those announced on the connection, and those defined
/// on the stream so far. Not thread-safe.
/// </summary>
internal sealed class OutgoingShapes
{
    private readonly byte _index;
    private readonly bool _agrees;
    private readonly AnnouncedShapes? _announced;
    private readonly List<Shape> _defined = [];
    private readonly Dictionary<string, ulong> _ofInstances = new(StringComparer.Ordinal); // shapes of single instances, by their text
    private Known[] _known = []; // by the shape's ordinal

    /// <summary>Creates the shapes of a stream.</summary>
    /// <param name="index">The index of the word <c>shaped</c>; 0 if it has no index of one digit.</param>
    /// <param name="agrees">Whether all shapes were agreed on, so that none is defined.</param>
    /// <param name="announced">The shapes that are announced on the connection instead; null to define all on the stream.</param>
    public OutgoingShapes(byte index, bool agrees, AnnouncedShapes? announced = null)
    {
        _index = index;
        _agrees = agrees;
        _announced = announced;
    }

    private struct Known
    {
        public ShapePrefix Prefix;
        public ulong Number;
        public bool IsKnown;
    }

    /// <summary>Returns the first bytes of an instance, if the shape is known and they fit into a prefix.</summary>
    public bool TryGetPrefix(Shape shape, out ShapePrefix prefix)
    {
        Known[] known = _known;
        int ordinal = shape.Ordinal;
        prefix = (uint)ordinal < (uint)known.Length ? known[ordinal].Prefix : default;
        return prefix.Length != 0;
    }

    /// <summary>Returns the number of a shape; false if it must be defined first.</summary>
    public bool TryGetNumber(Shape shape, out ulong number)
    {
        if (shape.IsOfInstance)
        {
            return _ofInstances.TryGetValue(shape.Text, out number);
        }

        bool isKnown = shape.Ordinal < _known.Length && _known[shape.Ordinal].IsKnown;
        if (!isKnown && (_agrees || _announced is not null))
        {
            isKnown = TryGetLasting(shape, out ulong lasting);
            if (isKnown)
            {
                Add(shape, lasting);
            }
        }

        number = isKnown ? _known[shape.Ordinal].Number : 0;
        return isKnown;
    }

    /// <summary>Returns the number of a shape that the next stream has, too; false if there is none.</summary>
    private bool TryGetLasting(Shape shape, out ulong number)
    {
        number = _agrees ? shape.AgreedNumber : 0;
        return _agrees || _announced!.TryGetNumber(shape, out number);
    }

    /// <summary>Assigns the next number to a shape, and returns it.</summary>
    public ulong Define(Shape shape)
    {
        ulong first = _announced is null ? 0UL : AnnouncedShapes.MostShapes; // no number that is announced later
        ulong number = first + (ulong)(_defined.Count + _ofInstances.Count);
        if (shape.IsOfInstance)
        {
            _ofInstances.Add(shape.Text, number);
        }
        else
        {
            Add(shape, number);
            _defined.Add(shape);
        }

        return number;
    }

    /// <summary>Removes the defined shapes, because a new stream starts.</summary>
    public void Restart()
    {
        if (_defined.Count == 0 && _ofInstances.Count == 0)
        {
            return;
        }

        _ofInstances.Clear();

        foreach (Shape shape in _defined)
        {
            _known[shape.Ordinal] = default;
        }

        _defined.Clear();
    }

    private void Add(Shape shape, ulong number)
    {
        if (shape.Ordinal >= _known.Length)
        {
            Array.Resize(ref _known, Math.Max(shape.Ordinal + 1, 2 * _known.Length));
        }

        _known[shape.Ordinal] = new Known { Prefix = ShapePrefix.Of(_index, number), Number = number, IsKnown = true };
    }
}
