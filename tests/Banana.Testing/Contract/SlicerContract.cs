using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

// What holds for every type that can be sent. Each fact is one test, run for every sample.
public abstract partial class Sample
{
    public abstract void RoundTrip();

    public abstract void RoundTripAsObject();

    public abstract void RoundTripInside();

    public abstract void RoundTripAsKey();

    public abstract void CutAnywhere();

    public abstract void PausedAnywhere();

    public abstract void Skipped();

    public abstract void TruncatedAnywhere();

    public abstract void Mutated();

    public abstract void MutatedAndSentOn();

    public abstract void SharedTwice();

    public abstract void AbortedHalfWay();

    public abstract void ForeignToken();

    public abstract void Clones();
}

public sealed partial class Sample<T>
{
    private const int Mutations = 300;

    public override void RoundTrip()
    {
        BananaSerializerOptions options = OptionsOf(Side.Writing);
        T value = Make();
        byte[] bytes = BananaSerializer.Serialize(value, options);
        T? back = BananaSerializer.Deserialize<T>(bytes, OptionsOf(Side.Reading));
        AssertSame(value, back);
        Assert.AreEqual(Hex.Format(bytes), Hex.Format(BananaSerializer.Serialize(back, options)), "what came back is sent in other bytes");
    }

    public override void Clones()
    {
        T value = Make();
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        T? clone = BananaSerializer.Clone(value, options);
        AssertSame(value, clone);
        Assert.IsTrue(BananaSerializer.GraphEquals(value, clone, options), ToString());
    }

