using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The unslicer for null as a sequence: <c>OPEN none CLOSE</c> (PROTOCOL.md [S-6]).</summary>
internal sealed class NoneUnslicer : Unslicer
{
    public static readonly NoneUnslicer Instance = new();

    public override Type Type => typeof(object);

    public override string Expected => "null";

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) =>
        stack.Close(ref reader, ref frame);
}
