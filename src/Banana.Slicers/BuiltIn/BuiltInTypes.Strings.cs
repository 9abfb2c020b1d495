using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Slicing;

// Register one of these in the place of the plain one: options.Types.Add(BuiltInTypes.AnyString).
public static partial class BuiltInTypes
{
    /// <summary>Text. A string that is no valid UTF-16 is refused; one that is shared comes back as two that are equal.</summary>
    public static SliceableType<string> String => field ??= StringWith();

    /// <summary>Text that may be no valid UTF-16: it comes back unit by unit.</summary>
    public static SliceableType<string> AnyString => field ??= StringWith(keepsInvalidText: true);

    /// <summary>Text that stays shared: one instance comes back as one, two that are equal as two.</summary>
    public static SliceableType<string> SharedString => field ??= StringWith(keepsIdentity: true);

    /// <summary>Text, as asked for.</summary>
    /// <param name="keepsIdentity">Whether a string that is shared comes back as one instance; costs three bytes and a look-up for each.</param>
    /// <param name="keepsInvalidText">Whether text that is no valid UTF-16 can be sent and read; if not, it is refused.</param>
    /// <param name="pool">Where the reading side looks for equal strings it has; null for none. Shared between threads.</param>
    public static SliceableType<string> StringWith(bool keepsIdentity = false, bool keepsInvalidText = false, StringPool? pool = null) =>
        new(new StringSlicer(keepsIdentity, keepsInvalidText), new StringUnslicer(keepsInvalidText, pool));
}
