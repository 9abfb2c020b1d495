using Banana.Slicing;
using Banana.Wire;

namespace Banana.Fuzz.Corpus;

/// <inheritdoc/>
/// <param name="name">The sample and how it is wrapped.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="newOptions">Makes the options; called at the first use, because a registry costs more than a hundred mutants.</param>
/// <param name="documents">Makes the honest documents.</param>
internal sealed class Target<T>(string name, WireDialect dialect, Func<BananaSerializerOptions> newOptions, Func<IEnumerable<byte[]>> documents)
    : Target(name, dialect)
{
    private BananaSerializerOptions? _options;
    private Unslicer<T>? _unslicer;
    private Probes? _probes;
    private UnslicerStackOptions? _roomy;
    private byte[][]? _documents;
    private byte[]? _next;

    public override IReadOnlyList<byte[]> Documents => _documents ??= [.. documents().Where(IsHonest)];

    public override byte[]? Next => _next ??= Documents.FirstOrDefault(
        bytes => ReadStream([[.. bytes, .. bytes]]) is { IsBusy: false, Events: [{ Kind: "object" }, { Kind: "object" }] });

    private BananaSerializerOptions Options => _options ??= newOptions();

    private Unslicer<T> Unslicer => _unslicer ??= Options.Types.Get<T>().Unslicer;

    public override object? Read(byte[] bytes) => BananaSerializer.Deserialize<T>(bytes, Options);

    public override List<Received> ReadRoomily(byte[] bytes) =>
        Receiver.ReadAll(_roomy ??= Options.ToUnslicerStackOptions() with { Policy = BananaPolicy.Untrusted }, Unslicer, bytes);

    public override StreamResult ReadStream(IEnumerable<byte[]> pieces, bool isSegmented = false)
    {
        Receiver<T> receiver = new(Options.ToUnslicerStackOptions(), Unslicer);
        foreach (byte[] piece in pieces)
        {
            receiver.Feed(piece, isSegmented);
        }

        return new StreamResult(receiver.Events, receiver.IsBusy);
    }

    public override object Hold(byte[] bytes)
    {
        Receiver<T> receiver = new(Options.ToUnslicerStackOptions(), Unslicer);
        receiver.Feed(bytes);
        return receiver;
    }

    public override byte[] Write(object? value) => Lavish.Serialize((T?)value, Options); // words that came twice are written twice

    public override string? FindChangedProbe() => (_probes ??= new Probes(Options)).FindChanged();

    private bool IsHonest(byte[] bytes) => ReadStream([bytes]) is { IsBusy: false, Events: [{ Kind: "object" }] };
}
