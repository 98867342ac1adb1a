"""What a configuration says to the person who puts it in place."""

from __future__ import annotations

from textwrap import wrap

from opslag.publishing.hosting import Hosting

WIDTH = 100

WITHOUT_GATEWAY = (
    "No gateway is named (--gateway URL): forms and ticket systems' updates are not taken in, and the "
    "queries from_date, to_date, "
    "branch_id and nid are passed over; the whole file is the answer, as the contract allows."
)
ASKED = "copies are kept and asked about each time (no-cache), and mostly a 304 is all that is sent."


def remark(words: str, mark: str = "#") -> list[str]:
    begin = f"{mark} "
    return wrap(words, WIDTH, initial_indent=begin, subsequent_indent=begin, break_long_words=False, break_on_hyphens=False)


def heading(hosting: Hosting, host: str, *words: str, mark: str = "#") -> list[str]:
    """Of which site and build it is, what is to be done with it, and what this host cannot do."""
    first = f"{hosting.base_url}, by opslag host {host}, for the build of {hosting.built.isoformat()}."
    told = [*words, *([] if hosting.gateway else [WITHOUT_GATEWAY])]
    return [*remark(first, mark), *(line for one in told for line in (mark, *remark(one, mark))), ""]


def kept_until(hosting: Hosting) -> str:
    return f"Copies may be kept for a minute, but not past {hosting.next_change.isoformat()}, when something turns untrue."
