"""A catalogue's record that a library keeps itself: one file in ``content/records/``."""

from __future__ import annotations

from dataclasses import asdict, field
from typing import Annotated, Any

from opslag.forms.record import CatalogueRecord, record_id
from opslag.frozen import frozen
from opslag.source.document import read_document
from opslag.source.keys import Before, Key, Read
from opslag.source.scalars import Text, one_or_many, wrong
from opslag.source.shape import STRICT


def _id(text: Any) -> str:
    known = record_id(text) if isinstance(text, str) else None
    if known is None:
        raise wrong("write the record's id in the catalogue, such as vaari.355334 or Solr|vaari.355334")
    return known


Texts = Annotated[tuple[Text, ...], Before(one_or_many)]


@frozen
class Author:
    """An author as the message has it: an empty text, or null, where nothing is known."""

    __pydantic_config__ = STRICT
    name: Text
    name_alt: str = ""
    id: Text | None = None
    role: str = ""
    type: str = ""
    date: str = ""


@frozen
class MetadataFile:
    """``metadata``; ``title`` is the record's own where it is not there."""

    __pydantic_config__ = STRICT
    title: Text | None = None
    authors: tuple[Author, ...] = ()
    publication_dates: Annotated[Texts, Key("publicationDates")] = ()
    formats: Texts = ()
    isbns: Texts = ()
    issns: Texts = ()
    openurl: dict[str, str] = field(default_factory=dict)


@frozen
class RecordFile:
    __pydantic_config__ = STRICT
    id: Annotated[str, Read(_id)]
    title: Text
    form: Text | None = None
    """The form that ``[[name of the file]]`` in a text leads to."""
    info: str = ""
    metadata: MetadataFile = field(default_factory=MetadataFile)


def read_record_file(path: str, data: bytes) -> RecordFile:
    """What is in a file's bytes. Raises ContentError with every fault in it."""
    return read_document(path, data, RecordFile)


def record_of(file: RecordFile) -> CatalogueRecord:
    """The record, with every key of ``recordMetadata``."""
    told = file.metadata
    metadata = {
        "title": told.title or file.title,
        "authors": [asdict(author) for author in told.authors],
        "publicationDates": list(told.publication_dates),
        "formats": list(told.formats),
        "isbns": list(told.isbns),
        "issns": list(told.issns),
        "openurl": told.openurl,
    }
    return CatalogueRecord(file.id, file.title, file.info, metadata)
