using System.IO.MemoryMappedFiles;
using System.Text;
using Banana.Wire;

namespace Banana.Fuzz.Running;

/// <summary>What a worker is reading right now, where it can be seen when the worker is dead or hangs.</summary>
internal sealed class Slot : IDisposable
{
    private const int Size = 4 << 20;
    private const int TextAt = 32;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public Slot(string folder)
    {
        _file = MemoryMappedFile.CreateFromFile(Path.Combine(folder, "slot"), FileMode.OpenOrCreate, null, Size);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Documents read so far, by all workers.</summary>
    public long Count => _view.ReadInt64(0);

    public int Round
    {
        get => _view.ReadInt32(8);
        set => _view.Write(8, value);
    }

    /// <summary>Targets that documents were read as.</summary>
    public int Targets
    {
        get => _view.ReadInt32(12);
        set => _view.Write(12, value);
    }

    /// <summary>A document is going to be read.</summary>
    public void Put(string target, WireDialect dialect, byte[] bytes)
    {
        byte[] name = Encoding.UTF8.GetBytes(target);
        int length = Math.Min(bytes.Length, Size - TextAt - name.Length);
        _view.Write(16, dialect == WireDialect.Net ? 0 : 1);
        _view.Write(20, name.Length);
        _view.Write(24, length);
        _view.WriteArray(TextAt, name, 0, name.Length);
        _view.WriteArray(TextAt + name.Length, bytes, 0, length);
        _view.Write(0, Count + 1);
    }

    /// <summary>The document that was put last.</summary>
    public (string Target, WireDialect Dialect, byte[] Bytes) Take()
    {
        byte[] name = new byte[_view.ReadInt32(20)];
        byte[] bytes = new byte[_view.ReadInt32(24)];
        _view.ReadArray(TextAt, name, 0, name.Length);
        _view.ReadArray(TextAt + name.Length, bytes, 0, bytes.Length);
        return (Encoding.UTF8.GetString(name), _view.ReadInt32(16) == 0 ? WireDialect.Net : FoolscapDialect.Instance, bytes);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
