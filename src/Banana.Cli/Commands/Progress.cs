using System.Globalization;

namespace Banana.Cli.Commands;

/// <summary>Says on standard error how far long work has come, if a person watches.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _started;
    private long _last;
    private bool _hasSpoken;

    public Progress()
    {
        _started = _last = _time.GetTimestamp();
    }

    public void Report(long bytes)
    {
        if (Console.IsErrorRedirected || _time.GetElapsedTime(_last) < s_every)
        {
            return;
        }

        _last = _time.GetTimestamp();
        _hasSpoken = true;
        double megabytes = bytes / 1e6;
        double perSecond = megabytes / _time.GetElapsedTime(_started).TotalSeconds;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{megabytes:N0} MB, {perSecond:N0} MB/s "));
    }

    public void Dispose()
    {
        if (_hasSpoken)
        {
            Console.Error.WriteLine();
        }
    }
}
