using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Banana.Generators.Emitting;

/// <summary>The writing half.</summary>
internal static class SlicerEmitter
{
    public static void Emit(SourceWriter writer, TypeModel model)
    {
        string name = $"{model.Name}Slicer{model.TypeParameters}";
        bool isGeneric = model.TypeArguments.Count > 0;
        writer.Open($"internal sealed class {name}{(isGeneric ? "(string name)" : "()")} : InstanceSlicer<{model.Type}>({(isGeneric ? "name" : Literal(model.WireName))}){Constraints(model)}");
        foreach (MemberModel member in model.Members.Where(NeedsSlicer))
        {
            writer.Line(member.OwnHalves.Length > 0 ? $"private {member.OwnHalves}Slicer {member.Field};" : $"private Slicer<{member.Type}> {member.Field};");
        }

        if (model.Members.Any(NeedsSlicer))
        {
            writer.Line();
        }

        EmitNewType(writer, model, name, isGeneric);
        writer.Line();
        EmitMembers(writer, model);
        if (model.Derived.Count > 0)
        {
            writer.Line();
            string derived = string.Join(", ", model.Derived.Select(type => $"Types.Get<{type}>()"));
            writer.Line($"protected override IEnumerable<SliceableType> DescribeDerived() => [{derived}];");
        }

        if (model.GetUnknown.Length > 0)
        {
            EmitUnknown(writer, model);
        }

        writer.Line();
        EmitLink(writer, model);
        writer.Line();
        EmitWrite(writer, model);
        writer.Line();
        EmitSlice(writer, model);
        writer.Close();
    }

