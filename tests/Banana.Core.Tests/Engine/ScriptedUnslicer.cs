using System.Diagnostics.CodeAnalysis;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

/// <summary>Reads nothing; does what a test says when the engine calls back, and says which calls came.</summary>
internal sealed class ScriptedUnslicer(ReferenceKind references = ReferenceKind.None) : Unslicer<object>, IUnslicerSource
{
    /// <summary>What was asked of it, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What <see cref="FixUp"/> does.</summary>
    public Action<object, object?, UnslicerStack>? OnFixUp { get; init; }

    /// <summary>What <see cref="TryComplete"/> finds.</summary>
    public Func<object, UnslicerStack, KeyFault?>? OnSettle { get; init; }

    public override string Expected => "anything";

    public override ReferenceKind References => references;

    public Unslicer? Find(OpenType openType) => null;

    /// <summary>A stack that reads nothing.</summary>
    public UnslicerStack NewStack() => new(new UnslicerStackOptions { Unslicers = this });

    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        Calls.Add($"{target}[{slot}] = {value}");
        OnFixUp?.Invoke(target, value, stack);
    }

    internal override bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault)
    {
        Calls.Add($"settle {target}");
        fault = OnSettle?.Invoke(target, stack);
        return fault is null;
    }
}
