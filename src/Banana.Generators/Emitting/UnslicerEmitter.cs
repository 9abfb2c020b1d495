using System.Linq;
using Banana.Generators.Model;

namespace Banana.Generators.Emitting;

/// <summary>The reading half.</summary>
internal static class UnslicerEmitter
{
    public static void EmitFilled(SourceWriter writer, TypeModel model)
    {
        string name = $"{model.Name}Unslicer";
        writer.Open($"internal sealed class {name}{model.TypeParameters}({model.Name}Slicer{model.TypeParameters} slicer) : InstanceUnslicer<{model.Type}>(slicer){SlicerEmitter.Constraints(model)}");
        foreach (MemberModel member in model.Members)
        {
            writer.Line(member.OwnHalves.Length > 0 ? $"private {member.OwnHalves}Unslicer {member.Field};" : $"private Unslicer<{member.Type}> {member.Field};");
        }

        if (model.Members.Count > 0)
        {
            writer.Line();
        }

        writer.Line($"protected override {model.Type} Create() => {model.Constructor.Expression};");
        writer.Line();
        writer.Open("protected override void Link(SliceableTypeRegistry types)");
        foreach (MemberModel member in model.Members)
        {
            string unslicer = $"{member.Halves("types")}.Unslicer";
            writer.Line($"{member.Field} = {(member.OwnHalves.Length > 0 ? $"Own<{member.OwnHalves}Unslicer>({unslicer})" : unslicer)};");
        }

        writer.Line("base.Link(types);");
        writer.Close();
        writer.Line();
        EmitRead(writer, model);
        writer.Line();
        EmitReceive(writer, model);
        writer.Close();
    }

    private static void EmitRead(SourceWriter writer, TypeModel model)
    {
        writer.Open($"protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out {model.Type} value)");
        writer.Open("if (!IsPlain || !stack.TryEnterShaped(ref reader, this, OwnShape))");
        writer.Line("return base.ReadUntasted(ref reader, stack, out value);");
        writer.Close();
        writer.Line();
        writer.Line("value = Create();");
        writer.Line("return stack.Leave(ReceiveOwn(ref reader, ref stack.Publish(value), stack));");
        writer.Close();
    }

    public static void EmitBuilt(SourceWriter writer, TypeModel model)
    {
        string declaration = $"internal sealed class {model.Name}Unslicer{model.TypeParameters}({model.Name}Slicer{model.TypeParameters} slicer)";
        writer.Open($"{declaration} : ConstructedInstanceUnslicer<{model.Type}>(slicer){SlicerEmitter.Constraints(model)}");
        writer.Open($"protected override {model.Type} Build(IReadOnlyList<object> parts)");
        string[] arguments = [.. model.Constructor.Parameters.Select((number, i) =>
            $"PartOr<{model.Members[number].Type}>(parts, {number}, {model.Constructor.Defaults[i]})")];
        writer.Line($"{model.Type} built = {SlicerEmitter.Format(model.Constructor.Expression, arguments)};");
        for (int i = 0; i < model.Members.Count; i++)
        {
            MemberModel member = model.Members[i];
            if (member.Set.Length > 0)
            {
                writer.Open($"if (HasPart(parts, {i}))");
                writer.Line($"{SlicerEmitter.Format(member.Set, "built", $"PartOr<{member.Type}>(parts, {i}, default)")};");
                writer.Close();
                writer.Line();
            }
        }

        writer.Line("return built;");
        writer.Close();
        writer.Close();
    }

    private static void EmitReceive(SourceWriter writer, TypeModel model)
    {
        writer.Open("protected override UnsliceStep ReceiveOwn(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)");
        if (model.Members.Count > 0)
        {
            writer.Line($"{model.Type} value = Unsafe.As<{model.Type}>(frame.Target);");
            writer.Line("UnsliceStep step;");
            writer.Open("switch (frame.State)");
            for (int i = 0; i < model.Members.Count; i++)
            {
                EmitCase(writer, model.Members[i], i, isLast: i + 1 == model.Members.Count);
            }

            writer.Line("default:");
            writer.Indent();
            writer.Line("return stack.Close(ref reader, ref frame);");
            writer.Outdent();
            writer.Close();
        }
        else
        {
            writer.Line("return stack.Close(ref reader, ref frame);");
        }

        writer.Close();
    }

    private static void EmitCase(SourceWriter writer, MemberModel member, int number, bool isLast)
    {
        writer.Line($"case {number}:");
        writer.Indent();
        switch (member.Primitive)
        {
            case Primitive.Token:
                EmitToken(writer, member, member.Type, member.Local);
                break;
            case Primitive.Enum:
                EmitToken(writer, member, member.NumberType, $"{member.Local}Number");
                break;
            default:
                EmitObject(writer, member);
                break;
        }

        writer.Line();
        writer.Line(isLast ? "goto default;" : $"goto case {number + 1};");
        writer.Outdent();
    }

    private static void EmitToken(SourceWriter writer, MemberModel member, string tokenType, string local)
    {
        bool isEnum = member.Primitive == Primitive.Enum;
        writer.Open($"if (stack.MustInspect || !Primitives.TryRead(ref reader, {(tokenType == "string" ? "stack, " : "")}out {tokenType} {local}))");
        writer.Line($"step = {member.Field}.Read(ref reader, stack, out {member.Type} {member.Local}Slow);");
        writer.Open("if (step != UnsliceStep.Done)");
        writer.Line("return step;");
        writer.Close();
        writer.Line();
        writer.Line(isEnum ? $"{local} = ({tokenType}){member.Local}Slow;" : $"{local} = {member.Local}Slow;");
        writer.Close();
        writer.Line();
        writer.Line($"{SlicerEmitter.Format(member.Set, "value", isEnum ? $"({member.Type}){local}" : local)};");
        writer.Line("frame.State++;");
    }

    private static void EmitObject(SourceWriter writer, MemberModel member)
    {
        writer.Line($"step = {member.Field}.Read(ref reader, stack, out {member.Type} {member.Local});");
        writer.Open("if (step == UnsliceStep.Done)");
        writer.Line($"{SlicerEmitter.Format(member.Set, "value", member.Local)};");
        writer.Line("frame.State++;");
        writer.Close();
        writer.Open("else if (!TryWait(step, ref frame, stack))");
        writer.Line("return step;");
        writer.Close();
    }
}
