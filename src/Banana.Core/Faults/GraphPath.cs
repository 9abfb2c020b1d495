using System.Globalization;
using System.Text;

namespace Banana;

/// <summary>
/// Builds a path such as <c>$.Lines[3].Product</c>, from the root on. Used only when something goes wrong. The middle of a long
/// path is elided, so that a message stays under 1 KB however deep the graph is.
/// </summary>
public ref struct GraphPath
{
    private const int KeptSegments = 8; // at either end of a long path
    private const int MaxNameLength = 40;
    private const int MaxNumberBits = 128; // printing a longer one takes quadratic time
    private readonly StringBuilder _text;

    /// <summary>Starts a path at the root, <c>$</c>.</summary>
    public GraphPath()
    {
        _text = new StringBuilder("$");
    }

    /// <summary>Adds a member: <c>.Name</c>.</summary>
    public readonly void Member(string name) => _text.Append('.').Append(Shorten(name));

    /// <summary>Adds an element: <c>[index]</c>. A negative index, for which no element was started, adds nothing.</summary>
    public readonly void Element(long index)
    {
        if (index >= 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        }
    }

    /// <summary>Adds the value under a dictionary key: <c>["key"]</c> or <c>[42]</c>.</summary>
    public readonly void Key(object? key)
    {
        _text.Append('[').Append(key switch
        {
            null => "null",
            string text => $"\"{Shorten(text)}\"",
            byte[] bytes => $"0x{Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, 16)))}",
            System.Numerics.BigInteger number when number.GetBitLength() > MaxNumberBits
                => string.Create(CultureInfo.InvariantCulture, $"a number of {number.GetBitLength()} bits"),
            IFormattable number when IsPlain(key) => Shorten(number.ToString(null, CultureInfo.InvariantCulture)),
            bool flag => flag ? "true" : "false",
            _ => key.GetType().Name,
        }).Append(']');
    }

    /// <summary>Adds the key of a dictionary entry: <c>{2}</c> is the key of the third entry.</summary>
    public readonly void KeyOf(long entry) => _text.Append(CultureInfo.InvariantCulture, $"{{{entry}}}");

    /// <summary>
    /// Returns the frame with which a loop over <paramref name="depth"/> frames continues: <paramref name="frame"/>, unless the
    /// middle of a long path is elided here.
    /// </summary>
    internal readonly int SkipMiddle(int frame, int depth)
    {
        if (frame != KeptSegments || depth <= 2 * KeptSegments)
        {
            return frame;
        }

        _text.Append(CultureInfo.InvariantCulture, $"…({depth - (2 * KeptSegments)} levels)…");
        return depth - KeptSegments;
    }

    /// <summary>Returns the path as text.</summary>
    public override readonly string ToString() => _text.ToString();

    /// <summary>Returns whether the framework formats the key, in a few characters.</summary>
    private static bool IsPlain(object key) =>
        Type.GetTypeCode(key.GetType()) != TypeCode.Object || key is System.Numerics.BigInteger or Int128 or UInt128;

    private static string Shorten(string text)
    {
        if (text.Length > MaxNameLength)
        {
            int kept = char.IsHighSurrogate(text[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength;
            text = string.Concat(text.AsSpan(0, kept), "…");
        }

        return ForeignText.Escape(text);
    }
}
