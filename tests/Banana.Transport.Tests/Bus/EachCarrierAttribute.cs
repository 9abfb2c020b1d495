using System.Reflection;

namespace Banana.Transport.Tests.Bus;

/// <summary>Runs a test over each carrier.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachCarrierAttribute : Attribute, ITestDataSource
{
    public IEnumerable<object?[]> GetData(MethodInfo methodInfo) => Enum.GetValues<BusCarrier>().Select(carrier => new object?[] { carrier });

    public string? GetDisplayName(MethodInfo methodInfo, object?[]? data) => $"{methodInfo.Name} ({data?[0]})";
}
