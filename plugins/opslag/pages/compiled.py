"""Templates as they were last compiled: to compile a theme's takes longer than an edit."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

from opslag import sealed


class Compiled(BytecodeCache):
    """A file for each template, sealed under the version of Jinja2 that compiled it and the digest of its text. Python would run
    whatever it finds, or end in the middle of it; so what is not as it was left is compiled again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if compiled := sealed.read(self._folder / bucket.key, _name(bucket)):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        sealed.write(self._folder / bucket.key, bucket.bytecode_to_string(), _name(bucket))


def _name(bucket: Bucket) -> str:
    return f"{__version__} {bucket.checksum}"
