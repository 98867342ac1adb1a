"""A theme: its templates, its static files, and the words and addresses that every template may ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, TemplateNotFound

from opslag.errors import OpslagError, nearest
from opslag.frozen import frozen
from opslag.language import Language
from opslag.pages import template_code
from opslag.pages.compiled import Compiled
from opslag.pages.markup import Ready
from opslag.pages.template_code import PageTemplate, TemplateEnvironment
from opslag.pages.template_fault import Unknown, not_found, raise_with_place
from opslag.pages.words import translating

SHIPPED = "plakat"


@frozen
class Asset:
    """A static file of the theme, published under an address that changes with its bytes."""

    name: str
    """Below ``static/``: ``style.css``."""
    path: str
    """``/theme/style.3fa9c1d2.css``."""
    data: bytes


@frozen
class Source:
    """A template as its designer wrote it."""

    name: str
    """Below ``templates/``: ``footer.html``."""
    file: Path
    text: str


class ThemeEnvironment(TemplateEnvironment):
    """Where a template fails, its designer is told where."""

    handle_exception = raise_with_place


class Theme:
    """The templates and static files of one or more theme folders; what the first one lacks is taken from the next."""

    def __init__(self, folders: tuple[Path, ...], language: Language, bytecode: Path | None = None) -> None:
        """``bytecode`` is a folder in which compiled templates are kept. Raises OpslagError where a folder is no
        theme, or a template no text in UTF-8: who renders them would not say which."""
        for folder in folders:
            if not any((folder / part).is_dir() for part in ("templates", "static")):
                raise OpslagError(f"{folder}: no theme; a theme is a folder that holds templates/ or static/, or both")
        self.folders = folders
        self.templates = tuple([tuple(_read(folder)) for folder in folders])
        if bytecode:
            made_of = f"{language.code}-{language.digest}-{template_code.digest()}"  # for the words are compiled in
            bytecode = bytecode / made_of
        self.environment = ThemeEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder / "templates") for folder in folders]),
            autoescape=True,
            undefined=Unknown,
            extensions=[translating(language)],
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=Compiled(bytecode) if bytecode else None,
        )
        self._parts: dict[tuple[Any, ...], Ready] = {}
        self.globals["asset"] = self.asset
        self.globals["part"] = self.part

    @property
    def globals(self) -> dict[str, Any]:
        return self.environment.globals

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Every static file by its name, the first folder's before the others'."""
        found: dict[str, Asset] = {}
        for folder in reversed(self.folders):
            static = folder / "static"
            for file in sorted(static.rglob("*")) if static.is_dir() else ():
                if file.is_file() and not file.name.startswith("."):
                    name = file.relative_to(static).as_posix()
                    data = file.read_bytes()
                    stem, dot, ending = name.rpartition(".")
                    digest = hashlib.sha256(data).hexdigest()[:8]
                    found[name] = Asset(name, f"/theme/{stem}.{digest}.{ending}" if dot else f"/theme/{name}.{digest}", data)
        return found

    def asset(self, name: str) -> str:
        """The address of a static file. Raises OpslagError where the theme has none of that name."""
        try:
            return self.assets[name].path
        except KeyError:
            raise OpslagError(f'the theme has no static file "{name}"; {nearest(name, self.assets)}') from None

    def part(self, name: str, **arguments: Any) -> Ready:
        """A template rendered once for these arguments, and kept: headers and footers are the same on every page."""
        key = (name, *arguments.items())
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = self.fragment(name, **arguments)
        return found

    def fragment(self, name: str, **arguments: Any) -> Ready:
        """A template rendered to stand in others."""
        return Ready.of(self.writer(name)(**arguments))

    def template(self, name: str) -> PageTemplate:
        """Raises OpslagError where there is none of that name, or it has a fault."""
        try:
            return self.environment.get_template(name)
        except TemplateNotFound as error:
            raise OpslagError(not_found(error, self.environment)) from None

    def renderer(self, name: str) -> Callable[..., str]:
        """The template's render function, looked up once."""
        return self.template(name).render

    def writer(self, name: str) -> Callable[..., bytes]:
        """The same, of bytes."""
        return self.template(name).page

    @cached_property
    def signature(self) -> str:
        """Changes when any template or static file does."""
        digest = hashlib.sha256()
        for source in chain.from_iterable(self.templates):
            digest.update(f"templates/{source.name}".encode() + b"\0" + hashlib.sha256(source.text.encode()).digest())
        for asset in self.assets.values():
            digest.update(asset.path.encode() + b"\0")
        return digest.hexdigest()


def _read(folder: Path) -> Iterator[Source]:
    """The templates of a theme's folder, by name."""
    root = folder / "templates"
    for file in sorted(root.rglob("*.html")):
        if file.name.startswith("."):  # an editor's program keeps it while somebody writes
            continue
        data = file.read_bytes()
        try:
            yield Source(file.relative_to(root).as_posix(), file, data.decode())
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            found = f"a byte that is not UTF-8 (0x{data[error.start]:02x})"
            raise OpslagError(f"{file}:{line}: {found}; save the file as UTF-8") from None
