using Banana.Benchmarks.Events;
using Banana.Benchmarks.Ratios;
using Banana.Benchmarks.Streams;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["ratios", ..]:
        return RatiosVerb.Run(args[1..], Console.Out);
    case ["stream", ..]:
        return await StreamVerb.RunAsync(args[1..], Console.Out);
    case ["events", ..]:
        return await EventsVerb.RunAsync(args[1..], Console.Out);
    case ["lanes", ..]:
        return await LanesVerb.RunAsync(args[1..], Console.Out);
    case ["idle", ..]:
        return await IdleVerb.RunAsync(args[1..], Console.Out);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
