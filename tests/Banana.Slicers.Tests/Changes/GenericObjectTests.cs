using Banana.Slicing;

namespace Banana.Slicers.Tests.Changes;

/// <summary>Instances in the Net dialect of classes that one side does not have.</summary>
[TestClass]
public sealed class GenericObjectTests
{
    [TestMethod]
    [Clause("I-6")]
    public void Instance_OfAClassThatIsNotThere_IsReadByItsTypesAndWrittenBackAsItWas()
    {
        BananaSerializerOptions generic = NewGeneric();
        byte[] bytes = BananaSerializer.Serialize<object>(
            new Exchange.Newer { Id = 7, When = new DateOnly(2026, 11, 21), Half = (Half)1.5, Any = 5L, Next = new Exchange.Newer { Id = 8 } }, NewOptions());
        GenericObject read = (GenericObject)BananaSerializer.Deserialize<object>(bytes, generic)!;
        Assert.AreEqual((7, new DateOnly(2026, 11, 21), (Half)1.5, 5L), (read["Id"], read["When"], read["Half"], read["Any"]));
        Assert.AreEqual(("int32", "date", null, "test.kept"), (read.TypeOf("Id"), read.TypeOf("When"), read.TypeOf("Any"), ((GenericObject)read["Next"]!).TypeName));
        CollectionAssert.AreEqual(bytes, BananaSerializer.Serialize<object>(read, generic));
    }

    [TestMethod]
    [Clause("I-6")]
    public void Instance_WithoutTypes_IsTakenByTheClassOnlyAsWhatItSaysItIs()
    {
        BananaSerializerOptions generic = NewGeneric();
        byte[] bytes = BananaSerializer.Serialize<object>(new GenericObject("test.kept") { { "When", 5 } }, generic);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Exchange.Newer>(bytes, NewOptions()));
        Assert.AreEqual("$.When", refused.Path);

        bytes = BananaSerializer.Serialize<object>(new GenericObject("test.kept") { { "When", new DateOnly(2026, 1, 2) }, { "Id", 3 } }, generic);
        Exchange.Newer read = BananaSerializer.Deserialize<Exchange.Newer>(bytes, NewOptions())!;
        Assert.AreEqual((3, new DateOnly(2026, 1, 2)), (read.Id, read.When));
    }

    [TestMethod]
    public void Instance_WithAnAttributeOfATypeThatIsNotKnown_IsRefusedByIt()
    {
        BananaSerializerOptions generic = NewGeneric();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize<object>(new GenericObject("test.any") { { "Value", "test.nobody", 5 } }, generic));
        Assert.AreEqual((ViolationCode.UnregisteredType, "$.Value"), (refused.Code, refused.Path));

        BananaSerializerOptions knowing = new();
        knowing.Types.Add(BuiltInTypes.GenericObjectOf(static name => name == "test.nobody" ? BuiltInTypes.Int32 : null));
        byte[] bytes = BananaSerializer.Serialize<object>(new GenericObject("test.any") { { "Value", "test.nobody", 5 } }, knowing);
        Assert.AreEqual(5, ((GenericObject)BananaSerializer.Deserialize<object>(bytes, knowing)!)["Value"]);
        refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, generic));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$.Value"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [Clause("I-6")]
    public void Instance_ReadAsAnyClassInsideOfItself_DoesNotDisturbItsOwnReader()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.GenericObject).AddReflected<Exchange.Node>("test.node");
        byte[] shape = Definitions.OfAShape(0, "test.node", ("After", "int32"), ("Any", "?Banana.GenericObject"), ("Unknown", "object"), ("Before", "int32"));
        byte[] inner = Hex.Parse("882387 0081 0781 0087 0081 0881 89"); // the same shape, as nobody's class
        byte[] bytes = [.. shape, .. Hex.Parse("882387 0081 0181"), .. inner, .. Hex.Parse("0581 0281 89")];
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<Exchange.Node>().Unslicer, pieces);
            Exchange.Node read = (Exchange.Node)events[^1].Value!;
            Assert.AreEqual((1, 2, 8), (read.After, read.Before, read.Any!["Before"]));
        }
    }

    [TestMethod]
    [Clause("I-6")]
    public void Attribute_WhoseValuesSayWhatTheyAre_IsWrittenBackAsItWas()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.GenericObject).Get<IEnumerable<int>>(); // it shares the name of all such positions
        byte[] shape = Definitions.OfAShape(0, "test.holder", ("Value", "?object"));
        byte[] bytes = [.. shape, .. Hex.Parse("882387 0081 0581 89")];
        GenericObject read = (GenericObject)BananaSerializer.Deserialize<object>(bytes, options)!;
        Assert.AreEqual((5, "?object"), (read["Value"], read.TypeOf("Value")));
        CollectionAssert.AreEqual(bytes, BananaSerializer.Serialize<object>(read, options));
    }

    [TestMethod]
    [Clause("I-6")]
    [DataRow("int32")]
    [DataRow("date")]
    public void Null_ForAnAttributeOfATypeWithoutNull_IsRefused(string type)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize<object>(new GenericObject("test.any") { { "Value", type, null } }, NewGeneric()));
        Assert.AreEqual((ViolationCode.NotRepresentable, "$.Value"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [DataRow("nullable<int32>")]
    [DataRow("unicode")]
    public void Null_ForAnAttributeOfATypeThatHasIt_ComesBack(string type)
    {
        BananaSerializerOptions options = NewGeneric();
        options.Types.Get<int?>();
        byte[] bytes = BananaSerializer.Serialize<object>(new GenericObject("test.any") { { "Value", type, null } }, options);
        GenericObject read = (GenericObject)BananaSerializer.Deserialize<object>(bytes, options)!;
        Assert.AreEqual((null, type), (read["Value"], read.TypeOf("Value")));
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Newer>("test.kept");
        return options;
    }

    private static BananaSerializerOptions NewGeneric()
    {
        SliceableType<GenericObject>? generic = null;
        generic = BuiltInTypes.GenericObjectOf(name => name == "test.kept" ? generic : null);
        BananaSerializerOptions options = new();
        options.Types.Add(generic);
        return options;
    }
}
