namespace Banana.Foolscap;

/// <summary>
/// A decimal number that <see cref="decimal"/> cannot hold exactly, kept as the text that Python prints: <c>1E+5</c>,
/// <c>Infinity</c>, <c>sNaN123</c>, or more than 28 digits. The Foolscap dialect reads such numbers as this type if
/// <see cref="FoolscapDialect.KeepsDecimalText"/> is set. Compares by text.
/// </summary>
public readonly record struct DecimalText
{
    private readonly string? _text;

    private DecimalText(string text)
    {
        _text = text == "0" ? null : text; // so that the default is equal to it
    }

    /// <summary>
    /// Parses a number in ASCII digits as Python's <c>Decimal</c> does, and normalizes it to the form that Python prints.
    /// </summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static DecimalText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DecimalText value)
            ? value
            : throw new FormatException("The text is not a decimal number, such as -1.50, 1E+5, Infinity or NaN.");
    }

    /// <summary>Parses a number as <see cref="Parse"/> does; false if the text is not a number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecimalText value)
    {
        bool isNumber = DecimalParts.TryParse(text, out DecimalParts parts);
        value = isNumber ? new DecimalText(parts.ToString()) : default;
        return isNumber;
    }

    /// <summary>Returns the text of a <see cref="decimal"/>.</summary>
    public static DecimalText Of(decimal value) => new(DecimalParts.Of(value).ToString());

    /// <summary>Converts the number to a <see cref="decimal"/> with the same number of decimal places, if possible.</summary>
    public bool TryToDecimal(out decimal value) => Parts.TryToDecimal(out value);

    /// <summary>The text.</summary>
    public override string ToString() => _text ?? "0";

    internal bool IsNaN => _text?.Contains('N', StringComparison.Ordinal) == true; // only "NaN" and "sNaN" have it

    internal DecimalParts Parts =>
        DecimalParts.TryParse(ToString(), out DecimalParts parts) ? parts : throw new InvalidOperationException("The text is not a number.");
}
