namespace Banana.Slicing;

/// <summary>
/// The reason why an object cannot be built from its parts, or a collection cannot accept a key or member. The stack adds path and
/// offset; see <see cref="UnslicerStack.FailFrame(ref Wire.TokenReader, KeyFault)"/>. Immutable and thread-safe.
/// </summary>
/// <param name="Code">The code of the violation.</param>
/// <param name="Found">What was found, as a lower-case noun phrase.</param>
/// <param name="Expected">What was expected, as a lower-case noun phrase.</param>
internal sealed record KeyFault(ViolationCode Code, string Found, string Expected)
{
    internal Refusal ToRefusal() => new(Code, Found, Expected);

    /// <summary>Creates the fault of a key, or a member of a set, that occurs twice.</summary>
    /// <param name="found">The key or member, as a lower-case noun phrase.</param>
    /// <param name="noun">The noun for it: <c>key</c> or <c>member</c>.</param>
    public static KeyFault Duplicate(string found, string noun = "key") =>
        new(ViolationCode.DuplicateKey, found, $"a {noun} that is not there yet");

    /// <summary>Creates the fault of a key that is null.</summary>
    public static KeyFault Null() => new(ViolationCode.InvalidKey, "a null key", "a key that is not there yet");

    /// <summary>Creates the fault of an object for which the budget of <see cref="UnslicerStack.TryCharge"/> is used up.</summary>
    public static KeyFault Memory(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Refusal refusal = stack.MemoryRefusal;
        return new(refusal.Code, refusal.Found, refusal.Expected);
    }

    /// <summary>Creates the fault of keys whose bytes do not pay for hashing or comparing them; see <see cref="Wire.WireLimits.MaxWorkPerByte"/>.</summary>
    /// <param name="stack">The stack that reads them, which has the limit.</param>
    public static KeyFault Work(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return new(
            ViolationCode.TooMuchWork, "a key that costs more to hash or compare than its bytes pay for", $"at most {stack.Limits.MaxWorkPerByte} steps a byte (MaxWorkPerByte)");
    }
}
