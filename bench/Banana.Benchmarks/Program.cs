using Banana.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

if (args is ["ratios", ..])
{
    return RatiosVerb.Run(args[1..], Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
