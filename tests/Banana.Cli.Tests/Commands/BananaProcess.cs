using System.Diagnostics;

namespace Banana.Cli.Tests.Commands;

/// <summary>The real command, in a process of its own.</summary>
internal sealed record BananaProcess(int ExitCode, byte[] Output, string Errors)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<BananaProcess> RunAsync(byte[] input, params string[] args)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "banana.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
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
}
