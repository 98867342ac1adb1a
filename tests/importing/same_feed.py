"""Two feeds, field by field: what was imported, and what was built of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opslag.importing.feed import KNOWN
from opslag.importing.markup import clean, parse, shape

from tests.importing.made_up import BRANCHES

Json = dict[str, Any]

MOMENTS = {"created_at", "updated_at", "date_time.start", "date_time.end"}
OURS = {"url", "organizer.url"}
"""Addresses of pages, which are this site's."""
PICTURES = ("image", "originalImage", "teaserImage")
ADDED = {
    "originalImage", "teaserImage",  # renditions of the same picture
    "organizer.name", "organizer.street", "organizer.zip_code", "organizer.city", "organizer.country", "organizer.isil_id",
    "organizer.phone", "organizer.email", "organizer.url",  # the branch's, where the other feed did not say whose
}  # fmt: skip
"""What the built feed may say besides."""


def differences(there: list[Json], here: list[Json], site: str, base_url: str) -> list[str]:
    """What is not the same, as lines; ``there`` is the feed that was imported, at ``site``."""
    built = {item["uuid"]: item for item in here}
    told = {item["uuid"]: item for item in there}
    found = [f"{uuid}: missing" for uuid in told.keys() - built.keys()]
    found += [f"{uuid}: not in the feed that was imported" for uuid in built.keys() - told.keys()]
    for uuid in sorted(told.keys() & built.keys()):
        lines = _item(told[uuid], built[uuid], site, base_url)
        found += [f"{uuid} {told[uuid]['title']}: {line}" for line in lines]
    return found


def _item(there: Json, here: Json, site: str, base_url: str) -> list[str]:
    before, after = _leaves(_known(there)), _leaves(here)
    found = []
    if not _whole(there.get("address")):
        before, after = _without_address(before, after)
    for field in before.keys() | after.keys():
        one, other = before.get(field), after.get(field)
        if field in OURS or (field in before and field not in after and field.startswith(PICTURES) and "image.url" in after):
            continue
        if field not in before:
            if not (field in ADDED or _is_default(field, other, before, after)):
                found.append(f"{field}: {other!r} was added")
        elif field not in after:
            found.append(f"{field}: {one!r} is gone")
        elif not _same(field, one, other, site, base_url):
            found.append(f"{field}: {one!r} became {other!r}")
    return found


def _known(item: Json) -> Json:
    """Without the fields that no contract has."""
    kept = {key: value for key, value in item.items() if key in KNOWN[""]}
    for within, known in KNOWN.items():
        if within and isinstance(kept.get(within), dict):
            kept[within] = {key: value for key, value in kept[within].items() if key in known}
    return kept


def _leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Dotted path to value; what is null, empty or false is not there. A picture is one leaf."""
    if isinstance(value, dict):
        inside = (_leaves(one, f"{path}.{name}" if path else name) for name, one in value.items())
        return {key: leaf for leaves in inside for key, leaf in leaves.items()}
    if path == "ticket_categories":
        return {path: value} if value else {}
    if isinstance(value, list):
        texts = [one.strip() for one in value if one.strip()]
        return {path: texts} if texts else {}
    if isinstance(value, str):
        value = value.strip()
    return {} if value is None or value == "" or value is False else {path: value}


def _whole(address: Any) -> bool:
    return isinstance(address, dict) and all(address.get(key) for key in ("street", "zip_code", "city"))


def _without_address(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A part of an address is none: the branch's takes its place, or there is none."""
    parts = {f"address.{key}" for key in ("street", "zip_code", "city", "country")}
    if "address.street" not in after:
        parts |= {"address.location", "address.locationAdditional", "address.locationType"}
    else:
        branch = BRANCHES[after["branches"][0]]
        assert {key: after[f"address.{key}"] for key in branch} == branch
    return ({key: value for key, value in one.items() if key not in parts} for one in (before, after))  # type: ignore[return-value]


def _is_default(field: str, value: Any, before: dict[str, Any], after: dict[str, Any]) -> bool:
    if field.startswith(("originalImage", "teaserImage")):
        return "image.url" in before or "teaserImage.url" in before
    if field == "address.locationType":
        return bool(value == "physical")
    if field == "address.location":
        return bool(value == after.get("branches", [""])[0])
    return False


def _same(field: str, one: Any, other: Any, site: str, base_url: str) -> bool:
    if field in MOMENTS:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    if field.startswith(PICTURES):
        return True
    if field == "body":
        return _body(one, site) == _body(other, base_url)
    if field == "ticket_categories":
        return len(one) == len(other) and all(_same_ticket(*pair) for pair in zip(one, other, strict=True))
    return bool(one == other)


def _same_ticket(one: Json, other: Json) -> bool:
    return one["title"] == other["title"] and one["price"] == other["price"] and one.get("uuid", other["uuid"]) == other["uuid"]


def _body(html: str, site: str) -> Any:
    """What it shows: pictures by being there, links by where they lead from the site's own top."""
    return _plain(shape(parse(clean(html).replace(f'href="{site}/', 'href="/'))))


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return ("img",) if value[:1] == ("img",) else tuple(_plain(one) for one in value)
