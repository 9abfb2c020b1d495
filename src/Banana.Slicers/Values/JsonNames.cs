using System.Text;
using System.Text.Json;

namespace Banana;

/// <summary>Finds repeated names in an object of a JSON text, which <c>JsonObject</c> detects only when the object is used.</summary>
internal static class JsonNames
{
    private const int LongestShown = 40;
    private const int MostReused = 100;

    /// <summary>Returns the start of a repeated name; null if there is none.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static string? FindTwice(string text, bool ignoresCase)
    {
        StringComparer comparer = ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        List<HashSet<string>> seen = []; // by depth
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (seen.Count <= reader.CurrentDepth)
                {
                    seen.Add(new HashSet<string>(comparer));
                }

                Empty(seen, reader.CurrentDepth);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && !seen[reader.CurrentDepth - 1].Add(reader.GetString()!))
            {
                string name = reader.GetString()!;
                return name.Length <= LongestShown ? name : name[..LongestShown] + "…";
            }
        }

        return null;
    }

    // Clearing a table takes time for its capacity, however few names it has.
    private static void Empty(List<HashSet<string>> seen, int depth)
    {
        if (seen[depth].Count > MostReused)
        {
            seen[depth] = new HashSet<string>(seen[depth].Comparer);
        }
        else
        {
            seen[depth].Clear();
        }
    }
}
