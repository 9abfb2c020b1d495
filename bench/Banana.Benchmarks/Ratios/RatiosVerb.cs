using System.Text.Json;

namespace Banana.Benchmarks.Ratios;

/// <summary>
/// The <c>ratios</c> verb: one JSON object, a line per workload, every figure from this very run. <c>x_stj</c> is System.Text.Json's
/// time divided by ours, <c>x_hand</c> that of a hand-written token loop.
/// </summary>
internal static class RatiosVerb
{
    public static int Run(string[] names, TextWriter output)
    {
        List<Workload> chosen = [.. Workloads.All().Where(workload => names.Length == 0 || names.Any(name => Matches(workload, name)))];
        if (chosen.Count == 0)
        {
            Console.Error.WriteLine($"No workload is called that. There are: {string.Join(" ", Workloads.All().Select(workload => workload.Name))}");
            return 64;
        }

        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (Workload workload in chosen)
            {
                Console.Error.WriteLine(workload.Name);
                Measure(workload, json);
            }

            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        return 0;
    }

    private static bool Matches(Workload workload, string name) =>
        workload.Name == name || workload.Name.StartsWith(name + "_", StringComparison.Ordinal);

    private static void Measure(Workload workload, Utf8JsonWriter json)
    {
        Contestant[] contestants = [workload.Json, workload.Banana, .. workload.Hand is null ? [] : new[] { workload.Hand }];
        foreach (Contestant contestant in contestants)
        {
            contestant.Write();
            contestant.Check();
        }

        double[] writes = Stopwatches.Measure([.. contestants.Select(contestant => contestant.Write)]);
        double[] reads = Stopwatches.Measure([.. contestants.Select(contestant => contestant.Read)]);
        json.WriteStartObject(workload.Name);
        Put(json, "write_x_stj", writes[0] / writes[1]);
        Put(json, "read_x_stj", reads[0] / reads[1]);
        if (workload.Hand is not null)
        {
            Put(json, "write_x_hand", writes[2] / writes[1]);
            Put(json, "read_x_hand", reads[2] / reads[1]);
        }

        long floor = workload.MakeAnyway is null ? 0 : Stopwatches.MeasureAllocation(() => workload.MakeAnyway());
        json.WriteNumber("alloc_write", Stopwatches.MeasureAllocation(workload.Banana.Write));
        json.WriteNumber("alloc_read_over_floor", Stopwatches.MeasureAllocation(workload.Banana.Read) - floor);
        json.WriteNumber("bytes", workload.Banana.Size());
        json.WriteNumber("write_ns", Math.Round(writes[1]));
        json.WriteNumber("read_ns", Math.Round(reads[1]));
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, string name, double ratio) => json.WriteNumber(name, Math.Round(ratio, 2));
}
