namespace Banana;

/// <summary>
/// The tasters of a stream: combines those in force at a position, and judges references by them. Not thread-safe.
/// </summary>
internal sealed class Tasting
{
    private readonly TasterCompiler _compiler;

    /// <summary>Creates the tasters of a stream.</summary>
    /// <param name="policy">The policy's taster; null for none.</param>
    /// <param name="root">The tasters in force at the position of a top-level object; null for that of the policy.</param>
    public Tasting(Taster? policy, CompiledTaster? root = null)
    {
        _compiler = new TasterCompiler(policy);
        CompiledTaster inForce = root ?? _compiler.With(CompiledTaster.Anything, policy);
        Root = inForce.Parts.IsEmpty ? null : inForce;
    }

    /// <summary>The tasters in force at the position of a top-level object; null if nothing is restricted.</summary>
    public CompiledTaster? Root { get; }

    /// <summary>Returns the tasters in force at a position inside an object.</summary>
    /// <param name="around">The tasters in force at the position of the object; null if nothing is restricted.</param>
    /// <param name="type">The taster of the object's type, or null.</param>
    /// <param name="member">The taster of the position inside, or null.</param>
    public CompiledTaster ForChildren(CompiledTaster? around, Taster? type, Taster? member = null)
    {
        CompiledTaster inside = around is null ? CompiledTaster.Anything : _compiler.ForChildren(around);
        return _compiler.With(_compiler.With(inside, type), member);
    }

    /// <summary>Judges a reference before its target is checked: the target may have been read under weaker tasters.</summary>
    /// <param name="taster">The tasters in force at the position of the reference.</param>
    /// <param name="readUnder">The tasters in force at the position of the object; null if nothing was restricted.</param>
    /// <param name="openType">The open type of the object.</param>
    /// <returns>Why it is refused, or null.</returns>
    public Refusal? JudgeReference(CompiledTaster taster, CompiledTaster? readUnder, string openType)
    {
        if (!taster.AcceptsOpenType(openType))
        {
            return new(ViolationCode.RefusedOpenType, $"a reference to '{openType}'", taster.Expected ?? "an open type the taster accepts");
        }

        CompiledTaster wasAsked = readUnder is null ? CompiledTaster.Anything : _compiler.ForChildren(readUnder);
        return wasAsked.Covers(_compiler.ForChildren(taster))
            ? null
            : new(
                ViolationCode.RefusedReference,
                $"a reference to '{openType}' that was read under weaker rules for its contents",
                "an object of its own, or one read under rules at least as strict");
    }
}
