using System.Diagnostics;

namespace Banana.Cli.Tests.Commands;

/// <summary>The real command, in a process of its own.</summary>
internal sealed record BananaProcess(int ExitCode, byte[] Output, string Errors)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Feeds endless input, reads a little of the output and closes it; returns when the command has ended by itself.</summary>
    public static async Task<BananaProcess> RunEndlessAsync(params string[] args)
    {
        using Process process = Start(args);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        byte[] tokens = [.. Enumerable.Repeat(new byte[] { 5, 0x81 }, 10_000).SelectMany(bytes => bytes)];
        try
        {
            for (int i = 0; !process.HasExited; i++)
            {
                await process.StandardInput.BaseStream.WriteAsync(tokens);
                if (i == 0)
                {
                    await process.StandardOutput.BaseStream.ReadExactlyAsync(new byte[100]);
                    process.StandardOutput.Close();
                }
            }
        }
        catch (IOException)
        {
            // The command has ended; that is what is waited for.
        }

        await process.WaitForExitAsync();
        return new BananaProcess(process.ExitCode, [], await errors);
    }

    public static async Task<BananaProcess> RunAsync(byte[] input, params string[] args)
    {
        using Process process = Start(args);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command stopped reading before the end, as it does when the stream is lost; its exit code says so.
        }

        await copying;
        await process.WaitForExitAsync();
        return new BananaProcess(process.ExitCode, output.ToArray(), await errors);
    }

    private static Process Start(string[] args)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "banana.dll");
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // it does not live long enough for that to pay
        })!;
    }
}
