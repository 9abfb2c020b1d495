using Banana.Wire;

namespace Banana.Core.Tests.Vocabularies;

[TestClass]
public sealed class IncomingShapesTests
{
    [TestMethod]
    [Clause("I-2")]
    public void Recognize_OfAShapeDefinedAgainAndAgain_KeepsNothingOfThoseBefore()
    {
        IncomingShapes shapes = new(null, static _ => null, new WireLimits());
        Shape own = new(new VocabularyWord("a"), [], []);
        for (int i = 0; i < 1000; i++)
        {
            IncomingShape defined = new(5, "a", [], []);
            Assert.IsTrue(shapes.TryAdd(defined));
            shapes.Recognize(defined, own);
            Assert.AreEqual(1, shapes.Recognized); // each is gone through at the next definition
        }
    }
}
