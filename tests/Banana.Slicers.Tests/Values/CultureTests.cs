using System.Globalization;

namespace Banana.Slicers.Tests.Values;

/// <summary>A culture comes back by the name that was sent, or not at all.</summary>
[TestClass]
public sealed class CultureTests
{
    [TestMethod]
    [DataRow("no culture")]
    [DataRow("und")] // which the runtime calls by the empty name
    public void Deserialize_OfANameThatIsNotTheCultures_IsRefused(string name)
    {
        byte[] bytes = BananaSerializer.Serialize(CultureInfo.InvariantCulture);
        byte[] renamed = Hex.Parse(Hex.Format(bytes).Replace("0082", $"{name.Length:x2}82{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(name))}", StringComparison.Ordinal));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<CultureInfo>(renamed));
        Assert.AreEqual("$", refused.Path);
        Assert.AreEqual("", BananaSerializer.Deserialize<CultureInfo>(bytes)!.Name);
    }
}
