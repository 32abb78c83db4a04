namespace MlMonitor.Shell;

/// <summary>The lines typed at the prompt, for the up and down keys.</summary>
internal sealed class InputHistory
{
    private readonly List<string> _lines = [];
    private int _position;
    private string _draft = "";

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line)) _lines.Add(line);
        _position = _lines.Count;
    }

    /// <summary>The line before; <paramref name="current"/> is kept when it is the one being typed.</summary>
    public string Previous(string current)
    {
        if (_position == 0) return current;
        if (_position == _lines.Count) _draft = current;
        return _lines[--_position];
    }

    public string Next(string current)
    {
        if (_position == _lines.Count) return current;
        return ++_position == _lines.Count ? _draft : _lines[_position];
    }
}
