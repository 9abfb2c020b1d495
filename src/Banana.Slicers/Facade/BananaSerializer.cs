using Banana.Slicing;

namespace Banana;

/// <summary>
/// Converts object graphs to bytes and back, including shared references, cycles, and cycles through immutable objects. A graph
/// comes back as it was, or is refused with the path of the value that caused it. All methods are thread-safe.
/// </summary>
public static partial class BananaSerializer
{
    private static SliceableType<T> Find<T>(BananaSerializerOptions options) => options.Types.Get<T>();
}
