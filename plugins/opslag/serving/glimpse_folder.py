"""Pages that the local server shows in the place of the public ones until a build is done."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


class Glimpses:
    """Pages that are shown in the place of the public ones until the build is done: files of a folder beside the output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def show(self, pages: Mapping[str, bytes]) -> None:
        """The folder appears whole, for the server looks at it all the time."""
        beside = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        for path, data in pages.items():
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        self.hide()
        if pages:
            beside.rename(self.folder)

    def hide(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def glimpses_of(room: Path) -> Path:
    """Where they are, in the hidden folder beside an output."""
    return room / "glimpses"
