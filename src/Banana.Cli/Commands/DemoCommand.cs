using System.CommandLine;
using Banana.Cli.Demo;

namespace Banana.Cli.Commands;

/// <summary><c>banana demo</c>: the main job in one go.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        Command command = new(
            "demo", "Sends a graph with cycles over a loopback connection, compares what arrives, then lets a hostile peer attack.");
        command.SetAction(async (_, cancellationToken) =>
            await new DemoSession().RunAsync(cancellationToken).ConfigureAwait(false) ? ExitCodes.Success : ExitCodes.Failure);
        return command;
    }
}
