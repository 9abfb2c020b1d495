namespace Banana.Fuzz.Mutating;

/// <summary>Changes documents token by token, as somebody would who knows the protocol.</summary>
internal sealed class Mutator(Random random, Subtrees subtrees)
{
    private const int MostTokens = 3000;

    private readonly Action<Random, Document, Subtrees>[] _mutations =
        [.. TokenMutations.All, .. TreeMutations.All, .. TreeMutations.All, .. ProtocolMutations.All];

    /// <summary>A document with one to four changes, or one that was grown from nothing.</summary>
    public byte[] Mutate(byte[] honest)
    {
        Document document = random.Next(8) == 0 ? new Document(subtrees.Grow(random, 3)) : Document.Parse(honest);
        for (int count = 1 + (random.Next(4) * random.Next(2)); count > 0 && document.Tokens.Count is > 0 and < MostTokens; count--)
        {
            _mutations[random.Next(_mutations.Length)](random, document, subtrees);
        }

        byte[] bytes = document.ToBytes();
        return random.Next(16) == 0 && bytes.Length > 0 ? Damage(bytes) : bytes;
    }

    private byte[] Damage(byte[] bytes)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(3))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            default:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
        }
    }
}
