using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The refusals by limits that both engines apply: writing has the limits of a reader, and names them as the reader does.</summary>
internal static class LimitRefusals
{
    public static Refusal TooMuchMemory(WireLimits limits) =>
        new(ViolationCode.TooMuchMemory, "an object beyond the memory budget", $"at most {limits.MaxManagedBytes} bytes (MaxManagedBytes)");

    public static Refusal TooManyObjects(WireLimits limits) =>
        new(ViolationCode.TooManyObjects, "one more object", $"at most {limits.MaxObjects} (MaxObjects)");

    public static Refusal TooManyReferences(WireLimits limits) =>
        new(ViolationCode.TooManyReferences, "one more object to refer to", $"at most {limits.MaxReferences} (MaxReferences)");

    public static Refusal TooManyTokens(WireLimits limits) =>
        new(ViolationCode.TooManyTokens, "one more token", $"at most {limits.MaxTokens} tokens (MaxTokens)");

    public static Refusal TooManyBytes(WireLimits limits, string found) =>
        new(ViolationCode.TooManyBytes, found, $"at most {limits.MaxWireBytes} bytes on the wire (MaxWireBytes)");
}
