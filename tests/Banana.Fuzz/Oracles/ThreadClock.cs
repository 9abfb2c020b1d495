using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Banana.Fuzz.Oracles;

/// <summary>The time that this thread has worked, so that a busy machine is nobody's fault; the time of the day where the system does not say.</summary>
internal static class ThreadClock
{
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    private static readonly bool s_hasThreadTime = OperatingSystem.IsLinux();

    public static TimeSpan Now
    {
        get
        {
            Timespec time = default;
            return s_hasThreadTime && GetTime(ThreadTime, ref time) == 0
                ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
                : Stopwatch.GetElapsedTime(0);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, ref Timespec time);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