    private static void EmitNewType(SourceWriter writer, TypeModel model, string name, bool isGeneric)
    {
        writer.Open($"public static SliceableType<{model.Type}> NewType(SliceableTypeRegistry types)");
        string arguments = string.Join(",", model.TypeArguments.Select(argument => $"{{types.Get<{argument}>().Name}}"));
        writer.Line($"{name} slicer = new({(isGeneric ? $"$\"{model.WireName}<{arguments}>\"" : "")});");
        writer.Line($"return new(slicer, new {model.Name}Unslicer{model.TypeParameters}(slicer));");
        writer.Close();
    }

    private static void EmitMembers(SourceWriter writer, TypeModel model)
    {
        if (model.Members.Count == 0)
        {
            writer.Line($"protected override IEnumerable<Member<{model.Type}>> DescribeMembers() => [];");
            return;
        }

        writer.Line($"protected override IEnumerable<Member<{model.Type}>> DescribeMembers() =>");
        writer.Line("[");
        writer.Indent();
        foreach (MemberModel member in model.Members)
        {
            List<string> arguments = [Literal(member.Name), member.Halves("Types"), $"static owner => {Format(member.Get, "owner")}"];
            if (member.Set.Length > 0 && model.Kind == TypeKind.Filled || (member.Set.Length > 0 && !member.Set.Contains("ref {0}")))
            {
                arguments.Add($"static (owner, value) => {Format(member.Set, "owner", "value")}");
            }

            arguments.Add($"isRequired: {(member.IsRequired ? "true" : "false")}");
            writer.Line($"new Member<{model.Type}, {member.Type}>({string.Join(", ", arguments)}){Settings(member)},");
        }

        writer.Outdent();
        writer.Line("];");
    }

    private static string Settings(MemberModel member)
    {
        List<string> settings = [];
        if (!member.IsNullable)
        {
            settings.Add("IsNullable = false");
        }

        if (member.IsArgument)
        {
            settings.Add("IsArgument = true");
        }

        if (member.IsKey)
        {
            settings.Add("IsKey = true");
        }

        if (member.Aliases.Count > 0)
        {
            settings.Add($"Aliases = [{string.Join(", ", member.Aliases.Select(Literal))}]");
        }

        return settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
    }

    private static void EmitUnknown(SourceWriter writer, TypeModel model)
    {
        writer.Line();
        writer.Line("protected override bool KeepsUnknown => true;");
        writer.Line();
        writer.Line($"protected override UnknownAttributes GetUnknown({model.Type} owner) => {Format(model.GetUnknown, "owner")};");
        writer.Line();
        writer.Line($"protected override void SetUnknown({model.Type} owner, UnknownAttributes unknown) => {Format(model.SetUnknown, "owner", "unknown")};");
    }

    private static void EmitLink(SourceWriter writer, TypeModel model)
    {
        writer.Open("protected override void Link(SliceableTypeRegistry types)");
        foreach (MemberModel member in model.Members.Where(NeedsSlicer))
        {
            string slicer = $"{member.Halves("types")}.Slicer";
            writer.Line($"{member.Field} = {(member.OwnHalves.Length > 0 ? $"Own<{member.OwnHalves}Slicer>({slicer})" : slicer)};");
        }

        writer.Line("base.Link(types);");
        writer.Close();
    }

    private static void EmitWrite(SourceWriter writer, TypeModel model)
    {
        writer.Open($"public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, {model.Type} value)");
        writer.Open("if (!IsPlain(stack))");
        writer.Line("return base.Write(ref writer, stack, value);");
        writer.Close();
        writer.Line();
        writer.Line("return stack.TryEnterShaped(ref writer, this, OwnShape, value, out SliceStep step)");
        writer.Indent();
        writer.Line("? stack.Leave(ref writer, SliceOwn(ref writer, ref stack.Top, stack))");
        writer.Line(": step;");
        writer.Outdent();
        writer.Close();
    }

    private static void EmitSlice(SourceWriter writer, TypeModel model)
    {
        writer.Open("protected override SliceStep SliceOwn(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)");
        if (model.Members.Count == 0)
        {
            writer.Line("return SliceStep.Done;");
            writer.Close();
            return;
        }

        writer.Line($"{model.Type} value = ({model.Type})frame.Target;");
        if (model.Members.Any(CanStop))
        {
            writer.Line("SliceStep step;");
        }

        writer.Open("switch (frame.State)");
        for (int i = 0; i < model.Members.Count; i++)
        {
            EmitCase(writer, model, i);
        }

        writer.Line("default:");
        writer.Indent();
        writer.Line("return SliceStep.Done;");
        writer.Outdent();
        writer.Close();
        writer.Close();
    }

    /// <summary>Members of one token cannot stop half-way, so that a row of them is written without a look at the state.</summary>
    private static void EmitCase(SourceWriter writer, TypeModel model, int number)
    {
        MemberModel member = model.Members[number];
        bool isFirstOfRow = number == 0 || CanStop(model.Members[number - 1]);
        string get = Format(member.Get, "value");
        if (isFirstOfRow)
        {
            writer.Line($"case {number}:");
        }

        writer.Indent();
        if (isFirstOfRow)
        {
            writer.Open("if (writer.IsFull)");
            writer.Line("return SliceStep.Flush;");
            writer.Close();
            writer.Line();
        }

        if (!CanStop(member) && isFirstOfRow)
        {
            int row = model.Members.Skip(number).TakeWhile(next => !CanStop(next)).Count();
            writer.Line($"TokenBlock block{number} = writer.BeginBlock({row});");
        }

        writer.Line($"frame.State = {number + 1};");
        if (!CanStop(member))
        {
            int first = number;
            while (first > 0 && !CanStop(model.Members[first - 1]))
            {
                first--;
            }

            writer.Line(WriteToken(member, $"block{first}", get));
            if (number + 1 == model.Members.Count || CanStop(model.Members[number + 1]))
            {
                writer.Line($"writer.EndBlock(block{first});");
            }
        }
        else
        {
            string write = member.Primitive == Primitive.Token ? $"WriteText(ref writer, stack, {get})" : $"{member.Field}.Write(ref writer, stack, {get})";
            writer.Line($"step = {write};");
            writer.Open("if (step != SliceStep.Done)");
            writer.Line("return step;");
            writer.Close();
            writer.Line();
        }

        if (number + 1 == model.Members.Count)
        {
            writer.Line("return SliceStep.Done;");
        }
        else if (CanStop(member))
        {
            writer.Line($"goto case {number + 1};");
        }

        writer.Outdent();
    }

    /// <summary>Numbers are written by the block itself, other values by what knows their bits.</summary>
    private static string WriteToken(MemberModel member, string block, string get) => member switch
    {
        { Primitive: Primitive.Enum } => $"{block}.Write(({member.NumberType}){get});",
        { Type: "decimal" or "global::System.DateTime" or "global::System.TimeSpan" or "global::System.Guid" } => $"Primitives.Write(ref {block}, {get});",
        _ => $"{block}.Write({get});",
    };

    /// <summary>Whether writing a member can end in anything but Done: text can be refused, objects can take a while.</summary>
    private static bool CanStop(MemberModel member) => member.Primitive == Primitive.None || member.Type == "string";

    private static bool NeedsSlicer(MemberModel member) => member.Primitive == Primitive.None;

    internal static string Constraints(TypeModel model) => model.Constraints.Length > 0 ? $" {model.Constraints}" : "";

    internal static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    internal static string Format(string format, params string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            format = format.Replace($"{{{i}}}", arguments[i]);
        }

        return format;
    }
}
