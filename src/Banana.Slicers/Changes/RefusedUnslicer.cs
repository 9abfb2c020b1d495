using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions where the sender's type cannot be converted to the declared one: null is accepted, and all other values are refused.
/// </summary>
/// <param name="from">The name of the sender's type.</param>
/// <param name="to">The name of the declared type.</param>
/// <param name="acceptsNull">Whether the declared type accepts null.</param>
internal sealed class RefusedUnslicer(string from, string to, bool acceptsNull) : Unslicer<object>
{
    private const TokenTypes Values = TokenTypes.Integers | TokenTypes.Float | TokenTypes.String;

    public override string Expected => $"'{to}', or a type that becomes it without a change; declare the member as it was sent, or give it another name";

    public override bool AcceptsNull => acceptsNull;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => this;

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => false;

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) =>
        stack.FailFrame(ref reader, ViolationCode.ChangedType, Found, Expected);

    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out object? value)
    {
        value = null;
        return reader.TryPeek(out TokenHeader header) == ReadStatus.Done && IsRefused(header)
            ? stack.Refuse(ref reader, ViolationCode.ChangedType, Found, Expected)
            : base.ReadUntasted(ref reader, stack, out value);
    }

    private string Found => $"a value of type '{from}'";

    private bool IsRefused(in TokenHeader header) =>
        (header.Type.Bit() & Values) != 0 || (header.Type == TokenType.Vocab && (header.Value != 0 || !acceptsNull));
}
