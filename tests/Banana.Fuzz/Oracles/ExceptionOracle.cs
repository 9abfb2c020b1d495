using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>Only the two exceptions come out, and only what user code threw is called so.</summary>
internal sealed class ExceptionOracle : Oracle
{
    private static readonly string[] s_corpus = ["Banana.Fuzz.Corpus", "Banana.Slicers.Tests", "Banana.Testing"];

    public override Fault? Check(Case read) => read.Thrown is null ? null : Check(read.Thrown);

    /// <summary>What is wrong with an exception.</summary>
    public static Fault? Check(Exception thrown) => thrown switch
    {
        ViolationException { Code: ViolationCode.UserCode } refused => CheckUserCode(refused.InnerException),
        ViolationException or BananaProtocolException when thrown.Message.Contains(Nested.Marker, StringComparison.Ordinal) =>
            new Fault("nested", $"a refusal of a nested call came out as one of this: {thrown.Message}"),
        ViolationException or BananaProtocolException => null,
        _ => New("raw", thrown),
    };

    /// <summary>What the classes of the corpus throw themselves, and what their nested calls throw.</summary>
    private static Fault? CheckUserCode(Exception? inner) => inner switch
    {
        null => new Fault("user code without an exception", "UserCode without an inner exception"),
        MisbehavedException => null,
        BananaException when inner.Message.Contains(Nested.Marker, StringComparison.Ordinal) => null,
        _ when IsOfTheCorpus(Site(inner)) => null,
        _ => New("as user code", inner),
    };

    /// <summary>Whether a class that is read threw it itself.</summary>
    private static bool IsOfTheCorpus(string site) => s_corpus.Any(name => site.StartsWith($"at {name}.", StringComparison.Ordinal));

    /// <summary>The method of ours that is nearest to the throw.</summary>
    private static string Site(Exception thrown)
    {
        string[] frames = thrown.StackTrace?.Split('\n').Select(line => line.Trim().Split('(')[0]).ToArray() ?? [];
        return Array.Find(frames, frame => frame.StartsWith("at Banana.", StringComparison.Ordinal)) ?? frames.FirstOrDefault("nowhere");
    }

    private static Fault New(string how, Exception thrown)
    {
        string site = Site(thrown);
        return new Fault($"{thrown.GetType().Name} {how} {site}", $"{thrown.GetType().Name} {how}, {site}: {thrown.Message.ReplaceLineEndings(" ")}");
    }
}
