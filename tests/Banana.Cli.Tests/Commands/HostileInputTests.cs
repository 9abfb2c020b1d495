using System.Text;
using Banana.Wire;

namespace Banana.Cli.Tests.Commands;

/// <summary>No input ends a command otherwise than its exit codes say, or acts on the terminal of whoever looks.</summary>
[TestClass]
public sealed class HostileInputTests
{
    private const string Hostile = "\u001b[31mRED\u0007\u009b\u202e\u2066\u200f\u2028\r\n\t\u007f";

    [TestMethod]
    public void DecodeDumpAndEncode_OfMutatedSamples_EndByTheirExitCodes()
    {
        Random random = new(Seeds.Fixed);
        foreach (byte[] document in Samples.BuiltIn.SelectMany(EveryValueTests.DocumentsOf))
        {
            for (int i = 0; i < 12; i++)
            {
                Check(Mutate(document, random), random);
            }
        }
    }

    [TestMethod]
    [DataRow("OPEN", "88", "89")]
    [DataRow("copyable", "880a87", "89")]
    [DataRow("copyable with attributes", "880a870161", "0189")]
    [DataRow("typed", "882087", "89")]
    [DataRow("typed with a value", "882087", "018189")]
    [DataRow("by", "882187", "89")]
    [DataRow("shape", "8822870081", "890181")]
    [DataRow("attribute of a shape", "8822870081018261", "890181")]
    [DataRow("twice an attribute", "8822870081018261", "018261890181")]
    [DataRow("key", "880487880787", "890181880787018261890189")]
    [DataRow("bytes as key", "880487", "880b870f8189")]
    [DataRow("name of a type", "882087", "880587018189")]
    [DataRow("text", "880787", "89")]
    [DataRow("text too many", "880787018261", "89")]
    [DataRow("exception", "885e87", "89")]
    [DataRow("name of an exception", "885e87", "0087008700810087008700870087008789")]
    [DataRow("word", "880887", "89880787018789")]
    [DataRow("words", "88088700810187", "89")]
    [DataRow("bytes", "", "")]
    [DataRow("ERROR", "", "", (byte)0x8d)]
    [DataRow("uri", "884e87880787", "89018189")]
    [DataRow("version", "884f87880787", "8989")]
    [DataRow("culture", "885087880787", "8900818989")]
    public void Commands_WithHostileTextAtEveryPlace_PrintNoneOfIt(string place, string before, string after, byte type = 0x82)
    {
        foreach (string text in (string[])[Hostile, "list<" + Hostile + ">", "*" + Hostile])
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] document = [.. Hex.Parse(before), (byte)utf8.Length, type, .. utf8, .. Hex.Parse(after)];
            foreach (WireDialect dialect in (WireDialect[])[WireDialect.Net, FoolscapDialect.Instance])
            {
                foreach (InProcess run in (InProcess[])[InProcess.Decode(document, dialect), InProcess.Dump(document, dialect)])
                {
                    AssertHarmless(run, $"{place}, {dialect}");
                }
            }

            AssertHarmless(document, place);
        }
    }

    [TestMethod]
    public async Task Decode_OfAnErrorWithEscapes_ShowsThemAsNumbers()
    {
        foreach (string command in (string[])["decode", "dump"])
        {
            BananaProcess process = await BananaProcess.RunAsync(Hex.Parse("088d1b5b33316d524544"), command);
            AssertHarmless(new InProcess(process.ExitCode, process.Output, process.Errors), command);
        }

        Assert.Contains("\\u001b[31mRED", InProcess.Decode(Hex.Parse("088d1b5b33316d524544")).Errors);
    }

    [TestMethod]
    public void Encode_OfHostileJson_PrintsNoneOfIt()
    {
        string text = System.Text.Json.JsonSerializer.Serialize(Hostile)[1..^1];
        foreach (string json in (string[])[$$"""{"t":"{{text}}"}""", $$"""{"t":"typed","type":"{{text}}"}""", $$"""{"{{text}}":1}""", $$"""{"t":"int","v":"{{text}}"}""", $$"""{"t":"ref","id":"{{text}}"}""", Hostile])
        {
            AssertHarmless(InProcess.Encode(Encoding.UTF8.GetBytes(json)) with { Output = [] }, json);
        }
    }

    private static void Check(byte[] document, Random random)
    {
        string hex = Hex.Format(document);
        foreach (WireDialect dialect in (WireDialect[])[WireDialect.Net, FoolscapDialect.Instance])
        {
            InProcess decoded = InProcess.Decode(document, dialect);
            Assert.IsTrue(decoded.ExitCode is 0 or 2 or 3, hex);
            AssertHarmless(decoded, hex);
            if (dialect == WireDialect.Net)
            {
                InProcess encoded = InProcess.Encode(decoded.Output, dialect);
                Assert.AreEqual(0, encoded.ExitCode, $"{hex}: {decoded.Text}{encoded.Errors}");
                Assert.AreEqual(decoded.Text, InProcess.Decode(encoded.Output, dialect).Text, hex);
            }
        }

        InProcess dumped = InProcess.Dump(document);
        Assert.IsTrue(dumped.ExitCode is 0 or 3, hex);
        AssertHarmless(dumped, hex);
        byte[] json = Mutate(InProcess.Decode(document).Output, random);
        Assert.IsTrue(InProcess.Encode(json).ExitCode is 0 or 64, Encoding.UTF8.GetString(json));
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> mutant = [.. bytes];
        for (int changes = random.Next(1, 4); changes > 0 && mutant.Count > 0; changes--)
        {
            int at = random.Next(mutant.Count);
            switch (random.Next(4))
            {
                case 0:
                    mutant[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutant.RemoveAt(at);
                    break;
                case 2:
                    mutant.Insert(at, bytes[random.Next(bytes.Length)]);
                    break;
                default:
                    mutant[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. mutant];
    }

    /// <summary>The same in the exceptions of a program.</summary>
    private static void AssertHarmless(byte[] document, string place)
    {
        try
        {
            BananaSerializer.Deserialize<object>(document);
        }
        catch (BananaException refused)
        {
            foreach (string text in (string[])[refused.Message, refused.Path, refused.Found, refused.Expected, refused.ToString().ReplaceLineEndings("")])
            {
                Assert.AreEqual(ForeignText.Escape(text), text, place);
            }
        }
    }

    private static void AssertHarmless(InProcess run, string place)
    {
        string text = (run.Text + run.Errors).Replace("\n", "", StringComparison.Ordinal);
        Assert.AreEqual(ForeignText.Escape(text), text, place);
        Assert.DoesNotContain("RED", run.Lines.Concat(run.Errors.Split('\n')).Where(line => line.StartsWith("RED", StringComparison.Ordinal)), "no line of its own");
    }
}
