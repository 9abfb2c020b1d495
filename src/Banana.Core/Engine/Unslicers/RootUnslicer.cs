using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The unslicer of the bottom frame, which is the position of the top-level object.</summary>
internal sealed class RootUnslicer : Unslicer
{
    public static readonly RootUnslicer Instance = new();

    private const int HasValue = 1;
    private const int HasPending = 2;

    public override Type Type => typeof(object);

    public override string Expected => "a value";

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        switch (frame.State)
        {
            case HasValue:
                return UnsliceStep.Done;
            case HasPending:
                stack.HandOver((Pending)frame.Target!);
                return UnsliceStep.Pending;
            default:
                stack.StartSpending(ref reader);
                UnsliceStep step = ((Unslicer)frame.Cursor!).ReadObject(ref reader, stack, out object? value);
                frame.Target = value;
                return step;
        }
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        frame.Target = child;
        frame.State = HasValue;
    }

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        frame.Target = child;
        frame.State = HasPending;
    }
}
