using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>
/// User code that throws while it is asked about a violation gives up with it: what is reported is the violation it was asked about, as on the sending side
/// (<see cref="SlicerUserCodeTests"/>), and the next object is exact.
/// </summary>
[TestClass]
public sealed class AbsorbFailureTests
{
    private static readonly Dictionary<string, Func<Exception>> s_thrown = new()
    {
        ["anything"] = static () => new InvalidDataException("no data"),
        ["a violation of a nested read"] = static () => Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<string>(Hex.Parse("0181"))),
        ["a nested stream that is lost"] = static () => Assert.ThrowsExactly<BananaProtocolException>(() => BananaSerializer.Deserialize<object>(Hex.Parse("89"))),
        ["a cancellation"] = static () => new OperationCanceledException(),
    };

    private static IEnumerable<object[]> Cases =>
        from place in (string[])["TryAbsorb", "DescribePosition", "both"] from thrown in s_thrown.Keys select new object[] { place, thrown };

    [TestMethod]
    [Clause("S-4")]
    [DynamicData(nameof(Cases))]
    public void Read_WhereWhoIsAskedThrows_RefusesThatObjectForItsFirstReasonAndReadsTheNext(string place, string thrown)
    {
        // a list with an unknown open type in it; a list whose element is given up by user code; a good one
        byte[] bytes = Hex.Parse("880587 0181 880382626164 0181 89 0281 89" + "880587 0181 880587 0981 89 89" + "880587 0781 89");
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            Trap trap = new(place, s_thrown[thrown]);
            List<Received> events = Receiver.ReadAll(new BananaSerializerOptions().ToUnslicerStackOptions(), trap, pieces);
            Assert.AreEqual("violation violation object", string.Join(' ', events.Select(item => item.Kind)), string.Join("\n", events));
            string at = place == "TryAbsorb" ? "$" : "$.?";
            Assert.AreEqual((ViolationCode.RefusedOpenType, at), (events[0].Violation!.Code, events[0].Violation!.Path));
            Assert.IsNull(events[0].Violation!.InnerException);
            Assert.AreEqual((ViolationCode.UserCode, at), (events[1].Violation!.Code, events[1].Violation!.Path));
            Assert.IsInstanceOfType<NotImplementedException>(events[1].Violation!.InnerException);
            Assert.AreEqual(7, ((List<object?>)events[2].Value!).Single());
        }
    }

    private sealed class Trap(string place, Func<Exception> make) : AbsorbTests.AbsorbingUnslicer
    {
        public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
        {
            if (child is List<object?>)
            {
                throw new NotImplementedException();
            }

            base.TakeChild(ref frame, child, stack);
        }

        public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack) =>
            place != "DescribePosition" ? throw make() : false;

        public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
        {
            if (place != "TryAbsorb")
            {
                throw make();
            }
        }
    }
}
