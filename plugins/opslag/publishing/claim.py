"""Who is publishing into a place just now, and what they are about to change: one publisher at a time, and nothing half-known.

Before the first file goes up, the claim says which files will; while they go, how far it has come. If the publisher dies, the
next one reads from it which files may be old or new, and trusts none of those. No clocks are compared between machines: a claim
that stays the same for LEASE seconds is a dead one's, for a living publisher changes it every BEAT.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from opslag.frozen import frozen
from opslag.publishing.part import Part, checked, parts_from_json, parts_to_json
from opslag.publishing.store import ROOM

PATH = f"{ROOM}/claim.json"
LEASE, BEAT = 45.0, 10.0
"""Seconds."""


@frozen
class Claim:
    run: str
    """Of this one publisher, this one time."""
    who: str
    """For people: ``runner-7, process 4711``."""
    process: str
    """Names a process among all processes of all machines."""
    plan: Mapping[str, Part] = field(default_factory=dict)
    """What is being put there, in that order."""
    done: int = 0
    """How many of the plan's files are there, from the first one on."""
    strays: tuple[str, ...] = ()
    """What earlier publishers may have put there, or may yet, that is not what the manifest says."""
    owed: tuple[str, ...] = ()
    """Paths that the content delivery network has not been told of."""
    beat: int = 0
    ended: bool = False

    def to_json(self) -> bytes:
        value = {"run": self.run, "who": self.who, "process": self.process, "done": self.done, "strays": self.strays}
        value |= {"owed": self.owed, "beat": self.beat, "ended": self.ended, **parts_to_json(self.plan)}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def certain(self) -> dict[str, Part]:
        """What is there for sure."""
        return dict(list(self.plan.items())[: self.done])

    def uncertain(self) -> list[str]:
        """What may be there as it was, as it was to be, or not at all."""
        return list(self.plan)[self.done :]


def read_claim(data: bytes) -> Claim | None:
    """None where it is no claim."""
    try:
        value: dict[str, Any] = json.loads(data)
        plan = parts_from_json(value)
        strays, owed = (tuple(checked(path) for path in value[key]) for key in ("strays", "owed"))
        run, who, process = (str(value[key]) for key in ("run", "who", "process"))
        return Claim(run, who, process, plan, int(value["done"]), strays, owed, int(value["beat"]), bool(value["ended"]))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError):
        return None


def who() -> str:
    return f"{socket.gethostname()}, process {os.getpid()}"


def process(pid: int | None = None) -> str:
    """``machine/pid/start``; the machine by its boot and its room for process numbers, for containers share names and numbers."""
    number = os.getpid() if pid is None else pid
    return f"{_machine()}/{number}/{_started(number)}"


def is_dead(named: str) -> bool:
    """Whether a process, as ``process`` named it, was of this machine and is no more; or is this one, which has begun anew."""
    if named == process():
        return True
    machine, _, rest = named.partition("/")
    pid, _, started = rest.partition("/")
    return bool(machine) and machine == _machine() and pid.isdigit() and bool(started) and _started(int(pid)) != started


def _machine() -> str:
    """Empty where the system does not say it."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{socket.gethostname()}:{boot}:{Path('/proc/self/ns/pid').readlink()}".replace("/", "-")
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did (proc_pid_stat(5), field 22); empty where there is none."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    state, *rest = text.rpartition(")")[2].split()
    return "" if state in "ZX" else rest[18]
