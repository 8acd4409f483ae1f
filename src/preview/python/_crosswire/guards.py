"""What a script may not do, said in its own language: write, talk to the network, start processes.

A courtesy, for a clear message; what holds is the worker's sandbox. May not know what a script is.
"""

import builtins
import os

WRITES = (
    "remove unlink rmdir removedirs mkdir makedirs rename renames replace link symlink truncate chmod chown lchown "
    "utime mkfifo mknod setxattr removexattr ftruncate"
).split()
PROCESSES = (
    "system popen fork forkpty posix_spawn posix_spawnp execv execve execl execle execlp execlpe execvp execvpe spawnl "
    "spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe startfile kill killpg abort"
).split()


def install():
    """Shut the doors, once everything of the engine is loaded."""
    for name in WRITES:
        shut(os, name, "write files")
    for name in PROCESSES:
        shut(os, name, "start or signal processes")
    guard_open()
    guard_sockets()
    try_shut("subprocess", ("Popen", "run", "call", "check_call", "check_output", "getoutput"), "start processes")
    try_shut("_posixsubprocess", ("fork_exec",), "start processes")


def shut(module, name, what):
    """Replace a function by one that refuses."""
    if not hasattr(module, name):
        return

    def refuse(*args, **kwargs):
        raise PermissionError(f"The preview does not let a script {what} ({module.__name__}.{name})")

    refuse.__name__ = name
    setattr(module, name, refuse)


def try_shut(module, names, what):
    """The same for a module that the interpreter may not have."""
    try:
        module = __import__(module)
    except ImportError:
        return
    for name in names:
        if isinstance(getattr(module, name, None), type):
            shut_class(module, name, what)
        else:
            shut(module, name, what)


def shut_class(module, name, what):
    """Replace a class by one that cannot be made, so that `isinstance` and subclassing go on."""

    def refuse(self, *args, **kwargs):
        raise PermissionError(f"The preview does not let a script {what} ({module.__name__}.{name})")

    original = getattr(module, name)
    try:
        closed = type(
            name, (original,), {"__init__": refuse, "__module__": module.__name__, "__del__": lambda self: None}
        )
    except TypeError:
        shut(module, name, what)
        return
    setattr(module, name, closed)


def guard_sockets():
    """A socket may be made, which event loops need, but leads nowhere."""
    try:
        import socket
    except ImportError:
        return
    for name in ("create_connection", "create_server", "getaddrinfo", "gethostbyname", "gethostbyaddr"):
        shut(socket, name, "use the network")
    for name in ("connect", "connect_ex", "bind", "listen", "sendto", "sendmsg"):
        shut(socket.socket, name, "use the network")


def guard_open():
    """`os.open` may read."""
    original = os.open
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def guarded(path, flags, *args, **kwargs):
        if flags & writing:
            raise PermissionError(f"The preview does not let a script write files: {path!r}")
        return original(path, flags, *args, **kwargs)

    os.open = guarded
    del builtins.__dict__["input"]
    builtins.input = refuse_input


def refuse_input(prompt=""):
    """Nobody sits at the worker's terminal."""
    raise EOFError("The preview has no terminal to read from")
