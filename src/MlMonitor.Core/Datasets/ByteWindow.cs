using System.Buffers;
using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Datasets;

/// <summary>A moving window on a stream, in one pooled buffer that grows with the longest row.</summary>
internal sealed class ByteWindow(Stream stream, int bufferBytes = 256 << 10) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private int _start;
    private int _end;

    /// <summary>What has been read and not yet passed.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether the stream has no more.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>On which line the window begins, the first being 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Goes on; lines are counted by LF.</summary>
    /// <param name="bytes">How far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pass(int bytes)
    {
        Line += Bytes[..bytes].Count((byte)'\n');
        _start += bytes;
    }

    /// <summary>Reads more of the stream.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_start > 0)
        {
            Bytes.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        // A decompressor gives little at a time: rows are looked for once there is much.
        while (_end < _buffer.Length && !IsEnded)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            IsEnded = read == 0;
            _end += read;
        }
    }

    /// <summary>Passes over a byte order mark of UTF-8 at the very beginning.</summary>
    public void PassMark()
    {
        if (Bytes.StartsWith("\uFEFF"u8))
            Pass(3);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _end) = (0, 0);
    }
}
