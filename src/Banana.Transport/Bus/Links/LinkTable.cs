using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>The links of an endpoint by the names of their peers. Not thread-safe.</summary>
/// <param name="self">The name of the endpoint.</param>
internal sealed class LinkTable(string self)
{
    private readonly Dictionary<string, Link> _byName = new(StringComparer.Ordinal);

    /// <summary>All links, established or not.</summary>
    public IReadOnlyCollection<Link> All => _byName.Values;

    /// <summary>Finds the link to a peer, if it is established.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Link? link) => _byName.TryGetValue(name, out link) && link.IsEstablished;

    /// <summary>Adds a link whose peer has said hello.</summary>
    /// <param name="link">The link.</param>
    /// <param name="rival">
    /// A link to the same peer, of which the peer ends one; null if there is none. Of two that dial each other at the same time, the one
    /// whose name comes first keeps the connection that it has first, and the other one waits for that: if each chose, none might be left.
    /// </param>
    /// <returns>Why it cannot be added; null if it was.</returns>
    public string? TryAdd(Link link, out Link? rival)
    {
        rival = null;
        if (link.Name.Length == 0)
        {
            return "an endpoint needs a name";
        }

        if (link.Name == self)
        {
            return $"both endpoints are named '{self}'";
        }

        if (_byName.TryAdd(link.Name, link))
        {
            return null;
        }

        Link present = _byName[link.Name];
        rival = present.IsDialled != link.IsDialled && string.CompareOrdinal(self, link.Name) > 0 ? present : null;
        return $"'{self}' and '{link.Name}' are already connected";
    }

    /// <summary>Removes a link; false if it is not there, or another one has taken its place.</summary>
    public bool Remove(Link link) =>
        _byName.TryGetValue(link.Name, out Link? present) && ReferenceEquals(present, link) && _byName.Remove(link.Name);
}
