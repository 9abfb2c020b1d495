using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>Streams set up as the recorded peer was: references for the whole connection, numbers on every OPEN and CLOSE.</summary>
internal static class FoolscapStream
{
    private static readonly BananaSerializerOptions s_options = new(WireDialect.Foolscap);

    public static SlicerStackOptions Sending(int vocabulary) => s_options.ToSlicerStackOptions() with
    {
        Numbering = OpenNumbering.Full,
        References = ReferenceScope.Connection,
        Vocabulary = Table(vocabulary),
    };

    public static UnslicerStackOptions Receiving(int vocabulary) => s_options.ToUnslicerStackOptions() with
    {
        References = ReferenceScope.Connection,
        Vocabulary = Table(vocabulary),
        AnswersPings = true,
    };

    private static Vocabulary Table(int index) => index == 0 ? WellKnownVocabularies.Foolscap0 : WellKnownVocabularies.Foolscap1;
}
