using System.Reflection;
using System.Text.RegularExpressions;

namespace Banana.Transport.Tests.Bus;

/// <summary>The table in docs/lahja.md names tests that there are.</summary>
[TestClass]
public sealed partial class LahjaTableTests
{
    [TestMethod]
    public void Tests_OfTheTable_AreThere()
    {
        string[] named = [.. Name().Matches(Repository.Read("docs/lahja.md")).Select(match => match.Value).Distinct()];
        Assert.IsGreaterThan(50, named.Length);
        HashSet<string> present =
        [
            .. typeof(LahjaTableTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(LahjaTableTests).Namespace)
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttribute<TestMethodAttribute>() is not null)
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
        ];
        Assert.IsEmpty(named.Where(name => !present.Contains(name)).ToArray());
    }

    [GeneratedRegex(@"(?<=`)\w+Tests\.\w+(?=`)")]
    private static partial Regex Name();
}
