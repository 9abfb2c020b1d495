using System.Globalization;
using System.Text;

namespace Banana;

/// <summary>
/// Text that somebody else wrote, for a person to read: what would act on a terminal or change how a line looks is shown as its number.
/// </summary>
public static class ForeignText
{
    /// <summary>
    /// <paramref name="text"/> with control characters, marks of direction and other characters of format, separators of lines and
    /// halves of characters as <c>\u001b</c>; the rest, of any language, as it is.
    /// </summary>
    /// <param name="text">What a peer or a file said.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static string Escape(string text) => Escape(text, keepsLines: false);

    /// <summary>As <see cref="Escape(string)"/>, but line breaks stay: for text that has lines of its own, as the stack of an exception.</summary>
    /// <param name="text">What a peer or a file said.</param>
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
