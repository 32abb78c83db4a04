using System.Globalization;
using System.Text;

namespace MlMonitor.Shell;

/// <summary>One line of input with editing, history and completion, on a terminal that knows ANSI escapes.</summary>
internal sealed class LineEditor(InputHistory history, Func<string, int, Completion?> complete)
{
    private readonly StringBuilder _text = new();
    private int _cursor;
    private int _rowOfCursor;
    private Completion? _completion;

    /// <summary>The line; null at the end of input (Ctrl+D); empty after Ctrl+C.</summary>
    public string? Read(string prompt)
    {
        _text.Clear();
        _cursor = 0;
        _rowOfCursor = 0;
        Console.TreatControlCAsInput = true;
        try
        {
            Draw(prompt);
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key != ConsoleKey.Tab) _completion = null;
                if (key.Key == ConsoleKey.Enter) return Finish(prompt, _text.ToString());
                if (IsControl(key, ConsoleKey.C))
                {
                    Finish(prompt, "");
                    return "";
                }

                if (IsControl(key, ConsoleKey.D) && _text.Length == 0)
                {
                    Finish(prompt, "");
                    return null;
                }

                Edit(key);
                Draw(prompt);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey letter) =>
        key.Key == letter && key.Modifiers.HasFlag(ConsoleModifiers.Control);

    private void Edit(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(0, _cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_text.Length, _cursor + 1);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                _cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                _cursor = _text.Length;
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
                _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.UpArrow:
                Replace(history.Previous(_text.ToString()));
                break;
            case ConsoleKey.DownArrow:
                Replace(history.Next(_text.ToString()));
                break;
            case ConsoleKey.Escape:
                Replace("");
                break;
            case ConsoleKey.U when control:
                _text.Remove(0, _cursor);
                _cursor = 0;
                break;
            case ConsoleKey.K when control:
                _text.Length = _cursor;
                break;
            case ConsoleKey.L when control:
                Console.Clear();
                _rowOfCursor = 0;
                break;
            case ConsoleKey.Tab:
                CompleteNext();
                break;
            default:
                if (!char.IsControl(key.KeyChar)) _text.Insert(_cursor++, key.KeyChar);
                break;
        }
    }

    // Tab again puts the next match in the place of the last one.
    private void CompleteNext()
    {
        _completion ??= complete(_text.ToString(), _cursor);
        if (_completion is null) return;
        string match = _completion.Next();
        _text.Remove(_completion.Start, _completion.Length).Insert(_completion.Start, match);
        _completion.Length = match.Length;
        _cursor = _completion.Start + match.Length;
    }

    private void Replace(string line)
    {
        _text.Clear().Append(line);
        _cursor = line.Length;
    }

    private string Finish(string prompt, string line)
    {
        _cursor = _text.Length;
        Draw(prompt);
        Console.Out.Write(Environment.NewLine);
        return line;
    }

    /// <summary>Draws prompt and line again from the prompt's first column, then puts the cursor in its place.</summary>
    private void Draw(string prompt)
    {
        int width = Math.Max(1, Console.WindowWidth);
        var frame = new StringBuilder();
        if (_rowOfCursor > 0) frame.Append(CultureInfo.InvariantCulture, $"\x1b[{_rowOfCursor}A");
        frame.Append("\r\x1b[J").Append(prompt).Append(_text);

        int end = prompt.Length + _text.Length;
        // A terminal wraps on the next character only; a space makes it wrap now, so that the arithmetic below holds.
        if (end % width == 0) frame.Append(" \b");
        int target = prompt.Length + _cursor;
        int rowsUp = (end / width) - (target / width);
        if (rowsUp > 0) frame.Append(CultureInfo.InvariantCulture, $"\x1b[{rowsUp}A");
        frame.Append('\r');
        if (target % width > 0) frame.Append(CultureInfo.InvariantCulture, $"\x1b[{target % width}C");
        _rowOfCursor = target / width;
        Console.Out.Write(frame.ToString());
    }
}
