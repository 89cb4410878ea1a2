"""A piece of a script that kills itself without notice: what comes after it runs with one step that does not return."""

KILL_AT_THE_NTH_CALL = """
calls, plain = 0, getattr(owner, step)

def counted(*given, **named):
    global calls
    calls += 1
    if calls == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(*given, **named)

setattr(owner, step, counted)
"""
"""The script has `owner` (a module), `step` (the name of what it owns) and `at` (which call kills), and imports os and signal."""
