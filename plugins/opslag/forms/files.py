"""What stands in ``content/forms/`` and ``content/records/``. A library that has neither needs nothing else of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from opslag.frozen import frozen

if TYPE_CHECKING:
    from opslag.forms.definition import FormsFile
    from opslag.forms.record import CatalogueRecord
    from opslag.forms.record_file import RecordFile
    from opslag.forms.record_link import RecordLink
    from opslag.forms.translation import Translation


@frozen
class FormFiles:
    """Paths are below content/."""

    definitions: Mapping[str, FormsFile] = field(default_factory=dict)
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """By language."""
    records: Mapping[str, RecordFile] = field(default_factory=dict)
    """By the name of the file, without its ending."""

    def catalogue(self) -> dict[str, CatalogueRecord]:
        """The records, by id."""
        if not self.records:
            return {}
        from opslag.forms.record_file import record_of

        return {file.id: record_of(file) for file in self.records.values()}

    def links(self) -> dict[str, RecordLink]:
        """What ``[[name]]`` in a text may lead to, by name."""
        from opslag.forms.record_link import RecordLink

        return {name: RecordLink(file.id, file.title, file.form) for name, file in self.records.items()}
