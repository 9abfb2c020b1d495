using System.CommandLine;
using Banana.Cli.Peer;
using Banana.Foolscap;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary>The options that all jobs of <c>banana peer</c> share.</summary>
internal sealed class PeerArguments
{
    private readonly Option<WireDialect> _dialect = CommonOptions.Dialect(FoolscapDialect.Instance);
    private readonly Option<int> _vocabulary = CommonOptions.Vocabulary();

    private readonly Option<string> _classes = new("--copyable")
    {
        Description = "The classes whose instances are accepted, separated by commas.",
        DefaultValueFactory = _ => "any",
        HelpName = "any|a,b",
    };

    private readonly Option<int> _maxIndex = new("--max-index")
    {
        Description = "The longest STRING index token accepted, in bytes; 0 for the limit of Foolscap's plain root.",
        DefaultValueFactory = _ => 200,
        HelpName = "N",
    };

    private readonly Option<bool> _unscoped = new("--unscoped") { Description = "Do not keep any references." };

    public Command AddTo(Command command)
    {
        foreach (Option option in (Option[])[_dialect, _vocabulary, _classes, _maxIndex, _unscoped])
        {
            command.Options.Add(option);
        }

        return command;
    }

    public PeerOptions Of(ParseResult parsed)
    {
        string classes = parsed.GetValue(_classes)!;
        int maxIndex = parsed.GetValue(_maxIndex);
        int vocabulary = parsed.GetValue(_vocabulary);
        CommonOptions.TableOf(parsed.GetRequiredValue(_dialect), vocabulary); // says what is wrong with it
        return maxIndex < 0
            ? throw new UsageException("The length of an index token cannot be negative. Use --max-index 0 or more.")
            : new PeerOptions(
                parsed.GetRequiredValue(_dialect), vocabulary, !parsed.GetValue(_unscoped), classes == "any" ? null : classes.Split(','), maxIndex);
    }
}

/// <summary>Which random values.</summary>
internal sealed class RandomArguments
{
    private readonly Option<int> _count = new("--count") { Description = "The number of random values.", DefaultValueFactory = _ => 100, HelpName = "K" };

    private readonly Option<int> _seed = new("--seed") { Description = "The seed of the random values: the same seed gives the same values.", DefaultValueFactory = _ => 1, HelpName = "S" };

    private readonly Option<bool> _noInstances = new("--no-copyable") { Description = "Do not generate instances of classes." };

    public Command AddTo(Command command)
    {
        foreach (Option option in (Option[])[_count, _seed, _noInstances])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="isTree">Whether nothing may be shared.</param>
    public IEnumerable<object?> Of(ParseResult parsed, bool isTree = false)
    {
        RandomValues values = new(parsed.GetValue(_seed), !parsed.GetValue(_noInstances), isTree);
        return Enumerable.Range(0, parsed.GetValue(_count)).Select(_ => values.Next());
    }
}
