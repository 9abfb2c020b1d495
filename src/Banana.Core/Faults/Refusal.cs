namespace Banana;

/// <summary>Why something is refused, before it is known where it stands.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Found">What is wrong, as a lower-case noun phrase.</param>
/// <param name="Expected">What would be right, as a lower-case noun phrase.</param>
/// <param name="Thrown">The exception thrown by user code, for <see cref="ViolationCode.UserCode"/>; otherwise null.</param>
internal readonly record struct Refusal(ViolationCode Code, string Found, string Expected, Exception? Thrown = null)
{
    /// <summary>User code threw.</summary>
    public static Refusal Of(Exception thrown, string expected) =>
        new(ViolationCode.UserCode, Violation.Describe(thrown), expected, thrown);

    /// <summary>The violation, now that its place is known.</summary>
    /// <param name="path">Where in the graph.</param>
    /// <param name="offset">The offset of the token, in bytes.</param>
    /// <param name="ordinal">How many tokens stood before it.</param>
    public Violation At(string path, long offset, long ordinal) => new(Code, path, offset, ordinal, Found, Expected, Thrown);
}
