"""A few rules serve what builds make, today's and tomorrow's, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.publishing.freshness import at_least
from opslag.publishing.rule import PAGES, Rule, rule_of, rules
from opslag.publishing.security import MOST, policy

PATHS = [
    "404.html", "index.html", "arrangementer/index.html", "arrangementer/krimi/index.html", "arrangementer/krimi/kalender.ics",
    "api/v1/events", "api/v1/openapi.json", "robots.txt", "theme/style.3fa9c1d2.css", "billeder/krimi-3fa9c1d2e4/1280.webp",
    "skaerm/foyer/feed.json", "nyhedsbrev/uge.html", "filer/Årets program.pdf",
]  # fmt: skip


def serves(address: str) -> bool:
    return any(address == rule.pattern if rule.exact else re.fullmatch(rule.pattern, address) for rule in rules(PATHS))


NEXT = ["/arrangementer/ny/", "/arrangementer/serie/2027-01-05/kalender.ics", "/theme/style.00000000.css", "/ny-side/"]


@pytest.mark.parametrize("address", NEXT)
def test_what_the_next_build_adds_is_served_without_a_new_configuration(address: str) -> None:
    assert serves(address)


@pytest.mark.parametrize("path", PATHS)
def test_every_file_of_an_output_is_served(path: str) -> None:
    assert path == "404.html" or serves(f"/{path}".removesuffix("index.html"))


UNMADE = ["/.git/", "/arrangementer/.x/", "/notes.txt", "/api/v1/secret", "/theme/.css", "/theme/x.map", "/a//b/", "/a b/"]


@pytest.mark.parametrize("address", UNMADE)
def test_what_no_build_makes_is_not(address: str) -> None:
    assert not serves(address)


def test_of_hidden_files_what_is_published_is_told_and_nothing_else() -> None:
    kept = {f"/.opslag/{name}" for name in ("published.json", "claim.json", "lock", "published.json/", "published_json")}
    assert {address for address in (*kept, "/opslag/published.json") if serves(address)} == {"/.opslag/published.json"}


def test_a_name_that_means_something_to_a_host_is_matched_as_it_is() -> None:
    assert rule_of("filer/Årets program.pdf") == Rule("/filer/Årets program.pdf", True, "application/octet-stream", False)


def test_pages_and_parts_of_pages_are_closed_to_other_sites_and_feeds_are_open() -> None:
    assert {rule.pattern.split("/")[1] for rule in rules(PATHS) if not rule.open} == {"theme", "nyhedsbrev", PAGES.split("/")[1]}


@given(st.integers(10**9, 10**10 - 1), st.integers(10**9, 10**10 - 1))
def test_a_pattern_of_numbers_compares_them(least: int, number: int) -> None:
    assert bool(re.fullmatch(at_least(least), str(number))) == (number >= least)


@given(st.integers(10**9, 10**10 - 2))
def test_it_is_exact_to_the_second(least: int) -> None:
    assert re.fullmatch(at_least(least), str(least))
    assert re.fullmatch(at_least(least), str(least + 1))
    assert least == 10**9 or not re.fullmatch(at_least(least), str(least - 1))


def test_a_style_in_a_page_is_allowed_by_its_hash() -> None:
    # The hash of the empty text is known: printf '' | openssl dgst -sha256 -binary | base64
    assert "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in policy([b"<style></style>"])


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"<p>x</p>", "script-src 'self';"),
        (b'<script src="/theme/x.js" defer></script>', "script-src 'self';"),
        (b'<script type="application/ld+json">{"a":1}</script>', "script-src 'self';"),
        (b"<script>1</script>", "script-src 'self' 'sha256-"),
        (b'<p style="color:red">x</p>', "style-src-attr 'unsafe-inline'"),
    ],
)
def test_a_policy_allows_what_the_pages_need(page: bytes, said: str) -> None:
    assert said in policy([page])


def test_a_policy_allows_no_more_than_that() -> None:
    assert "unsafe" not in policy([b"<style>a{}</style><script>1</script>"])


def test_a_header_does_not_grow_without_end() -> None:
    many = policy([f"<style>a{{width:{at}px}}</style>".encode() for at in range(MOST + 1)])
    assert "style-src 'self' 'unsafe-inline'" in many
    assert "sha256" not in many
