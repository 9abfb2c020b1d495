using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>The slicers of the recorded send failures: a list that writes, fails or goes on as its plan says.</summary>
internal sealed class FailingSlicer() : Slicer<FailingSlicer.Plan>(new VocabularyWord("list"))
{
    public static readonly FailingSlicer Instance = new();

    public static Plan PlanOf(string name) => name switch
    {
        "violation_mid_object" => new Plan(false, 1, Plan.Fails),
        "violation_absorbed_by_parent" => new Plan(true, 1, new Plan(false, 2, Plan.Fails), 3),
        "unsendable_child" => new Plan(false, 1, new object()),
        "unsendable_child_absorbed" => new Plan(true, 1, new object(), 3),
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

            SliceStep step = item is Plan inner ? Write(ref writer, stack, inner) : stack.WriteObject(ref writer, item);
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

        public bool Absorbs { get; } = absorbs;

        public object[] Items { get; } = items;

        public bool IsUnsendable { get; init; }
    }
}
