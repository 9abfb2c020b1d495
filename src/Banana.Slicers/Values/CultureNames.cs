using System.Collections.Frozen;

namespace Banana.Slicing;

/// <summary>
/// The names of cultures that peers may use. The runtime keeps every culture that it has found by name: listed ones are finite
/// and not counted, and others are limited. Thread-safe.
/// </summary>
/// <param name="list">A function that returns the names that the runtime lists, in its spelling; called once, for the first name.</param>
/// <param name="find">An action that makes the runtime look up an unlisted name; throws if the culture does not exist.</param>
/// <param name="most">The largest number of unlisted names.</param>
internal sealed class CultureNames(Func<IEnumerable<string>> list, Action<string> find, int most)
{
    private readonly Lazy<FrozenSet<string>> _listed = new(() => list().ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    private readonly HashSet<string> _others = new(StringComparer.OrdinalIgnoreCase); // its own lock

    /// <summary>Checks a name. A name that is listed in another spelling, or exceeds the limit, is not passed to the runtime.</summary>
    /// <exception cref="ArgumentException">The culture does not exist or has another name, or peers have used too many.</exception>
    public void Require(string name)
    {
        if (!_listed.Value.TryGetValue(name, out string? listed))
        {
            RequireOther(name);
        }
        else if (listed != name)
        {
            throw new ArgumentException($"The runtime calls the culture '{name}' '{listed}'.");
        }
    }

    private void RequireOther(string name)
    {
        lock (_others)
        {
            if (_others.Contains(name))
            {
                return;
            }

            if (_others.Count >= most)
            {
                throw new ArgumentException($"The runtime does not list the culture '{name}', and this process already has {most} such cultures, which is the limit.");
            }

            find(name);
            _others.Add(name);
        }
    }
}
