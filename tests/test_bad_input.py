"""For each mistake that an editor can make: the exact line that tells it, exit status 1, and the last good output untouched."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from tests.bare_site import BRANCH, SITE, BareSite, Ran, uuid_of

EVENT = "content/events/fejl.md"


def refused(site: BareSite) -> list[str]:
    """What is said about a site that has a fault; nothing of what is public may have changed."""
    target, public = site.target(), site.public()
    ran = site.build_here()
    assert (site.target(), site.public()) == (target, public)
    assert ran.code == 1, ran
    assert ran.stdout == ""
    return told(ran)


def told(ran: Ran) -> list[str]:
    """The Problems of a run, without the uuids that are offered; their number stands below them."""
    *problems, last = ran.lines
    errors = [problem for problem in problems if ": warning: " not in problem]
    count = f"{len(errors)} fault{'' if len(errors) == 1 else 's'}"
    warned = len(problems) - len(errors)
    also = f", {warned} warning{'' if warned == 1 else 's'}" if warned else ""
    assert last == f"{count}{also}; nothing was published"
    return [re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "UUID", problem) for problem in problems]


DATA = Path(__file__).parent / "data"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
"""The smallest picture."""


KEYS = [(one["write"], one["say"]) for one in yaml.safe_load((DATA / "mistakes_in_keys.yaml").read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("keys", "said"), KEYS, ids=[" ".join(keys) + f" {at}" for at, (keys, _) in enumerate(KEYS)])
def test_a_mistake_in_a_key_is_told_where_it_stands(built_site: BareSite, keys: dict[str, str | None], said: str) -> None:
    if keys.get("image") or keys.get("teaser_image"):
        built_site.write("images/uden.png", PNG)
    built_site.event("fejl", **keys)
    assert refused(built_site) == [f"{EVENT}:{said}"]


FRONT = f"title: Fejl\nuuid: {uuid_of('fejl')}\nstart: 2026-12-03 19:00\nend: 2026-12-03 21:00\nbranch: lillerup\n"
FILES = {one["mistake"]: one for one in yaml.safe_load((DATA / "mistakes_in_files.yaml").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("mistake", FILES)
def test_a_file_that_is_wrong_is_told(built_site: BareSite, mistake: str) -> None:
    for path, text in FILES[mistake]["write"].items():
        built_site.write(filled_in(path), filled_in(text))
    assert refused(built_site) == [filled_in(said) for said in FILES[mistake]["say"]]


def filled_in(text: str) -> str:
    for name, meant in (("$FRONT\n", FRONT), ("$SITE\n", SITE), ("$BRANCH\n", BRANCH)):
        text = text.replace(name, meant)
    return re.sub(r"\$([A-Z]+)", lambda match: uuid_of(match[1].lower()), text)


LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
DEEP = "".join(f"{'  ' * level}k{level}:\n" for level in range(100)) + "  " * 100 + "slut: her\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"---\n{FRONT}room: Lørdag\n---\n".encode("latin-1"), "7:8: a byte that is not UTF-8 (0xf8); save the file as UTF-8"),
        (f"---\n{FRONT}---\n".encode("utf-16"), "1:1: a byte that is not UTF-8 (0xff); save the file as UTF-8"),
        (f"---\n{FRONT}---\nKom\0 nu", "8:4: a character that cannot be printed (U+0000); delete it"),
        (f"---\n{FRONT}---\n{'Krimi. ' * 1_500_000}", "1:1: 11 MB in one file; divide it: a content file has at most 1 MB"),
        (
            f"---\n{FRONT}---\n<<<<<<< HEAD\nKom og hør.\n=======\nKom.\n>>>>>>> eva\n",
            "8:1: a conflict that git left; choose one of the two versions, and delete the other and the lines <<<<<<<, ======= "
            "and >>>>>>>",
        ),
        (f"---\n{DEEP}---\n", f"22:41: {'.'.join(f'k{n}' for n in range(19))}: nested deeper than 20 levels; write it flatter"),
        (f"---\n{LAUGHS}---\n", "6:55: a4: unfolds to more than 100000 values; write it without aliases"),
    ],
    ids=[
        "another encoding",
        "UTF-16",
        "a control character",
        "10 MB",
        "a conflict",
        "YAML nested a hundred levels deep",
        "a bomb of aliases",
    ],
)
def test_a_file_that_no_editor_meant_to_write_is_told(built_site: BareSite, data: str | bytes, said: str) -> None:
    built_site.write("events/fejl.md", data)
    assert refused(built_site) == [f"{EVENT}:{said}"]


def test_a_picture_that_is_none_is_told(built_site: BareSite) -> None:
    built_site.event("fejl", image="images/krimi.png")
    built_site.write("images/krimi.png", b"GIF89a, men ikke rigtigt")
    built_site.write("images/krimi.yaml", "alt: Krimi\n")
    found = "a broken picture (image not found in GIF frame)"
    assert refused(built_site) == [f"content/images/krimi.png: {found}; save it again, or copy it from where it came"]


def test_a_missing_site_yaml_is_told(built_site: BareSite) -> None:
    (built_site.content / "site.yaml").unlink()
    remedy = "write one with name, base_url, language and timezone; content/README.md shows how"
    assert refused(built_site) == [f"content/site.yaml: missing; {remedy}"]


def test_links_out_of_content_are_told_and_not_followed(built_site: BareSite) -> None:
    secret = built_site.root / "hemmeligt.md"
    secret.write_text(f"---\n{FRONT}---\nHemmeligt\n", encoding="utf-8")
    (built_site.content / "events/fejl.md").symlink_to(secret)
    (built_site.content / "events/mappe").symlink_to(built_site.root)
    (built_site.content / "events/intet.md").symlink_to("ingenting.md")
    assert refused(built_site) == [
        f"{EVENT}:1:1: a link to a file outside content/; copy the file itself here",
        "content/events/intet.md:1:1: a link that leads to no file; delete it, or copy the file itself here",
        "content/events/mappe:1:1: a link to a file outside content/; copy the file itself here",
    ]


def test_a_file_name_that_is_not_utf_8_is_told(built_site: BareSite) -> None:
    file = os.fsencode(built_site.content / "events") + b"/bl\xe5b\xe6r.md"
    with open(file, "w", encoding="utf-8") as fault:  # noqa: PTH123 - a name that no Path should have
        fault.write(f"---\n{FRONT}---\n")
    assert refused(built_site) == [r"content/events/bl\udce5b\udce6r.md: a file name that is not UTF-8; rename the file"]


def test_every_mistake_is_told_at_once_by_file_and_line(built_site: BareSite, snapshot: SnapshotAssertion) -> None:
    """Those that a file has by itself, and those that only show between files; nothing follows from what is told already."""
    built_site.write("branches/byen.md", "---\ntitle: Byen\nid: to\n---\n")
    built_site.write("site.yaml", SITE + "highlight: brudt.md\n")
    built_site.event("brudt", start="i morgen", end=None, branch="byen", titel="Krimi")
    links = "Se [her]({filename}brudt.md) og [der]({filename}x.md).\n"
    built_site.event("hel", branch="[byen, bymidten]", image="images/hel.png", body=links)
    built_site.event("dobbelt", uuid=uuid_of("hel"), end="2026-12-03 18:00", body="Før\n\n<script>x</script>\n")
    built_site.event("kopi", uuid=uuid_of("hel"))
    built_site.write("pages/soeg.md", "---\ntitle: Søg\n---\n<font>\n")
    built_site.write("nyheder/nyt.md", "---\ntitle: Nyt\n---\n")
    assert refused(built_site) == snapshot


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_other_editors_programs_save_builds_normally(built_site: BareSite, mark: str, ends: str) -> None:
    for file in built_site.content.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        file.write_bytes((mark + text.replace("\n", ends)).encode())
    before = {path: data for path, data in built_site.public().items() if not path.startswith("api/v1/")}
    built_site.commit()
    ran = built_site.build_here()
    assert ran.code == 0, ran.stderr
    assert {path: data for path, data in built_site.public().items() if not path.startswith("api/v1/")} == before
