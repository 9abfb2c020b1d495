using System.Collections.Frozen;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

[TestClass]
public sealed class OptionsTests
{
    [TestMethod]
    public void Add_AfterFirstUse_IsRefusedWithASentence()
    {
        BananaSerializerOptions options = new();
        BananaSerializer.Serialize(1, options);
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => options.Types.Add(Node.Sliceable));
        Assert.Contains("before first use", fault.Message);
    }

    [TestMethod]
    public void Add_Twice_IsRefused()
    {
        BananaSerializerOptions options = Node.NewOptions();
        Assert.ThrowsExactly<ArgumentException>(() => options.Types.Add(Node.Sliceable));
        options.Types.Add(BuiltInTypes.Int32); // the built-in ones give way to what is registered, once
        Assert.ThrowsExactly<ArgumentException>(() => options.Types.Add(BuiltInTypes.Int32));
    }

    [TestMethod]
    public void Serialize_OfTwoTypesWithOneWireName_NamesBothAndSaysWhatToDo()
    {
        BananaSerializerOptions options = new();
        options.Types.Add<TwinOne>().Add<TwinTwo>();
        string told = Assert.ThrowsExactly<InvalidOperationException>(() => BananaSerializer.Serialize(1, options)).Message;
        Assert.Contains($"'test.twin' of {typeof(TwinTwo)} is already used by {typeof(TwinOne)}", told);
        Assert.Contains("separate options", told);
    }

    [TestMethod]
    public void Serialize_WithAClassThatHasTheNameOfABuiltInType_NamesBoth()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Stranger>("version"); // nobody has used the built-in one yet
        string told = Assert.ThrowsExactly<InvalidOperationException>(() => BananaSerializer.Serialize(1, options)).Message;
        Assert.Contains($"'version' of {typeof(Stranger)} is already used by {typeof(Version)}", told);
    }

    [TestMethod]
    public void Serialize_OfAnUnregisteredRoot_SaysHowToRegisterIt()
    {
        NotSupportedException fault = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new Stranger()));
        Assert.Contains("options.Types.Add", fault.Message);
    }

    [TestMethod]
    public void Policy_WithAClosedListOfOpenTypes_RefusesTheRest()
    {
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { OpenTypes = new[] { "list" }.ToFrozenSet() },
        };
        Assert.IsNotNull(BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(new List<object?> { 1, null }), options));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(new List<object?> { "text" }), options));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$[0]"), (refused.Code, refused.Path));
    }
}

[Sliceable("test.twin")]
internal sealed record TwinOne(int Number);

[Sliceable("test.twin")]
internal sealed record TwinTwo(int Number);
