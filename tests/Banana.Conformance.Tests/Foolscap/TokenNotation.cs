using System.Globalization;
using System.Text;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>
/// Tokens as one would write them down: <c>O3 'list' 1 -2 "text" C3 A3</c> is OPEN 3, its index token, INT, NEG, STRING, CLOSE 3, ABORT 3.
/// </summary>
internal static class TokenNotation
{
    public static byte[] Parse(string text)
    {
        List<byte> bytes = [];
        foreach (string token in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (token[0])
            {
                case '\'' or '"':
                    byte[] body = Encoding.UTF8.GetBytes(token.Trim('\'', '"'));
                    bytes.AddRange([.. Header(body.Length), 0x82, .. body]);
                    break;
                case 'O' or 'C' or 'A':
                    byte type = token[0] switch { 'O' => 0x88, 'C' => 0x89, _ => 0x8A };
                    bytes.AddRange([.. Header(Number(token[1..])), type]);
                    break;
                case '-':
                    bytes.AddRange([.. Header(Number(token[1..])), 0x83]);
                    break;
                default:
                    bytes.AddRange([.. Header(Number(token)), 0x81]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static byte[] Header(int number)
    {
        List<byte> digits = [];
        do
        {
            digits.Add((byte)(number & 0x7F));
            number >>= 7;
        }
        while (number > 0);
        return [.. digits];
    }
}
