namespace Banana.Live.Tests.Peers;

/// <summary>Which text is a decimal number, and how it is written: as Python has it.</summary>
[TestClass]
public sealed class DecimalTests
{
    private static readonly string[] s_texts =
    [
        "0", "-0", "+0", "00", "0.00", "-0.000", "0E+3", "0E-7", "0.0000001", "0.000001", "1E-6", "1E-7", "12E-8", "1.5", "1.50", "0001.50", ".5", "5.", "-.5e3",
        "1e5", "1E+5", "1E5", "123E+2", "1.23E+4", "12345678901234567890123456789", "79228162514264337593543950335", "79228162514264337593543950336",
        "0.0000000000000000000000000001", "0.00000000000000000000000000001", "1E+28", "1E-28", "1E-29", " 1.5 ", "\t1\n", "1_000.000_1", "_1", "1__0", "1_e_5",
        "Infinity", "inf", "-INF", "+infinity", "infin", "NaN", "nan", "-nan", "NaN123", "NaN00123", "NaN0", "sNaN", "snan7", "-sNaN00", "nan1.5", "",
        " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1,5", "--1", "1E+999999999999999999", "1E+1000000000000000000", "9E-999999999999999999",
        "1E99999999999999999999", "12E+999999999999999998", "123456789E+999999999999999995", "½", "one",
    ];

    [TestMethod]
    [Clause("F-7")]
    public async Task Text_OfADecimal_IsTakenAndWrittenAsPythonDoes()
    {
        BananaSerializerOptions options = new(new FoolscapDialect { KeepsDecimalText = true });
        foreach (string text in s_texts)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            byte[] bytes = [0, 0x88, 7, 0x82, .. "decimal"u8, (byte)utf8.Length, 0x82, .. utf8, 0, 0x89];
            string? theirs = (await PythonRecoder.AskAsync(bytes)).Sent is { } sent ? Hex.Format(sent) : null;
            string? ours;
            try
            {
                ours = Hex.Format(BananaSerializer.Serialize(BananaSerializer.Deserialize<object>(bytes, options), options));
            }
            catch (ViolationException refused) when (refused.Code == ViolationCode.InvalidValue)
            {
                ours = null;
            }

            Assert.AreEqual(theirs, ours, $"'{text}'");
        }
    }

    [TestMethod]
    [DataRow("Infinity")]
    [DataRow("1E+5")]
    [DataRow("79228162514264337593543950336")]
    [DataRow("1E-29")]
    public void Number_ThatDecimalCannotHold_IsRefusedUnlessItsTextIsKept(string text)
    {
        byte[] bytes = BananaSerializer.Serialize<object>(DecimalText.Parse(text), new BananaSerializerOptions(FoolscapDialect.Instance));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<object>(bytes, new BananaSerializerOptions(FoolscapDialect.Instance)));
        Assert.AreEqual(ViolationCode.NumberOutOfRange, refused.Code);
        Assert.Contains("KeepsDecimalText", refused.Violation.Expected);
        Assert.AreEqual(
            DecimalText.Parse(text),
            BananaSerializer.Deserialize<object>(bytes, new BananaSerializerOptions(new FoolscapDialect { KeepsDecimalText = true })));
        Assert.AreEqual(DecimalText.Parse(text), BananaSerializer.Deserialize<DecimalText>(bytes, new BananaSerializerOptions(FoolscapDialect.Instance)));
        Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<decimal>(bytes, new BananaSerializerOptions(new FoolscapDialect { KeepsDecimalText = true })));
    }
}
