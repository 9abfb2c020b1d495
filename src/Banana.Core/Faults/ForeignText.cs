using System.Globalization;
using System.Text;

namespace Banana;

/// <summary>
/// Escapes text from a peer or a file for display: characters that would control a terminal or change the appearance of a line.
/// Thread-safe.
/// </summary>
public static class ForeignText
{
    /// <summary>
    /// Escapes control and format characters (such as direction marks), line and paragraph separators and lone surrogates, in the
    /// form <c>\u001b</c>. All other text, including backslashes, is unchanged.
    /// </summary>
    /// <param name="text">Text from a peer or a file.</param>
    /// <returns>The escaped text; <paramref name="text"/> itself if there is nothing to escape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string Escape(string text) => Escape(text, keepsLines: false);

    /// <summary>Escapes as <see cref="Escape(string)"/> does, but keeps line breaks (CR and LF), for text such as a stack trace.</summary>
    /// <param name="text">Text from a peer or a file.</param>
    /// <returns>The escaped text; <paramref name="text"/> itself if there is nothing to escape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string EscapeLines(string text) => Escape(text, keepsLines: true);

    private static string Escape(string text, bool keepsLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? EscapeSlow(text, keepsLines) : text;
    }

    private static string EscapeSlow(string text, bool keepsLines)
    {
        StringBuilder escaped = new(text.Length + 16);
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = Rune.TryGetRuneAt(text, i, out Rune rune) ? rune.Utf16SequenceLength : 1;
            if (IsPlain(CharUnicodeInfo.GetUnicodeCategory(text, i)) || (keepsLines && text[i] is '\n' or '\r'))
            {
                escaped.Append(text, i, length);
                continue;
            }

            foreach (char unit in text.AsSpan(i, length))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return escaped.ToString();
    }

    private static bool IsPlain(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
