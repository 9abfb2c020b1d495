using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicer for definitions of shapes: <c>OPEN shape INT(number) NAME (attribute type)* CLOSE</c> (PROTOCOL.md [I-2]). A definition
/// is not a value, and takes effect at its CLOSE.
/// </summary>
internal sealed class ShapeUnslicer : Unslicer
{
    public static readonly ShapeUnslicer Instance = new();

    private const int Steps = 200;
    private const int AwaitsNumber = 0;
    private const int AwaitsName = 1;
    private const int AwaitsAttributes = 2;

    public override Type Type => typeof(ShapeDraft);

    public override string Expected => "a shape";

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override object Begin(UnslicerStack stack) => stack.Shapes.Draft;

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ShapeDraft draft = stack.Shapes.Draft;
        if (frame.State == AwaitsNumber)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (UnslicerStack.MustStop(status, header))
            {
                return stack.StopWhileDiscarding(ref reader, status, header);
            }

            if (header is not { Type: TokenType.Int, IsWide: false })
            {
                return stack.FailFrame(ref reader, ViolationCode.InvalidShape, header, "the number of the shape");
            }

            draft.Begin(header.Value, stack.Shapes.Remember(header.Value));
            reader.Accept(header);
            frame.State = AwaitsName;
        }

        while (frame.State == AwaitsName || draft.AwaitsType || !stack.TryClose(ref reader, ref frame))
        {
            UnsliceStep step = stack.ReadName(ref reader, draft.AwaitsType ? "the name of a type" : "a name", out ReadOnlySpan<byte> name);
            if (step != UnsliceStep.Done)
            {
                return step;
            }

            if (!stack.Shapes.TryCharge(name.Length))
            {
                return Fail(ref reader, stack, "more names than the limit allows");
            }

            if (!draft.TryAdd(name))
            {
                return Fail(ref reader, stack, "a name again, or one that is not UTF-8");
            }

            frame.State = AwaitsAttributes;
        }

        if (!stack.TryWork(ref reader, Steps))
        {
            return stack.FailWork(ref reader); // mapping the shapes defined before has not been paid for
        }

        return stack.Shapes.TryAdd(draft.ToShape())
            ? UnsliceStep.Done
            : Fail(ref reader, stack, $"number {draft.Number}");
    }

    private static UnsliceStep Fail(ref TokenReader reader, UnslicerStack stack, string found) => stack.FailFrame(
        ref reader, ViolationCode.InvalidShape, found, $"{stack.Shapes.DefinableNumbers}, a name and different attributes, each with its type");
}
