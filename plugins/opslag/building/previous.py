"""What was published last: the shrink guard and the change feed start from it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from opslag.errors import OpslagError
from opslag.feeds import event_changes, events
from opslag.frozen import frozen

NOTHING = "There is no previous output: the shrink guard and the change feed start anew with this build."
NO_CHANGES = "The previous output has no change feed that can be read: it starts anew, and tells every event as added."


@frozen
class Previous:
    """What was published last, as its bytes; None where there was none."""

    events: bytes | None
    """The events feed."""
    changes: bytes | None = None
    """The feed of its changes."""
    notes: tuple[str, ...] = ()


def find_previous(named: str | None, public: Path | None) -> Callable[[], Previous]:
    """As ``read_previous``, for whoever reads it later. What is named is read now: whoever named it by mistake need not wait."""
    if named is None:
        return partial(read_previous, None, public)
    found = read_previous(named, public)
    return lambda: found


def read_previous(named: str | None, public: Path | None) -> Previous:
    """From the folder or address that is named, else from the present output. Raises OpslagError where a named one cannot be
    read, or is no feed: whoever names one counts on it to be compared with."""
    if named is None:
        return _of_folder(public) if public and _file(public, events.PATH).is_file() else Previous(None, notes=(NOTHING,))
    if named.startswith(("http://", "https://")):
        base = named.rstrip("/")
        from opslag.building.fetching import fetched, fetched_if_there  # an edit does without HTTP

        feed = fetched(base + events.PATH)
        found = _noted(feed, fetched_if_there(base + event_changes.PATH))
    else:
        try:
            found = _of_folder(Path(named))
        except OSError as error:
            raise OpslagError(f"--previous: {error.filename}: {error.strerror}") from None
    if not (found.events or b"").lstrip().startswith(b"["):
        raise OpslagError(f"--previous: {named.rstrip('/')}{events.PATH}: no events feed, but {_beginning(found.events or b'')}")
    return found


def _beginning(data: bytes) -> str:
    shown = " ".join(data[:60].decode(errors="replace").split())
    return f'something that begins with "{shown}"' if shown else "an empty file"


def _of_folder(folder: Path) -> Previous:
    changes = _file(folder, event_changes.PATH)
    return _noted(_file(folder, events.PATH).read_bytes(), changes.read_bytes() if changes.is_file() else None)


def _noted(feed: bytes, changes: bytes | None) -> Previous:
    return Previous(feed, changes, (NO_CHANGES,) if event_changes.told(changes) is None else ())


def _file(folder: Path, path: str) -> Path:
    return folder / path[1:]
