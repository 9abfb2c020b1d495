using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>Tastes that must wait until the object is complete (PROTOCOL.md ). Not thread-safe.</summary>
internal sealed class LateTastes
{
    private readonly List<Waiting> _waiting = [];

    /// <summary>A taste that waits.</summary>
    /// <param name="Taster">Who wants to see it.</param>
    /// <param name="Unslicer">Who reads it.</param>
    /// <param name="Object">The object, or its promise.</param>
    /// <param name="Id">The sequence that used it: when that is refused, nobody wants to see it any more.</param>
    /// <param name="Path">Where it is used.</param>
    private readonly record struct Waiting(CompiledTaster Taster, Unslicer Unslicer, object Object, long Id, string Path);

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Shows a complete object to tasters: how many elements it has, then itself. Why they refuse it, or null.</summary>
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

    /// <summary>Has an object shown to tasters when the graph is complete.</summary>
    /// <param name="taster">Who wants to see it.</param>
    /// <param name="unslicer">Who reads it.</param>
    /// <param name="target">The object, or its promise.</param>
    /// <param name="id">The sequence that uses it.</param>
    /// <param name="path">Where that stands.</param>
    public void Add(CompiledTaster taster, Unslicer unslicer, object target, long id, string path) =>
        _waiting.Add(new Waiting(taster, unslicer, target, id, path));

    /// <summary>The graph is complete: shows all that waits. Why one is refused, or null.</summary>
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

    /// <summary>What was used from this id on is of what has been refused.</summary>
    public void RefuseFrom(long id) => _waiting.RemoveAll(late => late.Id >= id);

    /// <summary>Forgets all of them.</summary>
    public void Clear() => Kept.Clear(_waiting);
}
