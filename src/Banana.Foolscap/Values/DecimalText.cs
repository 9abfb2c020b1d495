namespace Banana.Foolscap;

/// <summary>
/// A decimal number that <see cref="decimal"/> cannot hold as it is, kept as the text that Python prints: <c>1E+5</c>, <c>Infinity</c>,
/// <c>sNaN123</c>, or more digits than 28. What the Foolscap dialect reads such numbers as, if <see cref="FoolscapDialect.KeepsDecimalText"/>
/// says so. Equal if the text is equal.
/// </summary>
public readonly record struct DecimalText
{
    private readonly string? _text;

    private DecimalText(string text)
    {
        _text = text == "0" ? null : text; // so that the default is equal to it
    }

    /// <summary>Takes a number as Python's <c>Decimal</c> does, in ASCII digits, and gives it the form that Python prints.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static DecimalText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DecimalText value)
            ? value
            : throw new FormatException("The text is not a decimal number, such as -1.50, 1E+5, Infinity or NaN.");
    }

    /// <summary>Takes a number as <see cref="Parse"/> does; false if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecimalText value)
    {
        bool isNumber = DecimalParts.TryParse(text, out DecimalParts parts);
        value = isNumber ? new DecimalText(parts.ToString()) : default;
        return isNumber;
    }

    /// <summary>The text of a number that <see cref="decimal"/> holds.</summary>
    public static DecimalText Of(decimal value) => new(DecimalParts.Of(value).ToString());

    /// <summary>The same number, with as many digits after the point, if <see cref="decimal"/> can hold it.</summary>
    public bool TryToDecimal(out decimal value) => Parts.TryToDecimal(out value);

    /// <summary>The text.</summary>
    public override string ToString() => _text ?? "0";

    internal bool IsNaN => _text?.Contains('N', StringComparison.Ordinal) == true; // only "NaN" and "sNaN" have it

    internal DecimalParts Parts =>
        DecimalParts.TryParse(ToString(), out DecimalParts parts) ? parts : throw new InvalidOperationException("The text is not a number.");
}
