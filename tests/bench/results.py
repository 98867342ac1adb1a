"""What was found, run by run, and the figures that are told of it."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from tests.bench.timed import Timed


class Found:
    """The seconds of each run, in order, and the largest size, by what was measured."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.mib: dict[str, float] = {}

    def note(self, name: str, took: Timed) -> None:
        self.note_seconds(name, took.seconds)
        self.mib[name] = max(took.mib, self.mib.get(name, 0.0))

    def note_seconds(self, name: str, seconds: float) -> None:
        self.seconds[name].append(seconds)
        print(f"{seconds:8.2f} s  {name}", flush=True)

    def edits(self) -> list[str]:
        return [name for name in self.seconds if name.startswith("edit ")]


def figures(found: Found) -> dict[str, float]:
    """Ratios first, since they say most; each of neighbouring runs, so that both sides met the same machine."""
    told: dict[str, float] = {}
    if "hugo cold" in found.seconds:
        told["opslag/hugo"] = ratio(found, "opslag cold", "hugo cold")
        told |= {f"{name}/hugo": ratio(found, name, "hugo cold") for name in found.edits()}
    told["growth: events doubled"] = ratio(found, "opslag cold", "half cold")
    told |= {f"{name}, s": median(seconds) for name, seconds in found.seconds.items() if name != "half cold"}
    told |= {f"{name}, MiB": mib for name, mib in found.mib.items() if name in ("opslag cold", "hugo cold")}
    if edits := found.edits():
        told["edit, MiB"] = max(found.mib[name] for name in edits)
    return told


def ratio(found: Found, above: str, below: str) -> float:
    return median(one / other for one, other in zip(found.seconds[above], found.seconds[below], strict=True))