    public override void RoundTripAsObject()
    {
        List<object?> values = [Make(), 5, Make()];
        BananaSerializerOptions options = OptionsOf(Side.Writing);
        if (IsOpen)
        {
            AssertSame(values, BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(values, options), OptionsOf(Side.Reading)));
        }
        else
        {
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(values, options), new BananaSerializerOptions()));
            Assert.StartsWith("$[0]", refused.Path);
        }
    }

    public override void RoundTripInside()
    {
        BananaSerializerOptions writing = OptionsWithCollections(Side.Writing);
        BananaSerializerOptions reading = OptionsWithCollections(Side.Reading);
        List<T> list = [Make(), Make()];
        AssertSame(list, BananaSerializer.Deserialize<List<T>>(BananaSerializer.Serialize(list, writing), reading));
        Dictionary<short, T> values = new() { [1] = Make(), [2] = Make() };
        AssertSame(values, BananaSerializer.Deserialize<Dictionary<short, T>>(BananaSerializer.Serialize(values, writing), reading));
    }

    public override void RoundTripAsKey()
    {
        BananaSerializerOptions options = OptionsWithCollections(Side.Reading);
        HashSet<T> set = [Make()];
        HashSet<T>? back = BananaSerializer.Deserialize<HashSet<T>>(BananaSerializer.Serialize(set, options), options);
        AssertSame(set, back);
        Assert.Contains(Make(), back!, "the key is not found any more");
    }

    public override void CutAnywhere()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        T value = Make();
        byte[] bytes = BananaSerializer.Serialize(value, options);
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            foreach (bool segmented in (bool[])[false, true])
            {
                Receiver<T> receiver = new(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer);
                foreach (byte[] piece in pieces)
                {
                    receiver.Feed(piece, segmented);
                }

                Assert.AreEqual("object", Kinds(receiver));
                AssertSame(value, receiver.Events[0].Value);
                Assert.IsFalse(receiver.IsBusy, "bytes were left over");
            }
        }
    }

    public override void PausedAnywhere()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        string whole = Hex.Format(BananaSerializer.Serialize(Make(), options));
        for (int budget = 1; budget <= 9; budget += 4)
        {
            ArrayBufferWriter<byte> output = new();
            SlicerStack stack = new(options.ToSlicerStackOptions());
            TokenWriter writer = new(output, budget);
            SliceStep step = stack.Write(ref writer, options.Types.Get<T>().Slicer, Make());
            writer.Commit();
            while (step == SliceStep.Flush)
            {
                writer = new TokenWriter(output, budget);
                step = stack.Continue(ref writer);
                writer.Commit();
            }

            Assert.AreEqual(whole, Hex.Format(output.WrittenSpan), $"with pauses after {budget} bytes");
        }
    }

    public override void Skipped()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        byte[] value = BananaSerializer.Serialize(Make(), options);
        byte[] stream = [.. Hex.Parse("88 0582 7a7a7a7a7a"), .. value, .. Hex.Parse("89 0581")];
        foreach (byte[][] pieces in Cuts.All(stream, 50))
        {
            List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces);
            Assert.AreEqual("violation RefusedOpenType $, object 5", string.Join(", ", events.Select(Describe)));
        }
    }

    public override void TruncatedAnywhere()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        byte[] bytes = BananaSerializer.Serialize(Make(), options);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.IsEmpty(Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer, bytes[..length]), $"cut to {length} bytes");
        }
    }

    public override void Mutated()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        byte[] bytes = BananaSerializer.Serialize(Make(), options);
        foreach ((int number, byte[] mutated) in MutationsOf(bytes))
        {
            string whole = Outcome(options, options.Types.Get<T>().Unslicer, [mutated]);
            string bytewise = Outcome(options, options.Types.Get<T>().Unslicer, Cuts.InPieces(mutated, 1));
            Assert.AreEqual(whole, bytewise, $"seed {Seeds.Fixed}, mutation {number}: {Hex.Format(mutated)}");
        }
    }

    /// <summary>What is read of anything at all is sent on as what it is: a second hop changes nothing.</summary>
    public override void MutatedAndSentOn()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        foreach ((int number, byte[] mutated) in MutationsOf(BananaSerializer.Serialize(Make(), options)))
        {
            byte[] once;
            try
            {
                once = BananaSerializer.Serialize(BananaSerializer.Deserialize<T>(mutated, options), options);
            }
            catch (Exception refused) when (refused is ViolationException or BananaProtocolException)
            {
                continue;
            }

            byte[] twice = BananaSerializer.Serialize(BananaSerializer.Deserialize<T>(once, options), options);
            Assert.AreEqual(Hex.Format(once), Hex.Format(twice), $"seed {Seeds.Fixed}, mutation {number}: {Hex.Format(mutated)}");
        }
    }

    private static IEnumerable<(int Number, byte[] Bytes)> MutationsOf(byte[] bytes)
    {
        Random random = new(Seeds.Fixed);
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = [.. bytes];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            yield return (i, mutated);
        }
    }

    public override void SharedTwice()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        SliceableType<T> type = options.Types.Get<T>();
        T value = Make();
        SliceableType<List<T>> lists = BuiltInTypes.List(type);
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        TokenWriter writer = new(output);
        List<T> list = [value, value, Make()];
        stack.Write(ref writer, lists.Slicer, list);
        stack.Write(ref writer, lists.Slicer, [value]);
        writer.Commit();
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), lists.Unslicer, output.WrittenSpan.ToArray());
        List<T> back = (List<T>)events[0].Value!;
        Assert.AreSame((object?)back[0], back[1]);
        Assert.AreEqual(ReferenceEquals(value, list[2]), ReferenceEquals(back[0], back[2]));
        AssertSame(value, ((List<T>)events[1].Value!)[0]); // both sides still count alike
    }

    public override void AbortedHalfWay()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        TokenWriter writer = new(output);
        stack.Write(ref writer, options.Types.Get<T>().Slicer, Make());
        writer.Commit();
        int length = output.WrittenCount;
        writer = new TokenWriter(output);
        stack.Write(ref writer, options.Types.Get<T>().Slicer, Make());
        writer.Commit();
        byte[] bytes = output.WrittenSpan.ToArray();
        byte[] aborted = [.. bytes[..(length - 1)], (byte)TokenType.Abort, (byte)TokenType.Close, .. bytes[length..]];
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer, aborted);
        Assert.AreEqual("violation, object", string.Join(", ", events.Select(item => item.Kind)));
        Assert.AreEqual(ViolationCode.Aborted, events[0].Violation!.Code);
        AssertSame(Make(), events[1].Value);
    }

    public override void ForeignToken()
    {
        BananaSerializerOptions options = OptionsOf(Side.Reading);
        Unslicer<T> unslicer = options.Types.Get<T>().Unslicer;
        bool takesStrings = (unslicer.Tokens & TokenTypes.String) != 0;
        string foreign = takesStrings ? "84" : "7f7f82"; // FLOAT, or a long STRING, without their bodies
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), unslicer, Hex.Parse(foreign));
        Assert.AreEqual("violation UnexpectedToken $", string.Join(", ", events.Select(Describe)));
    }

    private static string Outcome(BananaSerializerOptions options, Unslicer<T> root, byte[][] pieces)
    {
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), root, pieces);
        foreach (Received item in events)
        {
            Assert.IsNotInstanceOfType<NullReferenceException>(item.Violation?.InnerException);
            Assert.IsNotInstanceOfType<InvalidCastException>(item.Violation?.InnerException);
        }

        return string.Join(", ", events.Select(item => item.Violation is { } refused ? $"violation {refused.Code} {refused.Path}" : item.Kind));
    }

    private static string Kinds(Receiver<T> receiver) => string.Join(", ", receiver.Events.Select(item => item.Violation?.ToString() ?? item.Kind));

    private static string Describe(Received item) => item.Violation is { } refused ? $"violation {refused.Code} {refused.Path}" : $"{item.Kind} {item.Value}";

    private static void AssertSame(object? expected, object? actual) => Assert.IsNull(ExactComparer.FindDifference(expected, actual));
}
