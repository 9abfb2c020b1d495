using System.Text;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>A graph in short: <c>a=[5,=a]</c> is a list of 5 and itself.</summary>
internal sealed class GraphText
{
    private readonly Dictionary<object, int> _counts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);

    public string Of(object? graph)
    {
        Count(graph);
        StringBuilder text = new();
        Append(text, graph);
        return text.ToString();
    }

    private void Count(object? value)
    {
        if (value is not (List<object?> or ObjectTuple or ObjectDictionary))
        {
            return;
        }

        _counts[value] = _counts.GetValueOrDefault(value) + 1;
        if (_counts[value] == 1)
        {
            foreach (object? child in Children(value))
            {
                Count(child);
            }
        }
    }

    private void Append(StringBuilder text, object? value)
    {
        if (value is byte[] bytes)
        {
            text.Append(Encoding.UTF8.GetString(bytes));
            return;
        }

        if (value is null || !_counts.TryGetValue(value, out int count))
        {
            text.Append(value ?? "null");
            return;
        }

        if (_names.TryGetValue(value, out string? name))
        {
            text.Append('=').Append(name);
            return;
        }

        if (count > 1)
        {
            name = ((char)('a' + _names.Count)).ToString();
            _names.Add(value, name);
            text.Append(name).Append('=');
        }

        AppendContainer(text, value);
    }

    private void AppendContainer(StringBuilder text, object value)
    {
        (char open, char close) = value switch { ObjectTuple => ('(', ')'), ObjectDictionary => ('{', '}'), _ => ('[', ']') };
        text.Append(open);
        int number = 0;
        foreach (object? child in Children(value))
        {
            text.Append(number == 0 ? "" : value is ObjectDictionary && number % 2 == 1 ? ":" : ",");
            number++;
            Append(text, child);
        }

        text.Append(close);
    }

    private static IEnumerable<object?> Children(object value) => value is ObjectDictionary dictionary
        ? dictionary.SelectMany(entry => new[] { entry.Key, entry.Value })
        : (IEnumerable<object?>)value;
}
