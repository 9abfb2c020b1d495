using Banana.Buffers;

namespace Banana.Wire;

/// <summary>A shape whose definition is being read. As long as it is like one that is remembered, nothing is made of its names.</summary>
internal sealed class ShapeDraft
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<VocabularyWord> _words = []; // names of attributes and of their types in turn
    private IncomingShape? _alike;
    private string? _name;
    private int _count;

    public ulong Number { get; private set; }

    /// <summary>Whether the type of the attribute that was named last is still to come.</summary>
    public bool AwaitsType => _count > 0 && _count % 2 == 1;

    public void Begin(ulong number, IncomingShape? remembered)
    {
        Number = number;
        _alike = remembered;
        _name = null;
        _count = -1;
        _names.Clear();
        Kept.Clear(_words);
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

    /// <summary>
    /// Adds the name of the class, then of an attribute and its type in turn; false if it is no text, or an attribute that is
    /// there already.
    /// </summary>
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
        bool isName = _count < 0;
        bool isAttribute = _count % 2 == 0;
        _count++;
        if (isName)
        {
            _name = word.Text;
            return word.Text is not null;
        }

        _words.Add(word);
        return word.Text is not null && (!isAttribute || _names.Add(word.Text));
    }

    public IncomingShape ToShape() => _alike is not null && _count == 2 * _alike.Attributes.Count
        ? _alike
        : new IncomingShape(Number, _name ?? _alike!.Name, Every(0), Every(1));

    private bool IsNext(IncomingShape alike, ReadOnlySpan<byte> name) => _count < 0
        ? alike.NameWord.Utf8.SequenceEqual(name)
        : _count < 2 * alike.Attributes.Count && WordAt(alike, _count).Utf8.SequenceEqual(name);

    private static VocabularyWord WordAt(IncomingShape shape, int index) => (index % 2 == 0 ? shape.Attributes : shape.Types)[index / 2];

    private VocabularyWord[] Every(int first)
    {
        if (_alike is not null)
        {
            Depart(_alike);
        }

        VocabularyWord[] words = new VocabularyWord[_words.Count / 2];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = _words[(2 * i) + first];
        }

        return words;
    }

    /// <summary>From here on it is another shape.</summary>
    private void Depart(IncomingShape alike)
    {
        _alike = null;
        if (_count >= 0)
        {
            _name = alike.Name;
            for (int i = 0; i < _count; i++)
            {
                _words.Add(WordAt(alike, i));
            }

            _names.UnionWith(alike.Attributes.Take((_count + 1) / 2).Select(attribute => attribute.Text!));
        }
    }
}
