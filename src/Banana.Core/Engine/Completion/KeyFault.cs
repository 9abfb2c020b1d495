namespace Banana.Slicing;

/// <summary>
/// Why an object cannot be made of its parts, or a collection cannot take a key or member: what whoever looks at parts knows of the violation. The path and the offset are the stack's to add, see
/// <see cref="UnslicerStack.FailFrame(ref Wire.TokenReader, KeyFault)"/>. Immutable, so safe to share between threads.
/// </summary>
/// <param name="Code">The code of the violation.</param>
/// <param name="Found">What is wrong, as a lower-case noun phrase.</param>
/// <param name="Expected">What would be right, as a lower-case noun phrase.</param>
internal sealed record KeyFault(ViolationCode Code, string Found, string Expected)
{
    internal Refusal ToRefusal() => new(Code, Found, Expected);

    /// <summary>A key, or a member of a set, that is there already.</summary>
    /// <param name="found">Which, as a lower-case noun phrase.</param>
    /// <param name="noun">What it is called: a key, or a member.</param>
    public static KeyFault Duplicate(string found, string noun = "key") =>
        new(ViolationCode.DuplicateKey, found, $"a {noun} that is not there yet");

    /// <summary>A key that is null.</summary>
    public static KeyFault Null() => new(ViolationCode.InvalidKey, "a null key", "a key that is not there yet");

    /// <summary>An object for which the budget of <see cref="UnslicerStack.TryCharge"/> is used up.</summary>
    public static KeyFault Memory(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Refusal refusal = stack.MemoryRefusal;
        return new(refusal.Code, refusal.Found, refusal.Expected);
    }

    /// <summary>Keys whose bytes do not pay for hashing or comparing them; see <see cref="Wire.WireLimits.MaxWorkPerByte"/>.</summary>
    /// <param name="stack">The stack that reads them, for its limits.</param>
    public static KeyFault Work(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return new(
            ViolationCode.TooMuchWork, "a key that costs more to hash or compare than its bytes pay for", $"at most {stack.Limits.MaxWorkPerByte} steps a byte (MaxWorkPerByte)");
    }
}
