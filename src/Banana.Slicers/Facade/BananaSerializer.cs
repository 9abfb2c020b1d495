using Banana.Slicing;

namespace Banana;

/// <summary>
/// Turns object graphs into bytes and back: shared references, cycles, and cycles through immutable objects included. Every
/// graph comes back as it was or is refused with the path of the culprit. All methods are safe to call from any thread.
/// </summary>
public static partial class BananaSerializer
{
    private static SliceableType<T> Find<T>(BananaSerializerOptions options) => options.Types.Get<T>();
}
