namespace Banana;

/// <summary>The exception for a refused object. The stream is still valid: the next object can be read or written.</summary>
/// <example>
/// <code>
/// try
/// {
///     BananaSerializer.Deserialize&lt;List&lt;string&gt;&gt;(bytes, new BananaSerializerOptions { Policy = shortTexts });
/// }
/// catch (ViolationException refused)
/// {
///     told = $"{refused.Path}: {refused.Violation.Found}, expected {refused.Violation.Expected}";
/// }
/// </code>
/// </example>
public sealed class ViolationException : BananaException
{
    /// <summary>Creates the exception for <paramref name="violation"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="violation"/> is null.</exception>
    public ViolationException(Violation violation)
        : base(
            (violation ?? throw new ArgumentNullException(nameof(violation))).ToString(),
            violation.Path,
            violation.Offset,
            violation.Found,
            violation.Expected,
            violation.InnerException)
    {
        Violation = violation;
    }

    /// <summary>The reason.</summary>
    public ViolationCode Code => Violation.Code;

    /// <summary>The violation.</summary>
    public Violation Violation { get; }
}
