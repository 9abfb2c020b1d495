using System.IO.Pipelines;
using Banana.Diagnostics;
using Banana.Transport;
using Banana.Wire;
using Spectre.Console;

namespace Banana.Cli.Demo;

/// <summary>The main job: slice, carry, taste, rebuild, compare; then refuse what is hostile and go on.</summary>
internal sealed class DemoSession
{
    private const string EventName = "demo.people";
    private const string GreetingName = "demo.greeting";
    private const int TokensShown = 14;

    /// <summary>What the receiving side lets a peer make it build.</summary>
    private static readonly BananaPolicy s_policy = BananaPolicy.Untrusted with
    {
        Limits = WireLimits.Default with { MaxDepth = 64, MaxStringBytes = 4096, MaxManagedBytes = 1024 * 1024 },
    };

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    private bool _isFine = true;

    /// <summary>Runs the demo; false if anything was not as it should be.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Person ada = MakeGraph();
        ShowTokens(ada);
        await ExchangeAsync(ada, cancellationToken).ConfigureAwait(false);
        await ResistAsync(cancellationToken).ConfigureAwait(false);
        _console.MarkupLine(_isFine ? "\n[green]Everything is as expected.[/]" : "\n[red]Something is wrong.[/]");
        return _isFine;
    }

    private static Person MakeGraph()
    {
        Dictionary<string, int> house = new() { ["Downing Street"] = 10 };
        Person ada = new() { Name = "Ada", House = house };
        Person grace = new() { Name = "Grace", House = house };
        ada.Friends.Add(grace);
        grace.Friends.Add(ada);
        ada.Badge = new ObjectTuple("countess", 1815, ada);
        return ada;
    }

    private void ShowTokens(Person ada)
    {
        _console.Write(new Rule("[bold]1. A graph becomes tokens[/]").LeftJustified());
        WriteLine("Ada and Grace are friends of each other (a cycle) and share one house (a shared object).");
        WriteLine("Ada's badge is a tuple (\"countess\", 1815, Ada): a cycle through an immutable object.\n");
        BananaSerializerOptions options = new();
        options.Types.Add(Person.Sliceable);
        byte[] bytes = BananaSerializer.Serialize(ada, options);
        string[] lines = TokenText.ToText(bytes, WireDialect.Net.Vocabulary).TrimEnd().Split('\n');
        foreach (string line in lines.Take(TokensShown))
        {
            WriteLine(line);
        }

        WriteLine($"       … {lines.Length} tokens, {bytes.Length} bytes in all\n");
        Person back = BananaSerializer.Deserialize<Person>(bytes, options)!;
        Check("read back from the bytes: Ada's friend's friend is Ada herself", ReferenceEquals(back.Friends[0].Friends[0], back));
    }

    private async Task ExchangeAsync(Person ada, CancellationToken cancellationToken)
    {
        _console.WriteLine();
        _console.Write(new Rule("[bold]2. Over a connection, in an event envelope, checked by a policy[/]").LeftJustified());
        (EventConnection sender, EventConnection receiver) = await ConnectAsync(MakeOptions(), cancellationToken).ConfigureAwait(false);
        await sender.SendAsync(ada, cancellationToken: cancellationToken).ConfigureAwait(false);
        await sender.DisposeAsync().ConfigureAwait(false);

        List<ReceivedEvent> received = await ReceiveAsync(receiver, cancellationToken).ConfigureAwait(false);
        await receiver.DisposeAsync().ConfigureAwait(false);
        Check($"one event '{EventName}' arrived, and nothing else", received is [{ Name: EventName, Violation: null }]);
        Person back = (Person)received[0].Value!;
        Person friend = back.Friends[0];
        Check("names are the same", back.Name == "Ada" && friend.Name == "Grace");
        Check("the cycle is kept: Ada -> Grace -> Ada", ReferenceEquals(friend.Friends[0], back));
        Check("the house is still shared: one dictionary, not two", ReferenceEquals(back.House, friend.House));
        Check("its contents are the same", back.House["Downing Street"] == 10);
        Check(
            "the badge is complete and leads back to Ada",
            back.Badge is ObjectTuple { Count: 3 } badge && badge[0] is "countess" && badge[1] is 1815 && ReferenceEquals(badge[2], back));
        Check("nothing is shared with the sender's graph", !ReferenceEquals(back, ada));
    }

    private async Task ResistAsync(CancellationToken cancellationToken)
    {
        _console.WriteLine();
        _console.Write(new Rule("[bold]3. A hostile peer on the other end[/]").LeftJustified());
        EventConnectionOptions hostile = new();
        hostile.Events.Add(EventName, new AttackForm()).Add<string>(GreetingName);
        (EventConnection attacker, EventConnection receiver) = await ConnectAsync(hostile, cancellationToken).ConfigureAwait(false);
        List<ReceivedEvent> received = [];
        await using IAsyncEnumerator<ReceivedEvent> events = receiver.ReceiveAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        foreach (Attack attack in Attack.All)
        {
            await attacker.SendAsync(attack, cancellationToken: cancellationToken).ConfigureAwait(false);
            await attacker.SendAsync(attack.Title, cancellationToken: cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < 2 && await events.MoveNextAsync().ConfigureAwait(false); i++)
            {
                received.Add(events.Current);
            }
        }

        await attacker.DisposeAsync().ConfigureAwait(false);
        await receiver.DisposeAsync().ConfigureAwait(false);
        Check("as many events arrived as were sent", received.Count == 2 * Attack.All.Count);
        for (int i = 0; i < Attack.All.Count && (2 * i) + 1 < received.Count; i++)
        {
            ReceivedEvent refused = received[2 * i];
            WriteLine($"  It sends {Attack.All[i].Title}.");
            Check($"refused: {refused.Violation}", refused.Violation is not null && refused.Value is null);
            Check("the next event still arrived", received[(2 * i) + 1].Value is string next && next == Attack.All[i].Title);
        }
    }

    private static EventConnectionOptions MakeOptions()
    {
        EventConnectionOptions options = new() { Serializer = new BananaSerializerOptions { Policy = s_policy } };
        options.Serializer.Types.Add(Person.Sliceable);
        options.Events.Add(EventName, Person.Sliceable).Add<string>(GreetingName);
        return options;
    }

    /// <summary>Opens both sides of a connection in memory.</summary>
    private static async Task<(EventConnection Sender, EventConnection Receiver)> ConnectAsync(EventConnectionOptions sending, CancellationToken cancellationToken)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        Task<EventConnection> opening = EventConnection.OpenAsync(there, MakeOptions(), cancellationToken).AsTask();
        EventConnection sender = await EventConnection.OpenAsync(here, sending, cancellationToken).ConfigureAwait(false);
        return (sender, await opening.ConfigureAwait(false));
    }

    private static async Task<List<ReceivedEvent>> ReceiveAsync(EventConnection connection, CancellationToken cancellationToken)
    {
        List<ReceivedEvent> received = [];
        await foreach (ReceivedEvent item in connection.ReceiveAllAsync(cancellationToken).ConfigureAwait(false))
        {
            received.Add(item);
        }

        return received;
    }

    private void Check(string what, bool isSo)
    {
        _isFine &= isSo;
        _console.Markup(isSo ? "  [green]ok[/] " : "  [red]WRONG[/] ");
        WriteLine(what);
    }

    /// <summary>Writes a line as it is: the console would break it at the width of the window.</summary>
    private void WriteLine(string line) => _console.Profile.Out.Writer.WriteLine(line);
}
