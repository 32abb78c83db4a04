using System.Buffers;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Cuts a stream into lines over one pooled buffer: no string a line. A line longer than the limit is skipped to the next one and
/// said to be too long. Lines end with LF or CR LF; the last may end with the stream.
/// </summary>
internal sealed class CaptureLineReader(Stream stream, int maxLineBytes = CaptureLineReader.DefaultMaxLineBytes, int bufferBytes = CaptureLineReader.DefaultBufferBytes) : IDisposable
{
    /// <summary>
    /// The longest line by default: 64 MB. A request may have 25 MB and its answer as much (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html),
    /// as text in JSON more.
    /// </summary>
    public const int DefaultMaxLineBytes = 64 << 20;

    private const int DefaultBufferBytes = 256 << 10;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(bufferBytes);
    private int _start;
    private int _scanned;
    private int _end;
    private bool _isEnded;
    private bool _skips;

    /// <summary>The line at hand is one of this number, the first being 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Whether the line at hand had no end: the stream ended in it.</summary>
    public bool IsUnended { get; private set; }

    /// <summary>Whether the line at hand was longer than the limit; then there is nothing of it.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>How many bytes of the stream lie before the next line.</summary>
    public long Consumed { get; private set; }

    /// <summary>Where the next line begins. To be gone back to only before more is read.</summary>
    public (int Start, int Scanned, bool Skips, long Consumed, long LineNumber) Place
    {
        get => (_start, _scanned, _skips, Consumed, LineNumber);
        set => (_start, _scanned, _skips, Consumed, LineNumber) = value;
    }

    /// <summary>The next line of what has been read; to be used before anything else is asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        line = default;
        var at = ByteScan.IndexOf(_buffer.AsSpan(_scanned, _end - _scanned), (byte)'\n');
        if (at < 0)
        {
            _scanned = _end;
            if (!_isEnded || (_start == _end && !_skips))
                return false;
            Take(_end, _end, isUnended: true, out line);
            return true;
        }

        Take(_scanned + at, _scanned + at + 1, isUnended: false, out line);
        return true;
    }

    /// <summary>Reads more of the stream.</summary>
    /// <returns>Whether there may be another line.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isEnded)
            return false;
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _isEnded = read == 0;
        _end += read;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _scanned, _end) = (0, 0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int end, int next, bool isUnended, out ReadOnlySpan<byte> line)
    {
        IsUnended = isUnended;
        IsTooLong = _skips || end - _start > maxLineBytes;
        line = IsTooLong ? default : _buffer.AsSpan(_start, end - _start);
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        Consumed += next - _start;
        (_start, _scanned, _skips) = (next, next, false);
        LineNumber++;
    }

    private void MakeRoom()
    {
        var held = _end - _start;
        if (held > maxLineBytes || _skips)
        {
            _skips = true;
            Consumed += held;
            (_start, _scanned, _end) = (0, 0, 0);
            return;
        }

        if (held > 0 && _start > 0)
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        (_start, _scanned, _end) = (0, _scanned - _start, held);
        if (_end < _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
