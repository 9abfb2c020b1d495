namespace Banana;

/// <summary>
/// The tasters of one stream: combines those in force at a position, and judges by them what a reference leads to. Not thread-safe.
/// </summary>
internal sealed class Tasting
{
    private readonly TasterCompiler _compiler;

    /// <param name="policy">The policy's taster, which is in force everywhere; null for none.</param>
    public Tasting(Taster? policy)
    {
        _compiler = new TasterCompiler(policy);
        Root = policy is null ? null : _compiler.With(CompiledTaster.Anything, policy);
    }

    /// <summary>What is in force where a top-level object stands; null if nothing is restricted.</summary>
    public CompiledTaster? Root { get; }

    /// <summary>What is in force inside of an object.</summary>
    /// <param name="around">What is in force where the object stands; null if nothing is restricted.</param>
    /// <param name="type">What the object's type brings, or null.</param>
    /// <param name="member">What the next position inside brings, or null.</param>
    public CompiledTaster ForChildren(CompiledTaster? around, Taster? type, Taster? member = null)
    {
        CompiledTaster inside = around is null ? CompiledTaster.Anything : _compiler.ForChildren(around);
        return _compiler.With(_compiler.With(inside, type), member);
    }

    /// <summary>Judges a reference, before what it leads to is looked at: an object that was read where little was asked may stand where more is.</summary>
    /// <param name="taster">What is in force where the reference stands.</param>
    /// <param name="readUnder">What was in force where the object was read; null if nothing was restricted.</param>
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
