namespace MlMonitor.Core.Storage;

/// <summary>Tells of every byte read: progress is by what is stored, also where it is compressed.</summary>
internal sealed class CountingStream(Stream inner, Action<long> took, GzipWitness? witness = null) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Took(buffer, inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Took(buffer.Span, bytes);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Took(ReadOnlySpan<byte> buffer, int bytes)
    {
        if (bytes == 0)
            return 0;
        took(bytes);
        witness?.See(buffer[..bytes]);
        return bytes;
    }
}
