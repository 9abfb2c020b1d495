using Banana.Slicing;
using Banana.Wire;

namespace Banana;

// The shapes that both sides know beforehand: those of all classes that are registered or reachable.
public sealed partial class SliceableTypeRegistry
{
    private volatile AgreedShapes _agreed = new(0, []);

    /// <param name="Types">How many types there were when the list was made.</param>
    /// <param name="ByNumber">The shapes.</param>
    private sealed record AgreedShapes(int Types, Dictionary<ulong, Shape> ByNumber);

    Shape? IUnslicerSource.FindShape(ulong agreedNumber)
    {
        AgreedShapes agreed = _agreed;
        if (agreed.Types != _types.Count)
        {
            agreed = ListShapes();
            _agreed = agreed;
        }

        return agreed.ByNumber.GetValueOrDefault(agreedNumber);
    }

    private AgreedShapes ListShapes()
    {
        Dictionary<ulong, Shape> shapes = [];
        int count = _types.Count;
        foreach (SliceableType type in _types.Values.Where(type => type.IsInstance))
        {
            if (type.UntypedSlicer.Shape is { } shape && !shapes.TryAdd(shape.AgreedNumber, shape))
            {
                throw new InvalidOperationException(
                    $"The shapes of '{shape.Name}' and '{shapes[shape.AgreedNumber].Name}' have the same agreed number. Rename a member of one of them.");
            }
        }

        return new AgreedShapes(count, shapes);
    }
}
