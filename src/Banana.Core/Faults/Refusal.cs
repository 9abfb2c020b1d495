namespace Banana;

/// <summary>The reason for a violation, without its position.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Found">What was found, as a lower-case noun phrase.</param>
/// <param name="Expected">What was expected, as a lower-case noun phrase.</param>
/// <param name="Thrown">The exception thrown by user code, for <see cref="ViolationCode.UserCode"/>; otherwise null.</param>
internal readonly record struct Refusal(ViolationCode Code, string Found, string Expected, Exception? Thrown = null)
{
    /// <summary>Creates the refusal for an exception of user code.</summary>
    public static Refusal Of(Exception thrown, string expected) =>
        new(ViolationCode.UserCode, Violation.Describe(thrown), expected, thrown);

    /// <summary>Creates the violation at a position.</summary>
    /// <param name="path">The path in the graph.</param>
    /// <param name="offset">The offset of the token, in bytes.</param>
    /// <param name="ordinal">The number of tokens before it.</param>
    public Violation At(string path, long offset, long ordinal) => new(Code, path, offset, ordinal, Found, Expected, Thrown);
}
