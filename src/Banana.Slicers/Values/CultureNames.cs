using System.Collections.Frozen;

namespace Banana.Slicing;

/// <summary>
/// Which cultures peers may name. The runtime keeps for good what it has found by name: those that it lists are a closed number and never counted, of others it takes
/// a bounded number. Safe to use from any thread.
/// </summary>
/// <param name="list">The names that the runtime lists, in its spelling; asked once, for the first name.</param>
/// <param name="find">Has the runtime look for a name that it does not list; throws if there is no such culture.</param>
/// <param name="most">How many of those are taken.</param>
internal sealed class CultureNames(Func<IEnumerable<string>> list, Action<string> find, int most)
{
    private readonly Lazy<FrozenSet<string>> _listed = new(() => list().ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    private readonly HashSet<string> _others = new(StringComparer.OrdinalIgnoreCase); // its own lock

    /// <summary>Lets a name pass. One that is listed in another spelling, or is one too many, is not shown to the runtime.</summary>
    /// <exception cref="ArgumentException">There is no such culture, it has another name, or peers have asked for too many.</exception>
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
