using System.CommandLine;
using System.Globalization;
using Banana.Cli.Bench;
using Banana.Cli.Bus;
using Banana.Cli.Commands;
using Banana.Wire;

namespace Banana.Cli.Tests.Commands;

/// <summary>The commands in this process, many times a second. What they throw is a failure of the test.</summary>
internal sealed record InProcess(int ExitCode, byte[] Output, string Errors)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static InProcess Decode(byte[] input, WireDialect? dialect = null) =>
        Run(input, streams => DecodeCommand.RunAsync(streams, dialect ?? WireDialect.Net, 1, CancellationToken.None));

    public static InProcess Encode(byte[] input, WireDialect? dialect = null) =>
        Run(input, streams => EncodeCommand.RunAsync(streams, dialect ?? WireDialect.Net, 1, CancellationToken.None));

    public static InProcess Dump(byte[] input, WireDialect? dialect = null) =>
        Run(input, streams => DumpCommand.RunAsync(streams, CommonOptions.TableOf(dialect ?? WireDialect.Net, 1), CancellationToken.None));

    public static async Task<InProcess> HelpAsync(params string[] args)
    {
        RootCommand root = new()
        {
            DemoCommand.Create(), DumpCommand.Create(), DecodeCommand.Create(), EncodeCommand.Create(), PeerCommand.Create(), BusCommand.Create(), BenchCommand.Create(),
        };
        using StringWriter output = new(CultureInfo.InvariantCulture);
        int exitCode = await root.Parse([.. args, "--help"]).InvokeAsync(new InvocationConfiguration { Output = output });
        return new InProcess(exitCode, System.Text.Encoding.UTF8.GetBytes(output.ToString()), "");
    }

    private static InProcess Run(byte[] input, Func<CommandStreams, Task<int>> command) => RunAsync(input, command).GetAwaiter().GetResult();

    public static async Task<InProcess> RunAsync(byte[] input, Func<CommandStreams, Task<int>> command)
    {
        using MemoryStream output = new();
        using StringWriter errors = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        CommandStreams streams = new(new MemoryStream(input), output, errors);
        int exitCode = await CommandRunner.GuardAsync(() => command(streams), errors);
        return new InProcess(exitCode, output.ToArray(), errors.ToString());
    }
}
