using System.Text;
using System.Text.Json;

namespace Banana;

/// <summary>Finds names that come twice in one object of a JSON text: what <c>JsonObject</c> notices only when somebody looks inside.</summary>
internal static class JsonNames
{
    private const int LongestShown = 40;
    private const int MostReused = 100;

    /// <summary>The start of a name that comes again; null if none does.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
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

    // A table that has been large once is cleared in as much time as it is large, however few names there were since.
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
