using System.Text.Json.Serialization;

namespace Banana.Cli.Bench;

/// <summary>The generated code of System.Text.Json, so that it is as fast as it can be.</summary>
[JsonSerializable(typeof(BenchEvent))]
[JsonSerializable(typeof(RoundReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
