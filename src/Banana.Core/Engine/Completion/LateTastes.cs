using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>Objects that tasters check when the graph is complete (PROTOCOL.md ). Not thread-safe.</summary>
internal sealed class LateTastes
{
    private readonly List<Waiting> _waiting = [];

    /// <summary>A waiting object.</summary>
    /// <param name="Taster">The tasters that check it.</param>
    /// <param name="Unslicer">The unslicer that reads it.</param>
    /// <param name="Object">The object, or its promise.</param>
    /// <param name="Id">The id of the sequence that uses it; if that is refused, the object is not checked.</param>
    /// <param name="Path">The path where it is used.</param>
    private readonly record struct Waiting(CompiledTaster Taster, Unslicer Unslicer, object Object, long Id, string Path);

    /// <summary>Whether no object waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Shows a complete object to tasters: first the number of its elements, then the object. Returns why it is refused, or null.</summary>
    public static Refusal? Show(CompiledTaster taster, Unslicer unslicer, object target)
    {
        string expected = taster.Expected ?? $"at most {taster.MaxItems}";
        try
        {
            if (unslicer.CountItems(target) is { } count && count > taster.MaxItems)
            {
                return new(ViolationCode.CollectionTooLarge, $"a reference to {count} elements", expected);
            }
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            return Refusal.Of(thrown, expected);
        }

        return taster.Judge(target);
    }

    /// <summary>Adds an object to show to tasters when the graph is complete.</summary>
    /// <param name="taster">The tasters that check it.</param>
    /// <param name="unslicer">The unslicer that reads it.</param>
    /// <param name="target">The object, or its promise.</param>
    /// <param name="id">The id of the sequence that uses it.</param>
    /// <param name="path">The path of that sequence.</param>
    public void Add(CompiledTaster taster, Unslicer unslicer, object target, long id, string path) =>
        _waiting.Add(new Waiting(taster, unslicer, target, id, path));

    /// <summary>Shows all waiting objects to their tasters. Returns why one is refused, or null.</summary>
    public PlacedRefusal? Show()
    {
        foreach (Waiting late in _waiting)
        {
            object target = late.Object is Pending promise ? promise.Value! : late.Object;
            if (Show(late.Taster, late.Unslicer, target) is { } refused)
            {
                return new PlacedRefusal(late.Path, refused);
            }
        }

        return null;
    }

    /// <summary>Removes the objects used by sequences with ids from <paramref name="id"/> on, which have been refused.</summary>
    public void RefuseFrom(long id) => _waiting.RemoveAll(late => late.Id >= id);

    /// <summary>Removes all objects.</summary>
    public void Clear() => Kept.Clear(_waiting);
}
