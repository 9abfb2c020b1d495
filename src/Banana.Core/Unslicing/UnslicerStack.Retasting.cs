using Banana.Wire;

namespace Banana.Slicing;

// A reference is tasted again where it is used: an object that was read where little was asked may stand where more is (PROTOCOL.md ).
public sealed partial class UnslicerStack
{
    private readonly List<LateTaste> _lateTastes = [];

    /// <summary>A taste that must wait until the object is complete.</summary>
    /// <param name="Taster">Who wants to see it.</param>
    /// <param name="Unslicer">Who reads it.</param>
    /// <param name="Object">The object, or its promise.</param>
    /// <param name="Id">The sequence that used it: when that is refused, nobody wants to see it any more.</param>
    /// <param name="Path">Where it is used.</param>
    private readonly record struct LateTaste(CompiledTaster Taster, Unslicer Unslicer, object Object, long Id, string Path);

    /// <summary>Tastes what the reference of the top frame leads to; a refusal, or null.</summary>
    private Refusal? TasteReference(ulong id, object target, CompiledTaster taster)
    {
        _references.FindOrigin(id, out Unslicer unslicer, out CompiledTaster? readUnder);
        string name = unslicer.OpenType?.WireName ?? "";
        if (!taster.AcceptsOpenType(name))
        {
            return new(ViolationCode.RefusedOpenType, $"a reference to '{name}'", taster.Expected ?? "an open type the taster accepts");
        }

        CompiledTaster wasAsked = readUnder is null ? CompiledTaster.Anything : _tasters.Inside(readUnder);
        if (!wasAsked.Covers(_tasters.Inside(taster)))
        {
            return new(
                ViolationCode.RefusedReference,
                $"a reference to '{name}' that was read where less was asked of its inside",
                "an object of its own, or one read where as much was asked");
        }

        if (target is Pending || _frames.At(DepthOf((long)id)).Id == (long)id)
        {
            TasteLate(taster, unslicer, target);
            return null;
        }

        return TasteWhole(taster, unslicer, target);
    }

    private Refusal? TasteWhole(CompiledTaster taster, Unslicer unslicer, object target)
    {
        string expected = taster.Expected ?? $"at most {taster.MaxItems}";
        try
        {
            if (unslicer.CountItems(target) is { } count && count > taster.MaxItems)
            {
                return new(ViolationCode.CollectionTooLarge, $"a reference to {count} elements", expected);
            }
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            return Refusal.Of(thrown, expected);
        }

        return TasteValue(taster, target);
    }

    /// <summary>The object of the top frame, or what its reference leads to, is to be shown to the tasters when it is complete.</summary>
    private void TasteLate(CompiledTaster taster, Unslicer unslicer, object target)
    {
        if (taster.ChecksValues || taster.MaxItems != int.MaxValue)
        {
            string path = DescribePath(_frames.Count - 1);
            ChargeNote(path);
            _lateTastes.Add(new LateTaste(taster, unslicer, target, _frames.Top.Id, path));
        }
    }

    /// <summary>At the end of a top-level object or an element: what had to wait for it is shown to the tasters now.</summary>
    private Violation? TasteWaiting(ref TokenReader reader)
    {
        foreach (LateTaste late in _lateTastes)
        {
            object target = late.Object is Pending promise ? promise.Value! : late.Object;
            if (TasteWhole(late.Taster, late.Unslicer, target) is { } refused)
            {
                return refused.At(late.Path, reader.Offset, reader.Tokens);
            }
        }

        return null;
    }
}
