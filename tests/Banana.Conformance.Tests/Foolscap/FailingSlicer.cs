using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The slicers of the recorded send failures: a list that writes, fails or goes on as its plan says.</summary>
internal sealed class FailingSlicer() : Slicer<FailingSlicer.Plan>(new VocabularyWord("list"))
{
    public static readonly FailingSlicer Instance = new();

    /// <summary>Says no to whatever would have to be awaited inside.</summary>
    public static readonly FailingSlicer Impatient = new() { _allowsWaiting = false };

    private bool _allowsWaiting = true;

    public override bool AllowsWaiting => _allowsWaiting;

    public static Plan PlanOf(string name) => name switch
    {
        "violation_mid_object" => new Plan(false, 1, Plan.Fails),
        "violation_absorbed_by_parent" => new Plan(true, 1, new Plan(false, 2, Plan.Fails), 3),
        "unsendable_child" => new Plan(false, 1, new object()),
        "unsendable_child_absorbed" => new Plan(true, 1, new object(), 3),
        "deferred_not_streamable" => new Plan(false, 1, Plan.Waits),
        "parent_forbids_streaming" => new Plan(false, new Plan(false, 1, Plan.Waits)),
        "crash_mid_object" => new Plan(false, 1, new Plan(false, 2, Plan.Fails)),
        "mixed_key_dict" => new Plan(false, new ObjectDictionary { { 1, 2 }, { "a"u8.ToArray(), 3 } }),
        "lone_surrogate" => new Plan(false, "\ud800"),
        _ => new Plan(false) { IsUnsendable = true },
    };

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Plan? value) =>
        value!.IsUnsendable ? stack.WriteObject(ref writer, new object()) : base.Write(ref writer, stack, value);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        Plan plan = (Plan)frame.Target;
        while (frame.State < plan.Items.Length)
        {
            object item = plan.Items[frame.State++];
            if (ReferenceEquals(item, Plan.Fails))
            {
                throw new NotImplementedException("slicer gave up");
            }

            if (ReferenceEquals(item, Plan.Waits))
            {
                return stack.Wait(new TaskCompletionSource().Task);
            }

            SliceStep step = item is Plan inner ? Instance.Write(ref writer, stack, inner) : stack.WriteObject(ref writer, item);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override bool TryAbsorb(ref SliceFrame frame, Violation violation) => ((Plan)frame.Target).Absorbs;

    /// <summary>What to write, and whether to go on when a child fails.</summary>
    internal sealed class Plan(bool absorbs, params object[] items)
    {
        public static readonly object Fails = new();

        public static readonly object Waits = new();

        public bool Absorbs { get; } = absorbs;

        public object[] Items { get; } = items;

        public bool IsUnsendable { get; init; }
    }
}
