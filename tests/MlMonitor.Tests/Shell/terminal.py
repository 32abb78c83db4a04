"""Runs a program on a pseudo-terminal. Standard input holds the dialogue, one JSON pair a line: what to wait for on the
screen, what to type then. Prints the screen; leaves with the program's exit code, or 99 when it waited in vain."""
import fcntl, json, os, pty, select, struct, sys, termios, time

PATIENCE_SECONDS = 30

dialogue = [json.loads(line) for line in sys.stdin if line.strip()]
pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm-256color"
    for name in ("NO_COLOR", "COLUMNS"):
        os.environ.pop(name, None)
    os.execvp(sys.argv[1], sys.argv[1:])

fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
screen, seen = "", 0


def read(seconds):
    global screen
    if not select.select([terminal], [], [], seconds)[0]:
        return True
    try:
        data = os.read(terminal, 4096)
    except OSError:  # Linux says EIO when the program has gone.
        return False
    screen += data.decode("utf-8", "replace")
    return bool(data)


def leave(code):
    sys.stdout.write(screen)
    sys.exit(code)


for expected, typed in dialogue:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := screen.find(expected, seen)) < 0:
        if time.monotonic() > deadline or not read(0.1):
            screen += f"\n[waited in vain for {expected!r}]\n"
            leave(99)
    seen = found + len(expected)
    os.write(terminal, typed.encode())

while read(PATIENCE_SECONDS):
    pass
leave(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
