"""Many files put into the content folder: all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from opslag.content.imported import NAME
from opslag.errors import OpslagError


def put(content: Path, files: Mapping[str, bytes]) -> None:
    """Writes all files beside the folder's own, where nothing reads them, then moves each into its place; the record last.

    Raises OpslagError where one cannot be written or moved; then every file is as it was, and so it is after Ctrl-C. A kill while
    files are being moved leaves some of them in their places and no record of them; the same import, run again, finds them as
    its own. No file is ever gone: of one that is replaced a copy is laid aside, and not the file itself.
    """
    staging = Path(tempfile.mkdtemp(prefix=".import-", dir=content))
    moved: list[tuple[Path, Path]] = []
    try:
        for number, data in enumerate(files.values()):
            (staging / f"new-{number}").write_bytes(data)
        for number, path in sorted(enumerate(files), key=lambda one: one[1] == NAME):
            target, before = content / path, staging / f"old-{number}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.copy2(target, before)
            moved.append((target, before))
            (staging / f"new-{number}").replace(target)
    except BaseException as error:
        for target, before in reversed(moved):
            if before.exists():
                before.replace(target)
            else:
                target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OpslagError(f"{error.filename}: {error.strerror}; nothing was imported") from None
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
