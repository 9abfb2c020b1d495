using System.CommandLine;
using Banana.Cli.Bench;
using Banana.Cli.Bus;
using Banana.Cli.Commands;

RootCommand root = new("Banana: object graphs as streams of tokens.")
{
    DemoCommand.Create(),
    DumpCommand.Create(),
    DecodeCommand.Create(),
    EncodeCommand.Create(),
    PeerCommand.Create(),
    BusCommand.Create(),
    BenchCommand.Create(),
};

return await CommandRunner.RunAsync(root, args).ConfigureAwait(false);
