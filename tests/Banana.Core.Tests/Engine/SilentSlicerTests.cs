using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class SilentSlicerTests
{
    [TestMethod]
    public void Write_BySlicersThatFailWithoutAReason_IsAViolationOfThatObjectOnly()
    {
        SlicerStack stack = new(new BananaSerializerOptions().ToSlicerStackOptions());
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        ViolationException refused = RefuseWrite(stack, ref writer, new SilentSlicer(isSequence: false));
        Assert.AreEqual((ViolationCode.UserCode, "$"), (refused.Code, refused.Path));
        refused = RefuseWrite(stack, ref writer, new SilentSlicer(isSequence: true));
        Assert.AreEqual((ViolationCode.UserCode, "$[0]"), (refused.Code, refused.Path));
        Assert.Contains("SlicerStack.Fail", refused.Message);

        Assert.IsFalse(stack.IsBusy);
        Assert.AreEqual(SliceStep.Done, stack.Write(ref writer, BuiltInTypes.Int32.Slicer, 5));
        writer.Commit();
        Assert.AreEqual("8805878a890581", Convert.ToHexStringLower(output.WrittenSpan), "OPEN list ABORT CLOSE, and 5");
    }

    private static ViolationException RefuseWrite(SlicerStack stack, ref TokenWriter writer, SilentSlicer slicer)
    {
        try
        {
            stack.Write(ref writer, slicer, new object());
        }
        catch (ViolationException refused)
        {
            return refused;
        }

        throw new AssertFailedException("It failed.");
    }

    private sealed class SilentSlicer(bool isSequence) : Slicer<object>(new VocabularyWord("list"))
    {
        public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, object? value) =>
            isSequence ? base.Write(ref writer, stack, value) : SliceStep.Failed;

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) => SliceStep.Failed;

        public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(0);
    }
}
