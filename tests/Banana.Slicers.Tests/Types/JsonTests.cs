using System.Text.Json.Nodes;

namespace Banana.Slicers.Tests.Types;

[TestClass]
public sealed class JsonTests
{
    [TestMethod]
    [DataRow("{\"a\":1,\"a\":2}", false)]
    [DataRow("{\"a\":1,\"\\u0061\":2}", false, DisplayName = "one of them escaped")]
    [DataRow("{\"x\":[{\"y\":{}},{\"a\":1,\"b\":{\"a\":1},\"a\":2}]}", false, DisplayName = "deep inside")]
    [DataRow("{\"x\":{\"A\":1,\"a\":2}}", true, DisplayName = "in another case")]
    public void Read_OfANameTwice_IsRefusedByName(string text, bool ignoresCase)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Read(text, ignoresCase));
        Assert.AreEqual(ViolationCode.InvalidValue, refused.Code);
        Assert.Contains("two properties named 'a'", refused.Message);
    }

    [TestMethod]
    [DataRow("{\"a\":1,\"A\":2,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":1}]}", false)]
    [DataRow("{\"a\":1,\"b\":{\"a\":1,\"b\":{}},\"c\":[{\"a\":1},{\"a\":1}]}", true)]
    public void Read_OfTheSameNameInDifferentObjects_IsTaken(string text, bool ignoresCase) =>
        Assert.AreEqual(text, Read(text, ignoresCase)!.ToJsonString());

    [TestMethod]
    public void Read_OfALongNameTwice_SaysHowItBegins()
    {
        string name = new('n', 100_000);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Read($"{{\"{name}\":1,\"{name}\":2}}", false));
        Assert.IsLessThan(1024, refused.Message.Length);
    }

    private static JsonObject? Read(string text, bool ignoresCase)
    {
        JsonObject written = (JsonObject)JsonNode.Parse(text, new JsonNodeOptions { PropertyNameCaseInsensitive = ignoresCase })!;
        return BananaSerializer.Deserialize<JsonObject>(BananaSerializer.Serialize(written));
    }
}
