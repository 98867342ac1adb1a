"""Vendors are let in, listed and revoked by one command; of their passwords only hashes are kept."""

from __future__ import annotations

import base64
import hashlib
import math
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.errors import ContentError, OpslagError
from opslag.gateway.credentials import Failures, basic
from opslag.gateway.vendors import Vendors

from tests.bare_site import Ran, here

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPSLAG_VENDORS", str(tmp_path / "vendors.yaml"))
    return tmp_path / "vendors.yaml"


def test_a_password_is_shown_once_alone_on_the_last_line_and_kept_nowhere(file: Path) -> None:
    ran = here("vendor", "add", "billetter", "--branch", "1", "--branch", "3")
    password = ran.stdout.splitlines()[-1]
    assert len(base64.urlsafe_b64decode(password + "=")) * 8 == 256
    kept = file.read_text(encoding="utf-8")
    assert password not in kept
    assert hashlib.sha256(password.encode()).hexdigest() in kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    vendor = Vendors(file).whose("billetter", password)
    assert vendor is not None
    assert vendor.branches == (1, 3)
    assert (vendor.may((3,)), vendor.may((2,)), vendor.may(())) == (True, False, False)


def test_vendors_are_listed_and_revoked(file: Path) -> None:
    here("vendor", "add", "billetter", "--branch", "1")
    password = here("vendor", "add", "andre").stdout.splitlines()[-1]
    today = datetime.now(UTC).date()
    assert here("vendor", "list").stdout.splitlines() == [
        f"andre  all branches, since {today}",
        f"billetter  branches 1, since {today}",
    ]
    seen = Vendors(file)
    assert seen.whose("andre", password)
    assert here("vendor", "revoke", "andre") == Ran(0, "andre may report no longer\n", "")
    assert seen.whose("andre", password) is None
    assert "andre" not in file.read_text(encoding="utf-8")


def test_whoever_errs_is_told_what_to_write(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here("vendor", "add", "billetter")
    assert 'did you mean "billetter"?' in here("vendor", "revoke", "biletter").stderr
    assert "opslag vendor revoke billetter first" in here("vendor", "add", "billetter").stderr
    assert "name the vendor" in here("vendor", "add").stderr
    monkeypatch.delenv("OPSLAG_VENDORS")
    assert "set OPSLAG_VENDORS" in here("vendor", "list").stderr


@pytest.mark.parametrize(
    "name",
    [
        "billet\nter",
        "billet:ter",
        "-rf",
        "--all",
        "Billetter",
        "bil letter",
        "billetter>",
        "æ",
        "a" * 41,
        "",
        "../x",
        "a\x00b",
        "x<y>",
    ],
)
def test_a_name_that_git_or_http_could_misread_is_refused(file: Path, name: str) -> None:
    with pytest.raises(OpslagError, match="is no name for a vendor"):
        Vendors(file).add(name, (), NOW)
    assert not file.exists()


def test_a_file_that_was_broken_by_hand_lets_nobody_in_and_is_told_with_its_line(file: Path) -> None:
    file.write_text("vendors:\n  billetter:\n    sha256: abc\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        Vendors(file).whose("billetter", "x")
    assert f"{file}:3:13: vendors.billetter.sha256" in str(error.value)


@given(st.text(), st.text())
def test_no_credentials_but_the_right_ones_are_let_in(name: str, password: str) -> None:
    assert Vendors(Path("/nonexistent/vendors.yaml")).whose(name, password) is None


@given(
    st.text(st.characters(exclude_characters=":", exclude_categories=("Cs",))), st.text(st.characters(exclude_categories=("Cs",)))
)
def test_credentials_are_read_as_rfc_7617_has_them(name: str, password: str) -> None:
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    assert basic(f"Basic {token}") == basic(f"bASIC  {token}") == (name, password)


@given(
    st.text()
    | st.text().map(lambda text: f"Basic {text}")
    | st.binary().map(lambda data: f"Basic {base64.b64encode(data).decode()}")
)
def test_whatever_stands_there_is_credentials_or_none(header: str) -> None:
    basic(header)


@pytest.mark.parametrize("header", [None, "", "Basic", "Basic ", "Basic !!!!", "Basic YQ==", "Bearer YTpi", "Basic /w=="])
def test_what_is_no_credentials_is_none(header: str | None) -> None:
    assert basic(header) is None


def waits(most: int = 10) -> tuple[Failures, Callable[[float], None]]:
    now = [1000.0]

    def later(seconds: float) -> None:
        now[0] += seconds

    return Failures(most, lambda: now[0]), later


def test_after_ten_failures_an_address_waits_for_the_rest_of_the_minute() -> None:
    failures, later = waits()
    for _ in range(10):
        assert failures.wait("192.0.2.1") == 0
        failures.note("192.0.2.1")
        later(1)
    assert failures.wait("192.0.2.1") == math.ceil(60 - 10)
    assert failures.wait("192.0.2.2") == 0
    later(49)
    assert failures.wait("192.0.2.1") == 1
    later(1)
    assert failures.wait("192.0.2.1") == 0


def test_a_household_with_many_addresses_counts_once() -> None:
    failures, _ = waits()
    for number in range(10):
        failures.note(f"2001:db8:0:1::{number:x}")
    assert failures.wait("2001:db8:0:1:ffff::1") > 0
    assert failures.wait("2001:db8:0:2::1") == 0
    for _ in range(10):
        failures.note("::ffff:192.0.2.9")
    assert failures.wait("192.0.2.9") > 0


def test_no_more_addresses_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opslag.gateway.credentials.MOST_ADDRESSES", 100)
    failures, _ = waits()
    for number in range(1000):
        failures.note(f"192.0.{number // 250}.{number % 250}")
    assert len(failures._times) == 100


def test_no_limit_is_no_limit() -> None:
    failures, _ = waits(0)
    for _ in range(100):
        failures.note("192.0.2.1")
    assert failures.wait("192.0.2.1") == 0
