using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Slicing;

// Register one of these in the place of the plain one: options.Types.Add(BuiltInTypes.AnyString).
public static partial class BuiltInTypes
{
    /// <summary>Text. A string that is not valid UTF-16 is refused. A shared string comes back as equal strings.</summary>
    public static SliceableType<string> String => field ??= StringWith();

    /// <summary>Text that need not be valid UTF-16; it comes back code unit by code unit.</summary>
    public static SliceableType<string> AnyString => field ??= StringWith(keepsInvalidText: true);

    /// <summary>Text that keeps its identity: a shared string stays shared, and equal strings stay separate.</summary>
    public static SliceableType<string> SharedString => field ??= StringWith(keepsIdentity: true);

    /// <summary>Text with the given behavior.</summary>
    /// <param name="keepsIdentity">
    /// Whether a shared string comes back as one instance, at the cost of three bytes and a lookup per string.
    /// </param>
    /// <param name="keepsInvalidText">Whether text that is not valid UTF-16 can be sent and read; if not, it is refused.</param>
    /// <param name="pool">The pool in which the reader looks up equal strings; null for none. It is shared between threads.</param>
    public static SliceableType<string> StringWith(bool keepsIdentity = false, bool keepsInvalidText = false, StringPool? pool = null) =>
        new(new StringSlicer(keepsIdentity, keepsInvalidText), new StringUnslicer(keepsInvalidText, pool));
}
