using Banana.Slicing;

namespace Banana.Fuzz.Corpus;

/// <inheritdoc/>
/// <param name="name">The sample and how it is wrapped.</param>
/// <param name="options">Options under the policy of <see cref="Target"/>.</param>
/// <param name="documents">Makes the honest documents.</param>
internal sealed class Target<T>(string name, BananaSerializerOptions options, Func<IEnumerable<byte[]>> documents) : Target(name, options.Dialect)
{
    private readonly UnslicerStackOptions _reading = options.ToUnslicerStackOptions();
    private readonly Unslicer<T> _unslicer = options.Types.Get<T>().Unslicer;
    private readonly Probes _probes = new(options);
    private UnslicerStackOptions? _roomy;
    private byte[][]? _documents;
    private byte[]? _next;

    public override IReadOnlyList<byte[]> Documents => _documents ??= [.. documents().Where(IsHonest)];

    public override byte[]? Next => _next ??= Documents.FirstOrDefault(
        bytes => ReadStream([[.. bytes, .. bytes]]) is { IsBusy: false, Events: [{ Kind: "object" }, { Kind: "object" }] });

    public override object? Read(byte[] bytes) => BananaSerializer.Deserialize<T>(bytes, options);

    public override List<Received> ReadRoomily(byte[] bytes) =>
        Receiver.ReadAll(_roomy ??= _reading with { Policy = BananaPolicy.Untrusted }, _unslicer, bytes);

    public override StreamResult ReadStream(IEnumerable<byte[]> pieces, bool isSegmented = false)
    {
        Receiver<T> receiver = new(_reading, _unslicer);
        foreach (byte[] piece in pieces)
        {
            receiver.Feed(piece, isSegmented);
        }

        return new StreamResult(receiver.Events, receiver.IsBusy);
    }

    public override object Hold(byte[] bytes)
    {
        Receiver<T> receiver = new(_reading, _unslicer);
        receiver.Feed(bytes);
        return receiver;
    }

    public override byte[] Write(object? value) => BananaSerializer.Serialize((T?)value, options);

    public override string? FindChangedProbe() => _probes.FindChanged();

    private bool IsHonest(byte[] bytes) => ReadStream([bytes]) is { IsBusy: false, Events: [{ Kind: "object" }] };
}
