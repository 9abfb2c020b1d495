using Banana.Buffers;

namespace Banana.Wire;

/// <summary>A shape whose definition is being read. As long as it is like one that is remembered, nothing is made of its names.</summary>
internal sealed class ShapeDraft
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private IncomingShape? _alike;
    private List<VocabularyWord>? _attributes;
    private string? _name;
    private int _count;

    public ulong Number { get; private set; }

    public void Begin(ulong number, IncomingShape? remembered)
    {
        Number = number;
        _alike = remembered;
        _attributes = null;
        _name = null;
        _count = -1;
        _names.Clear();
    }

    /// <summary>Keeps nothing of the last definition.</summary>
    public void Forget()
    {
        Begin(number: 0, remembered: null);
        if (_names.Capacity > Kept.Items)
        {
            _names.TrimExcess();
        }
    }

    /// <summary>Adds the name of the class, then of the attributes; false if it is no text, or there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name)
    {
        if (_alike is not null && IsNext(_alike, name))
        {
            _count++;
            return true;
        }

        if (_alike is not null)
        {
            Depart(_alike);
        }

        VocabularyWord word = new(name);
        bool isName = _count++ < 0;
        if (isName)
        {
            _name = word.Text;
            _attributes = [];
            return word.Text is not null;
        }

        _attributes!.Add(word);
        return word.Text is not null && _names.Add(word.Text);
    }

    public IncomingShape ToShape() => _alike is not null && _count == _alike.Attributes.Count
        ? _alike
        : new IncomingShape(Number, _name ?? _alike!.Name, _attributes ?? [.. _alike!.Attributes.Take(_count)]);

    private bool IsNext(IncomingShape alike, ReadOnlySpan<byte> name) => _count < 0
        ? alike.NameWord.Utf8.SequenceEqual(name)
        : _count < alike.Attributes.Count && alike.Attributes[_count].Utf8.SequenceEqual(name);

    /// <summary>From here on it is another shape.</summary>
    private void Depart(IncomingShape alike)
    {
        _alike = null;
        if (_count >= 0)
        {
            _name = alike.Name;
            _attributes = [.. alike.Attributes.Take(_count)];
            _names.UnionWith(_attributes.Select(attribute => attribute.Text!));
        }
    }
}
