using Banana.Buffers;

namespace Banana.Wire;

/// <summary>A shape whose definition is being read. As long as it equals a remembered shape, its names are not stored.</summary>
internal sealed class ShapeDraft
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<VocabularyWord> _words = []; // the names of attributes and of their types, alternating
    private IncomingShape? _alike;
    private string? _name;
    private int _count;

    /// <summary>The number of the shape.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether the next name is the type of an attribute.</summary>
    public bool AwaitsType => _count > 0 && _count % 2 == 1;

    /// <summary>Begins a definition.</summary>
    /// <param name="number">The number of the shape.</param>
    /// <param name="remembered">A shape that the definition probably equals; null if there is none.</param>
    public void Begin(ulong number, IncomingShape? remembered)
    {
        Number = number;
        _alike = remembered;
        _name = null;
        _count = -1;
        _names.Clear();
        Kept.Clear(_words);
    }

    /// <summary>Releases the memory of the last definition.</summary>
    public void Forget()
    {
        Begin(number: 0, remembered: null);
        if (_names.Capacity > Kept.Items)
        {
            _names.TrimExcess();
        }
    }

    /// <summary>
    /// Adds a name: first that of the class, then those of an attribute and its type, alternating. False if it is not valid UTF-8, or if
    /// it is the name of an earlier attribute.
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

    /// <summary>Returns the shape: the remembered one if the definition equals it, otherwise a new one.</summary>
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

    /// <summary>Stores the names read so far, because the next one differs from the remembered shape.</summary>
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
