namespace Banana.Cli;

/// <summary>What the command's exit code says; part of its contract.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The demo, or the peer's client, found a difference; the other endpoint of the bus did not do its part; the benchmark lost events.</summary>
    public const int Failure = 1;

    /// <summary>At least one object was refused; the rest was handled.</summary>
    public const int Violation = 2;

    /// <summary>The stream is lost.</summary>
    public const int ProtocolError = 3;

    /// <summary>The command line, or a file that it names, makes no sense.</summary>
    public const int Usage = 64;
}
