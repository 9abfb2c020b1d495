using System.Buffers;
using System.Text.Json;
using Banana.Benchmarks.Models;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.Ratios;

/// <summary>The workloads that can be measured today; more come with their slicers.</summary>
internal static class Workloads
{
    private delegate void WriteTokens<T>(ref TokenWriter writer, T[] values);

    private delegate void ReadTokens<T>(ref TokenReader reader, T[] values);

    public static IEnumerable<Workload> All()
    {
        yield return Tokens("W3a_tokens", Data.SmallIntegers, WriteIntegers, ReadIntegers, isText: false);
        yield return Tokens("W3b_tokens", Data.AllIntegers, WriteIntegers, ReadIntegers, isText: false);
        yield return Tokens("W3c_tokens", Data.Doubles, WriteDoubles, ReadDoubles, isText: false);
        yield return Tokens("W4_tokens", Data.Strings, WriteStrings, ReadStrings, isText: true);
        yield return List("W3a_list", Data.SmallIntegers, BuiltInTypes.Int32, WriteIntegers, ReadIntegers);
        yield return List("W3b_list", Data.AllIntegers, BuiltInTypes.Int32, WriteIntegers, ReadIntegers);
        yield return List("W3c_list", Data.Doubles, BuiltInTypes.Double, WriteDoubles, ReadDoubles);
        yield return List("W4_list", Data.Strings, BuiltInTypes.String, WriteStrings, ReadStrings);
        yield return Dictionary();
        yield return PocoWorkload.One("W1", agreesOnShapes: true);
        yield return PocoWorkload.One("W1_inline", agreesOnShapes: false);
        yield return OrderWorkload.Create("W2", agreesOnShapes: true);
        yield return OrderWorkload.Create("W2_inline", agreesOnShapes: false);
        yield return PocoWorkload.Many();
    }

    /// <summary>The token floor: tokens one by one into memory, against the same array in JSON.</summary>
    private static Workload Tokens<T>(string name, T[] values, WriteTokens<T> write, ReadTokens<T> read, bool isText)
        where T : notnull
    {
        return new Workload(name, Json(values), Hand(values, write, read), null, isText ? () => CloneTexts(values as string[]) : null);
    }

    /// <summary>A list through the serializer, against the same list in JSON and a hand-written token loop.</summary>
    private static Workload List<T>(string name, T[] values, SliceableType<T> type, WriteTokens<T> write, ReadTokens<T> read)
        where T : notnull
    {
        List<T> list = [.. values];
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.List(type));
        return new Workload(
            name, Json(list), Serializer(list, options, back => list.SequenceEqual(back)), Hand(values, write, read), () => Clone(list));
    }

    private static Workload Dictionary()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32));
        Dictionary<string, int> names = Data.Names;
        return new Workload(
            "W7",
            Json(names),
            Serializer(names, options, back => names.SequenceEqual(back)),
            null,
            () => names.ToDictionary(entry => new string(entry.Key.AsSpan()), entry => entry.Value));
    }

    private static Contestant Serializer<T>(T value, BananaSerializerOptions options, Func<T, bool> isSame)
    {
        ArrayBufferWriter<byte> output = new(4 << 20);
        T? back = default;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                BananaSerializer.Serialize(output, value, options);
            },
            () => back = BananaSerializer.Deserialize<T>(output.WrittenSpan, options),
            () =>
            {
                back = BananaSerializer.Deserialize<T>(output.WrittenSpan, options);
                Require(isSame(back!));
            },
            () => output.WrittenCount);
    }

    private static Contestant Json<T>(T value, JsonSerializerOptions? options = null)
    {
        ArrayBufferWriter<byte> output = new(4 << 20);
        Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true }); // as JsonSerializer's own writer does
        T? back = default;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                writer.Reset(output);
                JsonSerializer.Serialize(writer, value, options);
            },
            () => back = JsonSerializer.Deserialize<T>(output.WrittenSpan, options),
            () => Require(JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(output.WrittenSpan, options), options) == JsonSerializer.Serialize(value, options)),
            () => output.WrittenCount);
    }

    private static Contestant Hand<T>(T[] values, WriteTokens<T> write, ReadTokens<T> read)
    {
        ArrayBufferWriter<byte> output = new(4 << 20);
        T[] back = new T[values.Length];
        void Read()
        {
            TokenReader reader = new(output.WrittenSpan);
            read(ref reader, back);
        }

        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                TokenWriter writer = new(output);
                write(ref writer, values);
                writer.Commit();
            },
            Read,
            () =>
            {
                Read();
                Require(values.SequenceEqual(back));
            },
            () => output.WrittenCount);
    }

    private static void WriteIntegers(ref TokenWriter writer, int[] values)
    {
        foreach (int value in values)
        {
            writer.WriteInteger(value);
        }
    }

    private static void ReadIntegers(ref TokenReader reader, int[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Require(reader.TryReadInt32(out values[i]) == ReadStatus.Done);
        }
    }

    private static void WriteDoubles(ref TokenWriter writer, double[] values)
    {
        foreach (double value in values)
        {
            writer.WriteDouble(value);
        }
    }

    private static void ReadDoubles(ref TokenReader reader, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Require(reader.TryReadDouble(out values[i]) == ReadStatus.Done);
        }
    }

    private static void WriteStrings(ref TokenWriter writer, string[] values)
    {
        foreach (string value in values)
        {
            Require(writer.TryWriteText(value));
        }
    }

    private static void ReadStrings(ref TokenReader reader, string[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Require(reader.TryReadText(out values[i]) == ReadStatus.Done);
        }
    }

    private static List<T> Clone<T>(List<T> list)
        where T : notnull =>
        list is List<string> texts ? (List<T>)(object)texts.ConvertAll(text => new string(text.AsSpan())) : [.. list];

    private static string CloneTexts(string[]? texts)
    {
        string last = "";
        foreach (string text in texts ?? [])
        {
            last = new string(text.AsSpan());
        }

        return last;
    }

    internal static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("A contestant did not give back what it was given.");
        }
    }
}
