using Banana.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class ForbiddingLayersTests
{
    private readonly SegmentedStack<SliceFrame> _frames = new();
    private readonly object _secret = new();
    private readonly object _other = new();
    private readonly ForbiddingLayers _layers;

    public ForbiddingLayersTests()
    {
        _layers = new ForbiddingLayers(_frames);
    }

    [TestMethod]
    [Clause("S-9")]
    public void Forbid_WithSeveralLayers_OneThatForbidsIsEnough()
    {
        AskedSlicer outer = OpenLayer(0, _secret);
        _frames.Open(1);
        AskedSlicer inner = OpenLayer(2, new object());
        Assert.IsTrue(_layers.Forbid(_secret));
        Assert.IsFalse(_layers.Forbid(_other));
        Assert.AreEqual((2, 2), (outer.Asked, inner.Asked));
    }

    [TestMethod]
    public void TryEnd_OfLayersAndOthers_EndsOnlyTheirOwn()
    {
        OpenLayer(0, _secret);
        _frames.Open(1);
        OpenLayer(2, _other);
        Assert.IsTrue(Close());
        Assert.IsFalse(_layers.Forbid(_other), "it is asked no more");
        Assert.IsFalse(Close());
        Assert.IsTrue(_layers.Forbid(_secret));
        Assert.IsTrue(Close());
        Assert.IsTrue(_layers.IsEmpty);
        _frames.Open(3);
        Assert.IsFalse(Close());
    }

    [TestMethod]
    public void ForbidSequence_OfAValueThatWasAskedAbout_AsksAboutTheNext()
    {
        AskedSlicer layer = OpenLayer(0, _secret);
        _layers.HasAsked = true;
        Assert.IsFalse(_layers.ForbidSequence(_other));
        Assert.AreEqual(0, layer.Asked);
        Assert.IsTrue(_layers.ForbidSequence(_secret));
    }

    [TestMethod]
    public void Restart_WithOpenLayers_ForgetsThem()
    {
        OpenLayer(0, _secret);
        _frames.Clear();
        _layers.Restart();
        Assert.IsTrue(_layers.IsEmpty);
        Assert.IsFalse(_layers.Forbid(_secret));
    }

    private AskedSlicer OpenLayer(ulong number, object forbidden)
    {
        AskedSlicer slicer = new(forbidden: forbidden);
        _frames.Open(number, slicer);
        _layers.Begin();
        return slicer;
    }

    private bool Close()
    {
        bool wasLayer = _layers.TryEnd();
        _frames.Pop();
        return wasLayer;
    }
}
