"""A port of loopback for a server that has to be told one."""

from __future__ import annotations

import os
import socket
from itertools import cycle

# Below those that the system gives to whoever asks for any: until the server listens there, nobody else is given it. Tests that
# run at the same time begin at other ones.
_FIRST, _LAST = 10_000, 32_000
_begin = _FIRST + os.getpid() * 97 % (_LAST - _FIRST)
_turn = cycle((*range(_begin, _LAST), *range(_FIRST, _begin)))


def free_port() -> int:
    """One that nobody listens on now. It is another one each time."""
    for port in _turn:
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0
