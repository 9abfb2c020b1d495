namespace Banana.Slicing;

/// <summary>A parsed type name: <c>dict&lt;unicode,list&lt;int32&gt;&gt;</c> is a dict of two parts (PROTOCOL.md [T-19]).</summary>
/// <param name="Kind">The name before the parts; the whole name if there are none.</param>
/// <param name="Parts">The names between the brackets.</param>
internal readonly record struct TypeName(string Kind, IReadOnlyList<string> Parts)
{
    /// <summary>Parses a name, one level deep. A malformed name is a kind without parts.</summary>
    public static TypeName Parse(string name)
    {
        int open = name.IndexOf('<', StringComparison.Ordinal);
        if (open <= 0 || name[^1] != '>')
        {
            return new TypeName(name, []);
        }

        List<string> parts = [];
        int start = open + 1;
        int depth = 0;
        for (int i = start; i < name.Length; i++)
        {
            depth += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth < 0 ? i < name.Length - 1 : depth == 0 && i == name.Length - 1)
            {
                return new TypeName(name, []); // a bracket too many, or one too few
            }

            if (depth < 0 || (depth == 0 && name[i] == ','))
            {
                parts.Add(name[start..i]);
                start = i + 1;
            }
        }

        return depth < 0 ? new TypeName(name[..open], parts) : new TypeName(name, []);
    }

    /// <summary>Returns the underlying type of a nullable type; otherwise the type itself.</summary>
    public TypeName WithoutNull() => Kind == "nullable" && Parts.Count == 1 ? Parse(Parts[0]) : this;
}
