using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Values that are sent as one token of another type (PROTOCOL.md [T-20]).</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TToken">The type of the token's value.</typeparam>
internal sealed class ConvertedSlicer<T, TToken>(TokenForm<TToken> form, Func<T, TToken> toToken) : Slicer<T>
    where T : struct
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T value) =>
        form.Write(ref writer, stack, toToken(value));
}

/// <summary>The unslicer for <see cref="ConvertedSlicer{T, TToken}"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TToken">The type of the token's value.</typeparam>
internal sealed class ConvertedUnslicer<T, TToken>(
    TokenForm<TToken> form, ConvertedUnslicer<T, TToken>.Converter tryConvert, string expected, Func<TToken, long>? bytes = null) : TokenUnslicer<T>
    where T : struct
{
    /// <summary>Converts the value of a token; false if there is no result.</summary>
    public delegate bool Converter(TToken token, out T value);

    public override string Expected => expected;

    public override TokenTypes Tokens => form.Tokens;

    public override OpenType? OpenType => null;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T value)
    {
        TokenReader before = reader;
        value = default;
        ReadStatus status = form.Read(ref reader, stack, out TToken token);
        if (status == ReadStatus.Done && ((bytes is not null && !stack.TryCharge(bytes(token))) || !tryConvert(token, out value)))
        {
            reader = before;
            return ReadStatus.Mismatch;
        }

        return status;
    }
}
