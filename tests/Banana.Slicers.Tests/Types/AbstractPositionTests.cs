using System.Collections;
using System.Numerics;
using System.Reflection;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

/// <summary>Values of every type behind every interface that they implement and every class that they derive from.</summary>
[TestClass]
public sealed class AbstractPositionTests
{
    public static IEnumerable<object[]> All => Samples.BuiltIn.Select(sample => new object[] { sample.ToString() });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Value_BehindAnyOfItsInterfacesAndBaseClasses_ComesBackExactlyOrIsNotWritten(string name)
    {
        Sample sample = Samples.BuiltIn.Single(sample => sample.ToString() == name);
        sample.Accept(new BehindAll());
    }

    [TestMethod]
    public void Value_ThatDescribesItself_IsWrittenBehindItsInterfaces()
    {
        foreach (object value in (object[])
            [5, -5, 1L << 40, (BigInteger)1 << 100, 1.5, 1.5f, 1.5m, true, 'x', "text", DateTime.UnixEpoch, Guid.Empty, TimeSpan.FromHours(1), (Half)1.5, (Int128)5, DayOfWeek.Friday])
        {
            BananaSerializerOptions options = NewOptions<IComparable>();
            options.Types.Add(BuiltInTypes.Enum<DayOfWeek, int>(BuiltInTypes.Int32, "day"));
            RequireSame(value, RoundTrip((IComparable)value, options));
        }
    }

    [TestMethod]
    public void BareToken_ThatIsNoneOfTheDeclaredInterface_IsRefused()
    {
        BananaSerializerOptions options = NewOptions<IEquatable<int>>();
        options.Types.Add(BuiltInTypes.Abstract<IEnumerable>()).Add(BuiltInTypes.Abstract<IConvertible>());
        Refuse<IEquatable<int>>("7f 7f 7f 7f 7f 81", ViolationCode.NumberOutOfRange, options); // fits no int
        Refuse<IEquatable<int>>("0000000000000000 84", ViolationCode.UnexpectedToken, options);
        Refuse<IEquatable<int>>("0182 61", ViolationCode.UnexpectedToken, options);
        Refuse<IConvertible>("0182 61", ViolationCode.UnexpectedToken, options);
        Refuse<IEnumerable>("0181", ViolationCode.UnexpectedToken, options);
    }

    [TestMethod]
    public void Integer_InTheFoolscapDialect_IsTheSmallestThatTheInterfaceTakes()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.Abstract<IEquatable<long>>()).Add(BuiltInTypes.Abstract<IEquatable<BigInteger>>()).Add(BuiltInTypes.Abstract<IEnumerable>());
        RequireSame(5L, RoundTrip<IEquatable<long>>(5L, options));
        RequireSame((BigInteger)5, RoundTrip<IEquatable<BigInteger>>((BigInteger)5, options));
        CollectionAssert.AreEqual(new byte[] { 1 }, (byte[])RoundTrip<IEnumerable>(new byte[] { 1 }, options)!);
        CollectionAssert.AreEqual("list"u8.ToArray(), (byte[])RoundTrip<IEnumerable>("list"u8.ToArray(), options)!, "a word");
    }

    [TestMethod]
    public void ClosedList_WithBareValues_TakesThose()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Abstract<IComparable>("number", types => [types.Get<int>(), types.Get<string>(), BuiltInTypes.Enum<DayOfWeek, int>(BuiltInTypes.Int32)]));
        RequireSame(5, RoundTrip<IComparable>(5, options));
        RequireSame("text", RoundTrip<IComparable>("text", options));
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<IComparable>(5.0, options));
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<IComparable>(DayOfWeek.Friday, options), "it has no name");
        Refuse<IComparable>("0000000000000000 84", ViolationCode.UnexpectedToken, options);
    }

    [TestMethod]
    public void BareToken_CutAnywhere_IsRead()
    {
        BananaSerializerOptions options = NewOptions<IComparable>();
        byte[] bytes = BananaSerializer.Serialize<IComparable?[]>([5, null, 1.5, -1L, (BigInteger)1 << 200], options);
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            Receiver<IComparable?[]> receiver = new(options.ToUnslicerStackOptions(), options.Types.Get<IComparable?[]>().Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            RequireSame(new IComparable?[] { 5, null, 1.5, -1L, (BigInteger)1 << 200 }, receiver.Events.Single().Value);
        }
    }

    private static BananaSerializerOptions NewOptions<T>()
        where T : class
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Abstract<T>());
        options.Types.Add(BuiltInTypes.Array(options.Types.Get<T>()));
        return options;
    }

    private static object? RoundTrip<T>(T value, BananaSerializerOptions options) =>
        BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(value, options), options);

    private static void RequireSame(object? expected, object? actual) => Assert.IsNull(ExactComparer.FindDifference(expected, actual));

    private static void Refuse<T>(string hex, ViolationCode code, BananaSerializerOptions options) =>
        Assert.AreEqual(code, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<T>(Hex.Parse(hex), options)).Code);

    private sealed class BehindAll : ISampleVisitor<bool>
    {
        private static readonly MethodInfo s_behind = typeof(BehindAll).GetMethod(nameof(Behind), BindingFlags.Static | BindingFlags.NonPublic)!;

        public bool Visit<T>(Sample<T> sample)
        {
            List<string> wrong = [];
            foreach (Type position in sample.Make() is { } made ? PositionsOf(made.GetType()) : [])
            {
                string? difference = (string?)s_behind.MakeGenericMethod(typeof(T), position).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [sample], null);
                if (difference is not null)
                {
                    wrong.Add($"{position}: {difference}");
                }
            }

            Assert.IsEmpty(wrong, string.Join('\n', wrong));
            return true;
        }

        private static IEnumerable<Type> PositionsOf(Type type)
        {
            foreach (Type implemented in type.GetInterfaces())
            {
                yield return implemented;
            }

            for (Type? level = type.BaseType; level is not null && level != typeof(object); level = level.BaseType)
            {
                if (level.IsAbstract)
                {
                    yield return level;
                }
            }
        }

        private static string? Behind<T, TPosition>(Sample<T> sample)
            where TPosition : class
        {
            object value = sample.Make()!;
            BananaSerializerOptions options = sample.NewOptions();
            if (!options.Types.TryGet(out SliceableType<TPosition>? _))
            {
                options.Types.Add(BuiltInTypes.Abstract<TPosition>());
            }

            byte[] bytes;
            try
            {
                bytes = BananaSerializer.Serialize((TPosition)value, options);
            }
            catch (ViolationException)
            {
                return null;
            }

            try
            {
                return ExactComparer.FindDifference(value, BananaSerializer.Deserialize<TPosition>(bytes, options));
            }
            catch (ViolationException refused)
            {
                return refused.Message;
            }
        }
    }
}
