using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>Streams set up as the recorded peer was: references for the whole connection, numbers on every OPEN and CLOSE.</summary>
internal static class FoolscapStream
{
    private static readonly BananaSerializerOptions s_options = NewOptions();

    public static SlicerStackOptions Sending(int vocabulary) => s_options.ToSlicerStackOptions() with
    {
        References = ReferenceScope.Connection,
        Vocabulary = Table(vocabulary),
    };

    public static UnslicerStackOptions Receiving(int vocabulary) => s_options.ToUnslicerStackOptions() with
    {
        References = ReferenceScope.Connection,
        Vocabulary = Table(vocabulary),
        AnswersPings = true,
    };

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new(new FoolscapDialect { CopiesInstances = true, KeepsDecimalText = true })
        {
            Policy = BananaPolicy.Untrusted with
            {
                // The recorded root takes all but instances of classes.
                Taster = new Taster
                {
                    OpenTypes = ["none", "boolean", "unicode", "decimal", "list", "tuple", "dict", "set", "immutable-set"],
                },
            },
        };
        options.Types.Add(BuiltInTypes.GenericObjectOf("bar", "pt", "thirteen-char", "a.b.C"));
        return options;
    }

    private static Vocabulary Table(int index) => index == 0 ? FoolscapVocabularies.Table0 : FoolscapVocabularies.Table1;
}
