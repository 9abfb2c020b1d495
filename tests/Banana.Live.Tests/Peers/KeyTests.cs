using System.Buffers;
using System.Numerics;
using Banana.Wire;

namespace Banana.Live.Tests.Peers;

/// <summary>Which keys and members are one, and in which order keys are sent: Python is asked.</summary>
[TestClass]
public sealed class KeyTests
{
    private static readonly object[] s_numbers =
    [
        0, 1, -1, 2, 100, true, false, 0.0, -0.0, 1.0, -1.0, 0.5, 0.1, 100.0, 1e30, 1e300, 5e-324, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity,
        1L << 53, (1L << 53) + 1, 9007199254740992.0, long.MaxValue, 9223372036854775807.0, BigInteger.Pow(10, 30), BigInteger.Pow(10, 300), -BigInteger.Pow(10, 30),
        0m, 1m, 1.0m, 1.000m, 0.5m, 0.1m, -1.00m, 100m, 0.00m, new decimal(0, 0, 0, isNegative: true, 2), decimal.MaxValue, 79228162514264337593543950335.0,
        Text("1E+2"), Text("1E+30"), Text("1E+300"), Text("1E+999999999"), Text("-1E+999999999"), Text("1E-999999999"), Text("0E+999999999"), Text("Infinity"),
        Text("0.1000000000000000055511151231257827021181583404541015625"), Text("4.9E-324"),
    ];

    [TestMethod]
    [Clause("F-2")]
    public async Task Numbers_OfAllKinds_AreOneMemberIfPythonSaysSo()
    {
        int same = 0;
        for (int i = 0; i < s_numbers.Length; i++)
        {
            for (int j = 0; j < s_numbers.Length; j++)
            {
                byte[] sent = await PythonRecoder.RecodeAsync(Sequence("set", s_numbers[i], s_numbers[j]));
                ObjectSet theirs = BananaSerializer.Deserialize<ObjectSet>(sent, NewOptions())!;
                ObjectSet ours = new();
                ours.Add(s_numbers[i]);
                bool isOther = ours.Add(s_numbers[j]);
                Assert.AreEqual(theirs.Count == 2, isOther, $"{s_numbers[i]} ({s_numbers[i].GetType()}) and {s_numbers[j]} ({s_numbers[j].GetType()})");
                same += isOther ? 0 : 1;
            }
        }

        Assert.IsGreaterThan(s_numbers.Length, same);
    }

    [TestMethod]
    [Clause("T-9")]
    public async Task Keys_OfOneKind_AreSentInPythonsOrder()
    {
        Random random = new(Seeds.Fixed);
        string[] texts = ["", "a", "b", "aa", "é", "\uffff", "\ue000", "\U0001F34C", "\U0010FFFF", "Z"];
        for (int round = 0; round < 300; round++)
        {
            ObjectDictionary dictionary = new();
            for (int i = 0; i < 12; i++)
            {
                object number = s_numbers[random.Next(s_numbers.Length)];
                string text = texts[random.Next(texts.Length)];
                object key = (round % 5) switch
                {
                    0 => text,
                    1 => System.Text.Encoding.UTF8.GetBytes(text),
                    2 => new ObjectTuple(number, text),
                    3 => new ObjectTuple(new ObjectTuple(text), number, "x"u8.ToArray()),
                    _ => number,
                };
                dictionary.TryAdd(key, i);
            }

            byte[] ours = Write(dictionary);
            Assert.AreEqual(Hex.Format(ours), Hex.Format(await PythonRecoder.RecodeAsync(ours)), $"round {round}");
        }
    }

    private static DecimalText Text(string text) => DecimalText.Parse(text);

    private static byte[] Write(object value) => BananaSerializer.Serialize<object>(value, NewOptions());

    private static BananaSerializerOptions NewOptions() => new(new FoolscapDialect { KeepsDecimalText = true });

    /// <summary>A sequence of any members, equal ones too; its numbers are those of nobody, which is legal.</summary>
    private static byte[] Sequence(string openType, params object[] members)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        writer.WriteOpen();
        writer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(openType));
        writer.Commit();
        foreach (object member in members)
        {
            output.Write(BananaSerializer.Serialize<object>(member, new BananaSerializerOptions(new FoolscapDialect { KeepsDecimalText = true }) { Numbering = OpenNumbering.None }));
        }

        TokenWriter end = new(output);
        end.WriteClose();
        end.Commit();
        return output.WrittenSpan.ToArray();
    }
}
