using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// A kind of token in which values of other types are sent: how it is written, and how it is read or left unread if it does not
/// fit.
/// </summary>
/// <typeparam name="TToken">The type of the token's value.</typeparam>
internal sealed class TokenForm<TToken>(TokenTypes tokens, TokenForm<TToken>.Writer write, TokenForm<TToken>.Reader read)
{
    /// <summary>Writes a token.</summary>
    public delegate SliceStep Writer(ref TokenWriter writer, SlicerStack stack, TToken value);

    /// <summary>Reads a token, or consumes nothing.</summary>
    public delegate ReadStatus Reader(ref TokenReader reader, UnslicerStack stack, out TToken value);

    public TokenTypes Tokens => tokens;

    public Writer Write => write;

    public Reader Read => read;
}

/// <summary>All kinds of tokens.</summary>
internal static class TokenForms
{
    public static readonly TokenForm<int> Int32 = new(
        TokenTypes.Integers,
        (ref writer, stack, value) =>
        {
            writer.WriteInteger(value);
            return SliceStep.Done;
        },
        (ref reader, stack, out value) => reader.TryReadInt32(out value));

    public static readonly TokenForm<long> Int64 = new(
        TokenTypes.Integers,
        (ref writer, stack, value) =>
        {
            writer.WriteInteger(value);
            return SliceStep.Done;
        },
        (ref reader, stack, out value) => reader.TryReadInt64(out value));

    public static readonly TokenForm<Int128> Int128 = new(
        TokenTypes.Integers,
        (ref writer, stack, value) =>
        {
            writer.WriteInteger(value);
            return SliceStep.Done;
        },
        (ref reader, stack, out value) => reader.TryReadInt128(out value));

    public static readonly TokenForm<double> Double = new(
        TokenTypes.Float,
        (ref writer, stack, value) =>
        {
            writer.WriteDouble(value);
            return SliceStep.Done;
        },
        (ref reader, stack, out value) => reader.TryReadDouble(out value));

    public static readonly TokenForm<string> Text = new(
        TokenTypes.String,
        (ref writer, stack, value) => stack.WriteText(ref writer, value),
        (ref reader, stack, out value) => stack.TryReadText(ref reader, out value));

    /// <summary>The kind that holds a <typeparamref name="TToken"/>; null if there is none.</summary>
    public static TokenForm<TToken>? Find<TToken>() => new object[] { Int32, Int64, Int128, Double, Text }.OfType<TokenForm<TToken>>().FirstOrDefault();
}
