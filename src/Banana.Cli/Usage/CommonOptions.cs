using System.CommandLine;
using Banana.Foolscap;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    private static readonly FoolscapDialect s_foolscap = new() { CopiesInstances = true, KeepsDecimalText = true };

    public static Argument<string?> File() => new("FILE")
    {
        Description = "The file to read; standard input if omitted or '-'.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<WireDialect> Dialect(WireDialect? standard = null) => new("--dialect")
    {
        Description = "net for .NET to .NET, foolscap for exactly the bytes of python3-foolscap.",
        DefaultValueFactory = _ => standard ?? WireDialect.Net,
        CustomParser = argument => argument.Tokens[0].Value switch
        {
            "net" => WireDialect.Net,
            "foolscap" => FoolscapDialect.Instance,
            string other => Refuse(argument, $"'{other}' is not a dialect. Use net or foolscap."),
        },
        HelpName = "net|foolscap",
    };

    public static Option<int> Vocabulary() => new("--vocab")
    {
        Description = "The vocabulary table that a foolscap stream starts with.",
        DefaultValueFactory = _ => 0,
        HelpName = "0|1",
    };

    public static Vocabulary TableOf(WireDialect dialect, int index) => index switch
    {
        _ when dialect == WireDialect.Net => WireDialect.Net.Vocabulary,
        0 => FoolscapVocabularies.Table0,
        1 => FoolscapVocabularies.Table1,
        _ => throw new UsageException($"There is no vocabulary table {index}. Use --vocab 0 or --vocab 1."),
    };

    /// <summary>An outgoing stream of one dialect; Foolscap numbers its sequences and keeps references for the whole stream.</summary>
    public static SlicerStackOptions Sending(WireDialect dialect, int vocabulary, bool isScoped = true) =>
        NewOptions(dialect, vocabulary: TableOf(dialect, vocabulary)).ToSlicerStackOptions() with { References = ScopeOf(dialect, isScoped) };

    /// <summary>An incoming stream of one dialect; if it is generic, types that are not known here are taken, too.</summary>
    public static UnslicerStackOptions Receiving(WireDialect dialect, int vocabulary, bool isScoped = true, bool isGeneric = true) =>
        NewOptions(dialect, vocabulary: TableOf(dialect, vocabulary), isGeneric: isGeneric).ToUnslicerStackOptions() with { References = ScopeOf(dialect, isScoped) };

    /// <summary>Takes all that can be shown as canonical JSON; in the Foolscap dialect, to the byte as its own sender.</summary>
    public static BananaSerializerOptions NewOptions(
        WireDialect dialect, IReadOnlyList<string>? classes = null, Vocabulary? vocabulary = null, BananaPolicy? policy = null, bool isGeneric = true)
    {
        BananaSerializerOptions options = new(dialect == WireDialect.Net ? dialect : s_foolscap)
        {
            Vocabulary = vocabulary,
            Policy = policy ?? BananaPolicy.Untrusted,
        };
        if (dialect != WireDialect.Net)
        {
            options.Types.Add(classes is null ? BuiltInTypes.GenericObject : BuiltInTypes.GenericObjectOf(classes));
        }
        else if (isGeneric)
        {
            AddGeneric(options.Types);
        }

        return options;
    }

    /// <summary>
    /// Adds what canonical JSON shows of the net dialect and other readers refuse: unknown types, text that is not valid UTF-16.
    /// </summary>
    public static void AddGeneric(SliceableTypeRegistry types) => types.Add(BuiltInTypes.AnyString).Add(BuiltInTypes.GenericSequence);

    /// <summary>How far references reach: in Foolscap the whole stream.</summary>
    public static ReferenceScope ScopeOf(WireDialect dialect, bool isScoped) =>
        !isScoped ? ReferenceScope.None
        : dialect == WireDialect.Net ? ReferenceScope.Message
        : ReferenceScope.Connection;

    private static WireDialect Refuse(System.CommandLine.Parsing.ArgumentResult argument, string message)
    {
        argument.AddError(message);
        return WireDialect.Net;
    }
}
