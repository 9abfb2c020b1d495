using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Names have limits of their own: how long a value may be says nothing about the names of types, attributes and words.</summary>
[TestClass]
public sealed class NameLimitTests
{
    private static readonly BananaSerializerOptions s_options = new()
    {
        Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxStringBytes = 1 } },
    };

    [TestMethod]
    [Clause("S-3")]
    [DataRow("8822870081 0f82746573742e6c6f6e672d6e616d6564 0982617474726962757465 0787 89 8823870081 0182 61 89", DisplayName = "shape")]
    [DataRow("880a87 0f82746573742e6c6f6e672d6e616d6564 0982617474726962757465 0182 61 89", DisplayName = "attributes with names")]
    [DataRow("880882636f707961626c65 0f82746573742e6c6f6e672d6e616d6564 0982617474726962757465 0182 61 89", DisplayName = "open type without a word")]
    [DataRow("880a82 6164642d766f636162 3f01 81 0282 6869 89", DisplayName = "definition of a word that is not one")]
    public void Name_LongerThanAValueMayBe_IsRead(string hex)
    {
        byte[] bytes = Hex.Parse(hex);
        foreach (byte[][] pieces in Cuts.All([.. bytes, .. Hex.Parse("0581")]))
        {
            List<Received> events = Receiver.ReadAll(s_options.ToUnslicerStackOptions(), s_options.Types.Get<object>().Unslicer, pieces);
            Assert.AreEqual(5, events[^1].Value, string.Join("\n", events));
            Assert.IsFalse(events.Exists(item => item.Violation?.Code == ViolationCode.UserCode), string.Join("\n", events));
        }
    }

    [TestMethod]
    public void Instance_WithANameLongerThanAValueMayBe_ComesBack()
    {
        LongNamed back = BananaSerializer.Deserialize<LongNamed>(BananaSerializer.Serialize(new LongNamed { Attribute = "a" }), s_options)!;
        Assert.AreEqual("a", back.Attribute);
    }

    [Sliceable("test.long-named")]
    internal sealed class LongNamed
    {
        [SliceMember("attribute")]
        public string? Attribute { get; set; }
    }
}
