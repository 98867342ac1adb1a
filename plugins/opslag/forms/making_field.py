"""One field made of what stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from opslag.content.fault import Fault
from opslag.errors import nearest
from opslag.forms.day import LETTERS, strange_letters
from opslag.forms.definition import FieldFile, OptionFile
from opslag.forms.form import Field, Option, OptionGroup
from opslag.forms.translation import Translation
from opslag.source.marks import Path

_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")
_WRITTEN = frozenset({"text", "textarea", "email", "url"})
_CHOSEN = frozenset({"select", "radio", "checkbox"})
_ANY = frozenset({"class", "title", "lang", "dir", "autocomplete"})
_TYPED = frozenset({"placeholder", "maxlength", "minlength", "inputmode", "spellcheck", "autocapitalize", "value"})
ATTRIBUTES = {
    "text": _ANY | _TYPED | {"size", "pattern"},
    "email": _ANY | _TYPED | {"size", "pattern"},
    "url": _ANY | _TYPED | {"size", "pattern"},
    "textarea": _ANY | _TYPED | {"rows", "cols"},
    "date": _ANY | {"value"},
    "select": _ANY,
    "radio": _ANY,
    "checkbox": _ANY,
    "hidden": frozenset({"value"}),
}
"""What ``settings`` may hold, by type. What would run a script, or change what the form is, is not among them."""

_COUNTS = frozenset({"maxlength", "minlength", "rows", "cols", "size"})

_ONLY_FOR = (
    ("requireOne", frozenset({"checkbox"})),
    ("options", _CHOSEN),
    ("optionGroups", frozenset({"select"})),
    ("placeholder", frozenset({"select"})),
    ("format", frozenset({"date"})),
    ("minValue", frozenset({"date"})),
    ("maxValue", frozenset({"date"})),
    ("recipient", frozenset({"select"})),
    ("required", _WRITTEN | _CHOSEN | {"date"}),
)


def make_field(file: FieldFile, where: Path, translation: Translation, fault: Fault) -> Field:
    """``where`` is the path of the field in its form."""
    _check_keys(file, where, fault)
    attributes = dict(_attributes(file, (*where, "settings"), translation, fault))
    value = attributes.pop("value", "") or translation.said(file.value or "")
    groups = tuple(_groups(file, translation))
    _check_options(file, where, groups, fault)
    _check_dates(file, where, fault)
    return Field(
        name=file.name,
        type=file.type,
        label=translation.said(file.label or ""),
        required=file.required,
        require_one=file.require_one,
        attributes=tuple(attributes.items()),
        value=value,
        help_before=translation.passage(file.help.pre),
        help_after=translation.passage(file.help.post),
        groups=groups,
        placeholder=translation.said(file.placeholder or ""),
        format=file.format or "Y-m-d",
        earliest=file.min_value,
        latest=file.max_value,
        recipient=file.recipient,
    )


def _check_keys(file: FieldFile, where: Path, fault: Fault) -> None:
    said = {
        "requireOne": file.require_one,
        "options": file.options,
        "optionGroups": file.option_groups,
        "placeholder": file.placeholder,
        "format": file.format,
        "minValue": file.min_value,
        "maxValue": file.max_value,
        "recipient": file.recipient,
        "required": file.required,
    }
    for key, types in _ONLY_FOR:
        if said[key] and file.type not in types:
            remedy = f"delete it, or make the field one of {', '.join(sorted(types))}"
            if key == "placeholder" and file.type in _WRITTEN:
                remedy = "write it in settings: [[placeholder, …]]"
            fault((*where, key), f"{key} in a field of type {file.type}", remedy)
    alone = file.type == "checkbox" and len(file.options) == 1
    if not file.label and file.type != "hidden" and not alone:
        fault(where, "a field without a label", "write label: what the visitor is asked")


def _attributes(file: FieldFile, where: Path, translation: Translation, fault: Fault) -> Iterator[tuple[str, str]]:
    for place, name, value in _pairs(file.settings, where, fault):
        allowed = ATTRIBUTES[file.type]
        if name not in allowed:
            fault(place, f'"{name}" in a field of type {file.type}', nearest(name, allowed))
        elif name in _COUNTS and not re.fullmatch(r"[1-9]\d{0,5}", value, re.ASCII):
            fault(place, f'{name}: "{value}"', "write a number, such as 50")
        elif name == "pattern" and not _compiles(value):
            fault(place, f'"{value}", which is no regular expression', "write one such as [A-Z]{2}-[0-9]+")
        else:
            yield name, translation.said(value) if name in ("placeholder", "title") else value


def _pairs(settings: object, where: Path, fault: Fault) -> Iterator[tuple[Path, str, str]]:
    """Pairs, or a mapping: each with its place."""
    if isinstance(settings, dict):
        found = [((*where, name), name, value) for name, value in settings.items()]
    elif isinstance(settings, list):
        whole = [(number, pair) for number, pair in enumerate(settings) if isinstance(pair, list) and len(pair) == 2]
        for number in sorted(set(range(len(settings))) - {number for number, _ in whole}):
            fault((*where, number), "no pair", "write [name, value], such as [rows, 3]")
        found = [((*where, number), name, value) for number, (name, value) in whole]
    else:
        found = []
        if settings is not None:
            fault(where, f'"{settings}"', "write [[rows, 3]], or {rows: 3}")
    for place, name, value in found:
        if isinstance(name, str) and isinstance(value, str):
            yield place, name.strip().lower(), value.strip()
        else:
            fault(place, "more than a name and a text", "write [name, value], such as [rows, 3]")


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, ValueError):  # ValueError: (?u), which answers are not held against
        return False
    return True


def _groups(file: FieldFile, translation: Translation) -> Iterator[OptionGroup]:
    def option(one: OptionFile) -> Option:
        label = translation.said(one.label)
        return Option(one.value or label, label)

    if file.options:
        yield OptionGroup("", tuple(map(option, file.options)))
    for group in file.option_groups:
        yield OptionGroup(translation.said(group.label), tuple(map(option, group.options)))


def _check_options(file: FieldFile, where: Path, groups: tuple[OptionGroup, ...], fault: Fault) -> None:
    if file.options and file.option_groups:
        fault((*where, "optionGroups"), "options and optionGroups in one field", "keep one of the two")
    options = [option for group in groups for option in group.options]
    if file.type in _CHOSEN and not options:
        fault(where, f"a field of type {file.type} without options", "write what may be chosen: options: [one, two]")
    seen: set[str] = set()
    for option in options:
        if option.value in seen:
            key = "options" if file.options else "optionGroups"
            fault((*where, key), f'"{option.value}" twice', "delete one, or give each a value of its own")
        seen.add(option.value)
        if file.recipient and not _ADDRESS.fullmatch(option.value):
            remedy = "write {value: navn@bibliotek.example, label: …}: what is chosen is to whom it goes"
            fault((*where, "options"), f'"{option.value}", which is no e-mail address', remedy)


def _check_dates(file: FieldFile, where: Path, fault: Fault) -> None:
    if file.format and (strange := strange_letters(file.format)):
        remedy = f"write it with {', '.join(LETTERS)}, such as Y-m-d or j.n.Y"
        fault((*where, "format"), f'"{strange}" in "{file.format}"', remedy)
    if file.min_value and file.max_value:
        same_kind = (file.min_value.day is None) == (file.max_value.day is None)
        today = date(2024, 1, 1)
        if same_kind and file.min_value.on(today) > file.max_value.on(today):
            fault((*where, "maxValue"), "a last day before the first (minValue)", "write a later one")
