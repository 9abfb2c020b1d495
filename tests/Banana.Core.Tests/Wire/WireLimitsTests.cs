using System.Reflection;
using Banana.Wire;

namespace Banana.Core.Tests.Wire;

[TestClass]
public sealed class WireLimitsTests
{
    public static IEnumerable<object[]> Limits => typeof(WireLimits)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.Name.StartsWith("Max", StringComparison.Ordinal))
        .Select(property => new object[] { property.Name });

    [TestMethod]
    [DynamicData(nameof(Limits))]
    public void Limit_BelowZero_IsRefusedByName(string name)
    {
        PropertyInfo limit = typeof(WireLimits).GetProperty(name)!;
        object below = Convert.ChangeType(-1, limit.PropertyType, System.Globalization.CultureInfo.InvariantCulture);
        TargetInvocationException fault = Assert.ThrowsExactly<TargetInvocationException>(() => limit.SetValue(new WireLimits(), below));
        Assert.AreEqual(name, ((ArgumentOutOfRangeException)fault.InnerException!).ParamName);
    }

    [TestMethod]
    public void MaxStringBytes_BeyondTheLongestArray_IsThat() =>
        Assert.AreEqual(Array.MaxLength, new WireLimits { MaxStringBytes = int.MaxValue }.MaxStringBytes);

    [TestMethod]
    [DynamicData(nameof(Limits))]
    public void Limit_InTheSecurityDocument_IsListedWithItsDefault(string name)
    {
        object value = typeof(WireLimits).GetProperty(name)!.GetValue(WireLimits.Default)!;
        string row = Repository.Read("SECURITY.md").Split('\n').Single(line => line.StartsWith($"| `{name}`", StringComparison.Ordinal));
        Assert.Contains(((IFormattable)value).ToString("N0", System.Globalization.CultureInfo.InvariantCulture), row);
    }
}
