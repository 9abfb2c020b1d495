using System.Text.RegularExpressions;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>What may be sent and built is closed; what cannot be says what to use instead.</summary>
[TestClass]
public sealed class ClosedTypesTests
{
    private static int s_initialized;

    [TestMethod]
    public void Write_OfWhatMeansNothingElsewhere_SaysWhatToSendInstead()
    {
        foreach ((object value, string advice) in ((object, string)[])
        [
            (typeof(int), "may not name types"), ((Action)(() => { }), "code is not data"), (Stream.Null, "send its bytes"),
            (Task.CompletedTask, "await it"), (new Microsoft.Win32.SafeHandles.SafeFileHandle(), "a handle means nothing"),
            (new object(), "has no state"), (ReadOnly([1, 2]), "compiler-generated type"),
        ])
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Serialize<object>(new List<object?> { value }));
            Assert.AreEqual((ViolationCode.UnregisteredType, "$[0]"), (refused.Code, refused.Path));
            Assert.Contains(advice, refused.Message);
        }

        NotSupportedException unknown = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(typeof(int)));
        Assert.Contains("closed list", unknown.Message);
        unknown = Assert.ThrowsExactly<NotSupportedException>(() => new BananaSerializerOptions().Types.AddReflected<Action>());
        Assert.Contains("code is not data", unknown.Message);
    }

    private static IReadOnlyList<int> ReadOnly(IReadOnlyList<int> list) => list;

    [TestMethod]
    public void AddReflected_OfATypeWithAMemberThatCannotBeSent_NamesTheMemberAtTheFirstUse()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Listener>();
        NotSupportedException refused = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new Listener(), options));
        Assert.Contains("Listener.OnChange", refused.Message);
        Assert.Contains("code is not data", refused.Message);
    }

    [TestMethod]
    [DataRow("88 2087 0f82 74657374732e556e746f7563686564 0081 89", DisplayName = "typed")]
    [DataRow("88 0a87 0f82 74657374732e556e746f7563686564 89", DisplayName = "copyable")]
    [DataRow("88 2287 0081 0f82 74657374732e556e746f7563686564 89 88 2387 0081 89", DisplayName = "shaped")]
    public void Read_OfATypeThatNobodyRegistered_TouchesNothing(string hex)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(Hex.Parse(hex)));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$"), (refused.Code, refused.Path));
        Assert.AreEqual(0, s_initialized);
    }

    [TestMethod]
    public void Read_OfAGeneratedTypeThatIsNotReachable_IsRefusedByItsNameAlone()
    {
        BananaSerializerOptions writing = new();
        writing.Types.Add<Untouched>();
        byte[] bytes = BananaSerializer.Serialize<object>(new List<object?> { null }, writing);
        Assert.AreEqual(0, s_initialized);
        bytes = [.. Hex.Parse("88 2287 0081 0f82 74657374732e556e746f7563686564 89 88 2387 0081 89")];
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes));
        Assert.AreEqual(ViolationCode.RefusedOpenType, refused.Code);
        Assert.AreEqual(0, s_initialized);
    }

    [TestMethod]
    public void Regex_WithoutATimeout_IsRefusedOnBothSides()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Regex);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(new Regex("(a+)+$"), options));
        Assert.Contains("timeout", refused.Message);

        byte[] bytes = BananaSerializer.Serialize(new Regex("(a+)+$", RegexOptions.None, TimeSpan.FromSeconds(1)), options);
        byte[] second = Hex.Parse("00 2d 62 04 81"); // ten million ticks
        Assert.IsTrue(bytes.AsSpan(0, bytes.Length - 1).EndsWith(second), Hex.Format(bytes));
        foreach (string timeout in (string[])["0183", "0081", "0885 7fffffffffffffff"]) // minus one, none, for ever
        {
            byte[] changed = [.. bytes[..^(second.Length + 1)], .. Hex.Parse(timeout), 0x89];
            refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Regex>(changed, options));
            Assert.AreEqual(ViolationCode.InvalidValue, refused.Code);
        }

        refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, new BananaSerializerOptions())); // not where nothing is declared
        Assert.AreEqual(ViolationCode.RefusedOpenType, refused.Code);
    }

    internal sealed class Listener
    {
        public Action? OnChange { get; set; }
    }

    [Sliceable("tests.Untouched")]
    internal sealed class Untouched
    {
        public static readonly int Initialized = ++s_initialized;

        public int Number { get; set; } = Initialized;
    }
}
