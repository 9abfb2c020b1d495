using System.Collections;

namespace Banana.Slicers.Tests.Types;

[TestClass]
public sealed class ExceptionTests
{
    [TestMethod]
    [Clause("T-29")]
    public void RoundTrip_OfAKnownException_GivesItsTypeMessageCauseDataAndStack()
    {
        Exception thrown = Throw(new ArgumentOutOfRangeException("count", 7, "too many") { HelpLink = "https://example.org", Source = "here" });
        thrown.Data["key"] = 5;
        InvalidOperationException outer = new("outer", thrown);
        InvalidOperationException back = RoundTrip(outer);
        ArgumentOutOfRangeException inner = Assert.IsInstanceOfType<ArgumentOutOfRangeException>(back.InnerException);
        Assert.AreEqual(("outer", outer.HResult), (back.Message, back.HResult));
        Assert.AreEqual((thrown.Message, "count", "https://example.org", "here"), (inner.Message, inner.ParamName, inner.HelpLink, inner.Source));
        Assert.AreEqual(7, inner.ActualValue);
        Assert.AreEqual(5, inner.Data["key"]);
        Assert.Contains(nameof(Throw), inner.StackTrace!);
        Assert.IsNull(back.StackTrace);
    }

    [TestMethod]
    public void RoundTrip_Twice_KeepsTheStackAsItWas()
    {
        Exception thrown = Throw(new FormatException("m"));
        FormatException once = RoundTrip<Exception, FormatException>(thrown);
        Assert.StartsWith(thrown.StackTrace!, once.StackTrace!);
        FormatException twice = RoundTrip<Exception, FormatException>(once);
        Assert.AreEqual(once.StackTrace, twice.StackTrace);
    }

    [TestMethod]
    [DataRow("885e87 0682 666f726d6174 0087 0087 0081 0087 0087 0087 0087 0182 70 0087 89", DisplayName = "a parameter")]
    [DataRow("885e87 0882 617267756d656e74 0087 0087 0081 0087 0087 0087 0087 0182 70 0581 89", DisplayName = "a value of one")]
    [DataRow("885e87 0182 2a 0087 0087 0081 0087 0087 0087 0087 0182 70 0087 89", DisplayName = "a parameter of an unknown one")]
    public void Read_OfAnArgumentThatTheExceptionCannotHave_IsRefused(string hex)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Exception>(Hex.Parse(hex)));
        Assert.Contains("which takes none", refused.Message);
    }

    [TestMethod]
    public void Read_OfAnExceptionWithManyCausesInARow_IsRefused()
    {
        Exception? chain = null;
        for (int i = 0; i < 101; i++)
        {
            chain = new FormatException("m", chain);
        }

        Assert.IsNotNull(RoundTrip<Exception, FormatException>(chain!).InnerException);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip<Exception, FormatException>(new FormatException("m", chain)));
        Assert.AreEqual(ViolationCode.InvalidValue, refused.Code);
    }

    [TestMethod]
    public void Read_OfAnExceptionWithManyCausesByReference_IsRefused()
    {
        List<object?> list = [null];
        for (int i = 0; i < 102; i++)
        {
            list.Add(new FormatException("m", (Exception?)list[^1]));
        }

        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip<object, List<object?>>(list));
        Assert.AreEqual((ViolationCode.InvalidValue, "$[102]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_OfAnExceptionWithMuchData_TakesNoLongerForEachEntry()
    {
        Exception back = BananaSerializer.Deserialize<Exception>(BananaSerializer.Serialize<Exception>(new RichException(1000)))!;
        Assert.AreEqual((1000, 7), (back.Data.Count, back.Data["k7"]));
        Assert.IsInstanceOfType<Hashtable>(back.Data); // the framework's own is a list that is searched for each entry
    }

    [TestMethod]
    public void RoundTrip_OfAnUnknownException_SaysWhatItWasAndIsSentOnUnchanged()
    {
        RemoteException remote = RoundTrip<Exception, RemoteException>(new StrangeException("odd"));
        Assert.AreEqual((typeof(StrangeException).FullName, "odd"), (remote.TypeName, remote.Message));
        RemoteException again = RoundTrip<Exception, RemoteException>(remote);
        Assert.AreEqual((remote.TypeName, remote.Message), (again.TypeName, again.Message));
    }

    [TestMethod]
    public void RoundTrip_OfARegisteredException_GivesItsOwnType()
    {
        BananaSerializerOptions options = new();
        options.Types.Exceptions.Add("strange", (message, inner) => new StrangeException(message!));
        Exception back = BananaSerializer.Deserialize<Exception>(BananaSerializer.Serialize<Exception>(new StrangeException("odd"), options), options)!;
        Assert.AreEqual("odd", Assert.IsInstanceOfType<StrangeException>(back).Message);
    }

    [TestMethod]
    [Clause("T-29")]
    [DataRow("06 82 666f726d6174", "06 82 666f726d6178", DisplayName = "a name that is not in the list")]
    [DataRow("06 82 666f726d6174", "00 82", DisplayName = "no name")]
    [DataRow("06 82 666f726d6174", "0087", DisplayName = "null")]
    public void Read_OfANameThatNobodyRegistered_IsRefused(string known, string other)
    {
        string bytes = Hex.Format(BananaSerializer.Serialize<Exception>(new FormatException("x")));
        string changed = bytes.Replace(Hex.Format(Hex.Parse(known)), Hex.Format(Hex.Parse(other)), StringComparison.Ordinal);
        Assert.AreNotEqual(bytes, changed);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Exception>(Hex.Parse(changed)));
        Assert.AreEqual((ViolationCode.InvalidValue, "$"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void RoundTrip_InAnObjectPosition_GivesTheException()
    {
        List<object?> values = [new FormatException(), new StrangeException("odd")];
        List<object?> back = (List<object?>)BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(values))!;
        Assert.AreEqual(new FormatException().Message, Assert.IsInstanceOfType<FormatException>(back[0]).Message);
        Assert.IsInstanceOfType<RemoteException>(back[1]);
    }

    private static T RoundTrip<T>(T value)
        where T : Exception => RoundTrip<Exception, T>(value);

    private static TBack RoundTrip<T, TBack>(T value) =>
        Assert.IsInstanceOfType<TBack>(BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(value)));

    private static Exception Throw(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class RichException(int entries) : Exception("m")
    {
        public override IDictionary Data { get; } = new Hashtable(Enumerable.Range(0, entries).ToDictionary(i => $"k{i}"));
    }

    private sealed class StrangeException(string message) : Exception(message);
}
