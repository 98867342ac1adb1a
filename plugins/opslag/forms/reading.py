"""Everything in ``content/forms/`` and ``content/records/``, read file by file; what one file shows by itself is checked here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from opslag.content.tree import named
from opslag.errors import ContentError, Problem
from opslag.forms.definition import FormsFile
from opslag.forms.files import FormFiles
from opslag.forms.record_file import RecordFile, read_record_file
from opslag.forms.translation import Translation, read_translation
from opslag.source.document import read_document

T = TypeVar("T")

TRANSLATIONS = "forms/translations/"


def read_form_files(paths: Iterable[str], read: Callable[[str], bytes], problems: list[Problem]) -> FormFiles:
    """What the files at these paths say; ``read`` gives a file's bytes. Faults are added to ``problems``."""

    def tried(reader: Callable[[str, bytes], T], path: str) -> T | None:
        try:
            return reader(named(path), read(path))
        except ContentError as error:
            problems.extend(error.problems)
            return None

    definitions: dict[str, FormsFile] = {}
    translations: dict[str, Translation] = {}
    records: dict[str, RecordFile] = {}
    for path in sorted(path for path in paths if path.endswith((".yaml", ".yml"))):
        if path.startswith(TRANSLATIONS):
            language = path.removeprefix(TRANSLATIONS).rpartition(".")[0]
            translations[language] = tried(read_translation, path) or Translation()
        elif path.startswith("forms/") and (file := tried(_definitions, path)):
            definitions[path] = file
        elif path.startswith("records/") and (record := tried(read_record_file, path)):
            if any(other.id == record.id for other in records.values()):
                found = f"{record.id}, which another file has as well"
                problems.append(Problem(named(path), 1, 1, "id", found, "keep one of the two"))
            records[path.removeprefix("records/").rpartition(".")[0]] = record
    return FormFiles(definitions, translations, records)


def _definitions(path: str, data: bytes) -> FormsFile:
    return read_document(path, data, FormsFile)
