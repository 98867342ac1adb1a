"""What a publishing did, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opslag.frozen import frozen


@frozen
class Outcome:
    """What was done, or in a dry run what would be."""

    target: str
    dry: bool
    uploaded: Mapping[str, int]
    """Bytes of each file, as the build made it, in the order in which they go up."""
    unchanged: int
    deleted: tuple[str, ...]
    waiting: int
    """Files that are no part of the site any more, and still lie there."""
    held_back: int
    """How many of those were due to be deleted, and were more than ``max_deletes``."""
    max_deletes: int
    notes: tuple[str, ...]
    seconds: float = 0.0
    fault: str = ""
    """What failed when the site was published already."""

    def told(self) -> Iterator[str]:
        if self.dry:
            yield from (f"upload {path}" for path in self.uploaded)
            yield from (f"delete {path}" for path in self.deleted)
        size = size_words(sum(self.uploaded.values()))
        done = [f"{len(self.uploaded)} files ({size}) uploaded", f"{self.unchanged} unchanged"]
        done += [f"{len(self.deleted)} deleted"] * bool(self.deleted) + [f"{self.waiting} to be deleted later"] * bool(
            self.waiting
        )
        yield f"{self.target}: {', '.join(done)}, " + ("if this were no dry run" if self.dry else f"in {self.seconds:.1f} s")

    def faults(self) -> Iterator[str]:
        """What is left to do for the operator."""
        if self.held_back:
            found = f"{self.held_back} files are to be deleted, which is more than --max-deletes {self.max_deletes}; none was"
            yield f"{self.target}: {found}. If the site has really lost so many, say --force"
        if self.fault:
            yield self.fault


def size_words(number: int) -> str:
    """``31 kB``, in thousands, for people."""
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number} {unit}"
        number = round(number / 1000)
    return f"{number} GB"
