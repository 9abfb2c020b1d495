using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicer for references to objects that were sent before: <c>OPEN reference INT(id) CLOSE</c> (PROTOCOL.md ). The frame's
/// cursor is the promise, if the object is not built yet.
/// </summary>
internal sealed class ReferenceUnslicer : Unslicer
{
    public static readonly ReferenceUnslicer Instance = new();

    private const int Resolved = 1;

    public override Type Type => typeof(object);

    public override string Expected => "a reference";

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.State != Resolved)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status != ReadStatus.Done || header.Type != TokenType.Int)
            {
                return stack.StopBeforeInt(ref reader, status, header, "the INT of a reference");
            }

            UnsliceStep step = stack.Resolve(ref reader, header.Value, frame.Position!, out object? target);
            if (step == UnsliceStep.Pushed)
            {
                return step;
            }

            reader.Accept(header);
            frame.Target = step == UnsliceStep.Done ? target : null;
            frame.Cursor = step == UnsliceStep.Done ? null : stack.TakePending();
            frame.State = Resolved;
        }

        UnsliceStep closed = stack.Close(ref reader, ref frame);
        if (closed == UnsliceStep.Done && frame.Cursor is Pending pending)
        {
            return stack.HandOver(pending);
        }

        return closed;
    }
}
